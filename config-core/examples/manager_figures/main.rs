//! The figures of the manager, from one command:
//!
//! ```text
//! cargo run --release -p config-core --example manager_figures
//! ```
//!
//! `latency`, `reading` and `storm` as arguments choose parts; `--quick` takes a twentieth of the rounds. Files lie in
//! the directory that `FIGURES_DIRECTORY` names, or in the system's temporary one.

mod latency;
mod reading;
mod service;
mod storm;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let chosen = |name: &str| {
        arguments.iter().all(|argument| argument.starts_with("--"))
            || arguments.iter().any(|argument| argument == name)
    };
    let scale = if quick { 20 } else { 1 };
    let directory = std::env::var_os("FIGURES_DIRECTORY").map_or_else(std::env::temp_dir, Into::into);
    println!("files below {}", directory.display());
    let mut held = true;
    if chosen("latency") {
        held &= latency::measure(&directory, 1000 / scale)?;
    }
    if chosen("reading") {
        held &= reading::measure(&directory, 4000 / scale as usize)?;
    }
    if chosen("storm") {
        held &= storm::measure(&directory, 100_000 / scale)?;
    }
    if held { Ok(()) } else { Err("a figure misses its goal".into()) }
}
