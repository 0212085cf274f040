//! The manager: latency of a reload beside a bare `notify` callback, reads beside bare `arc-swap`.
//!
//! The measurements are an example of config-core, so that its users can run them too; this only starts it.

use std::path::Path;
use std::process::Command;

pub(crate) fn run() -> std::io::Result<()> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let arguments =
        ["run", "--quiet", "--release", "-p", "config-core", "--example", "manager_figures", "--"];
    let parts = ["latency", "reading"];
    println!("cargo {} {}", arguments.join(" "), parts.join(" "));
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let memory = Path::new("/dev/shm");
    if memory.is_dir() && std::env::var_os("FIGURES_DIRECTORY").is_none() {
        command.env("FIGURES_DIRECTORY", memory);
    }
    let status = command.current_dir(root).args(arguments).args(parts).status()?;
    // It says itself which figure misses its goal, and fails then.
    println!("goals of the manager {}\n", if status.success() { "hold" } else { "are MISSED, see above" });
    Ok(())
}
