//! What a first build of the dependencies costs: config-core with default features beside figment with the same formats.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use config_benches::measure::{Table, goal, ratio, shown};

use super::compile::finished;

const ROUNDS: usize = 2;

pub(crate) fn run() -> std::io::Result<()> {
    let directory = tempfile::tempdir()?;
    let subjects = [
        ("config-core", format!("config-core = {{ path = \"{}/../config-core\" }}", env!("CARGO_MANIFEST_DIR"))),
        (
            "figment",
            "figment = { version = \"0.10\", features = [\"env\", \"json\", \"toml\", \"yaml\"] }".to_owned(),
        ),
        (
            "figment, serde derive",
            "figment = { version = \"0.10\", features = [\"env\", \"json\", \"toml\", \"yaml\"] }\nserde = { version = \"1\", features = [\"derive\"] }".to_owned(),
        ),
    ];
    let mut roots = Vec::new();
    for (number, (_, dependencies)) in subjects.iter().enumerate() {
        let root = directory.path().join(number.to_string());
        std::fs::create_dir_all(root.join("src"))?;
        std::fs::write(root.join("src/lib.rs"), "")?;
        std::fs::write(
            root.join("Cargo.toml"),
            format!(
                "[package]\nname = \"cold\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\n[workspace]\n"
            ),
        )?;
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"), root.join("Cargo.lock"))?;
        roots.push(root);
    }
    let mut times = vec![(Duration::MAX, Duration::MAX); roots.len()];
    for _ in 0..ROUNDS {
        for (root, (check, build)) in roots.iter().zip(&mut times) {
            *check = (*check).min(cold(root, "check")?);
            *build = (*build).min(cold(root, "build")?);
        }
    }
    let mut table =
        Table::new(&["dependency", "crates", "cold check", "x figment", "cold build", "x figment"]);
    let mut most = 0;
    for ((name, _), (root, (check, build))) in subjects.iter().zip(roots.iter().zip(&times)) {
        let crates = crates(root)?;
        if most == 0 {
            most = crates;
        }
        let over = |time: &Duration, figment: Duration| ratio(time.as_secs_f64(), figment.as_secs_f64());
        table.row([
            (*name).to_owned(),
            crates.to_string(),
            shown(*check),
            over(check, times[1].0),
            shown(*build),
            over(build, times[1].1),
        ]);
    }
    println!("a crate with one dependency, built from nothing, two jobs, best of {ROUNDS}");
    table.print();
    goal("crates of config-core with default features", f64::from(most), 45.0);
    println!();
    Ok(())
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).env("CARGO_TARGET_DIR", root.join("target")).env("CARGO_INCREMENTAL", "0");
    command
}

fn cold(root: &Path, what: &str) -> std::io::Result<Duration> {
    let target = root.join("target");
    if target.exists() {
        std::fs::remove_dir_all(&target)?;
    }
    let start = Instant::now();
    finished(cargo(root).args([what, "--quiet", "--jobs", "2"]))?;
    Ok(start.elapsed())
}

/// Crates of the tree, without the one that is built.
fn crates(root: &Path) -> std::io::Result<u32> {
    let tree = finished(cargo(root).args([
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let tree = String::from_utf8_lossy(&tree);
    let mut names: Vec<&str> = tree.lines().filter(|line| !line.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names.len() as u32 - 1)
}
