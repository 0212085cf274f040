//! What a derive costs the compiler: 200 structs of 10 documented fields.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use config_benches::generate::{Derive, STRUCTS, crate_of};
use config_benches::measure::{Table, goal, ratio, shown};

/// How often each way is timed: most often what has a goal, for the others take long.
const ROUNDS: [usize; WAYS.len()] = [5, 2, 2, 2];

/// A generated crate, and where cargo puts what it makes of it.
struct Generated {
    derive: Derive,
    root: PathBuf,
    target: PathBuf,
}

/// What is timed.
const WAYS: [(&str, &[&str]); 4] = [
    ("check", &["check"]),
    ("build", &["build"]),
    ("release", &["build", "--release"]),
    ("build, one load", &["build", "--features", "used"]),
];

pub(crate) fn run() -> std::io::Result<()> {
    let directory = tempfile::tempdir()?;
    let target = directory.path().join("target");
    let mut crates = Vec::new();
    for derive in Derive::ALL {
        let root = crate_of(directory.path(), derive)?;
        crates.push(Generated { derive, root, target: target.clone() });
    }
    let mut best = vec![[Duration::MAX; WAYS.len()]; crates.len()];
    let mut processor = vec![Duration::MAX; crates.len()];
    for (way, (name, arguments)) in WAYS.iter().enumerate() {
        eprintln!("compile: {name}");
        // The first run also builds the dependencies.
        for generated in &crates {
            generated.cargo(arguments)?;
        }
        for _ in 0..ROUNDS[way] {
            for (index, generated) in crates.iter().enumerate() {
                let before = processor_time()?;
                best[index][way] = best[index][way].min(generated.cargo(arguments)?);
                if way == 0 {
                    processor[index] = processor[index].min(processor_time()?.saturating_sub(before));
                }
            }
        }
    }
    let mut columns = vec!["derive", "check, processor", "x serde"];
    for (name, _) in WAYS {
        columns.extend([name, "x serde"]);
    }
    columns.extend(["expanded, MB", "rlib, MB"]);
    let mut table = Table::new(&columns);
    for ((generated, times), processor_time) in crates.iter().zip(&best).zip(&processor) {
        let over = ratio(processor_time.as_secs_f64(), processor[0].as_secs_f64());
        let mut row = vec![generated.derive.name().to_owned(), shown(*processor_time), over];
        for (time, serde) in times.iter().zip(&best[0]) {
            row.extend([shown(*time), ratio(time.as_secs_f64(), serde.as_secs_f64())]);
        }
        row.push(format!("{:.2}", generated.expanded()? as f64 / 1e6));
        row.push(format!("{:.2}", generated.library()? as f64 / 1e6));
        table.row(row);
    }
    println!(
        "{STRUCTS} structs x 10 documented fields, that crate alone, not incremental, best of {ROUNDS:?}"
    );
    table.print();
    goal(
        "processor time of cargo check over serde's",
        processor[1].as_secs_f64() / processor[0].as_secs_f64(),
        0.25,
    );
    goal("cargo check over serde's", best[1][0].as_secs_f64() / best[0][0].as_secs_f64(), 0.25);
    println!();
    Ok(())
}

/// Processor time of all finished children of this process: on a shared machine it says more than the clock.
fn processor_time() -> std::io::Result<Duration> {
    /// Linux counts in hundredths of a second here, whatever the kernel's own tick.
    const TICK: Duration = Duration::from_millis(10);
    let text = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program is in parentheses and may hold anything; the state that follows is field 3.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u32 =
        fields.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
    Ok(TICK * ticks)
}

impl Generated {
    fn command(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Runs cargo as if the source were new; gives the time.
    fn cargo(&self, arguments: &[&str]) -> std::io::Result<Duration> {
        let source = self.root.join("src/lib.rs");
        std::fs::File::options().append(true).open(&source)?.set_modified(std::time::SystemTime::now())?;
        let mut command = self.command();
        command.args(arguments).arg("--quiet");
        let start = Instant::now();
        finished(&mut command)?;
        Ok(start.elapsed())
    }

    /// Bytes of the crate after expansion. The stable compiler shows it only when it is told that it may.
    fn expanded(&self) -> std::io::Result<usize> {
        let mut command = self.command();
        command.env("RUSTC_BOOTSTRAP", "1").args(["rustc", "--quiet", "--", "-Zunpretty=expanded"]);
        Ok(finished(&mut command)?.len())
    }

    fn library(&self) -> std::io::Result<u64> {
        let name = format!("libgenerated_{}.rlib", self.derive.name().replace('-', "_"));
        Ok(std::fs::metadata(Path::new(&self.target).join("debug").join(name))?.len())
    }
}

pub(crate) fn finished(command: &mut Command) -> std::io::Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let errors: String = String::from_utf8_lossy(&output.stderr).chars().take(2000).collect();
        Err(std::io::Error::other(format!("{command:?}: {errors}")))
    }
}
