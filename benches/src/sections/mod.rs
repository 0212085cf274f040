//! One module per section of the output.

pub(crate) mod cold;
pub(crate) mod compile;
pub(crate) mod large;
pub(crate) mod manager;
pub(crate) mod small;

use std::path::Path;
use std::process::{Command, ExitCode};

use config_benches::cases::Case;
use config_benches::large::{Format, cases};

/// What one load costs in memory.
pub(crate) struct Memory {
    pub(crate) allocations: u64,
    /// Largest sum of live allocations, in bytes.
    pub(crate) heap: u64,
}

/// Asks the counting program about one load.
pub(crate) fn count(arguments: &[&str]) -> std::io::Result<Memory> {
    let program = std::env::current_exe()?.with_file_name("count");
    let output = Command::new(program).args(arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
    match (output.status.success(), numbers.next(), numbers.next()) {
        (true, Some(allocations), Some(heap)) => Ok(Memory { allocations, heap }),
        _ => Err(std::io::Error::other(format!(
            "count {arguments:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        ))),
    }
}

/// Runs one load of a case in a process of its own; gives the bytes of memory that the process held at most.
pub(crate) fn resident(arguments: &[&str]) -> std::io::Result<u64> {
    let output = Command::new(std::env::current_exe()?).arg("--once").args(arguments).output()?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The other side of [`resident`]: `large FORMAT FILE CASE`, or no case for the process alone.
pub(crate) fn once(arguments: &[String]) -> ExitCode {
    let found = match arguments {
        [format, path, name] => named(format, Path::new(path)).into_iter().find(|case| case.name == name),
        _ => None,
    };
    let loaded = found.map(|case| case.load());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    drop(loaded);
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    match peak {
        Some(kilobytes) => {
            println!("{}", kilobytes * 1024);
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

fn named(format: &str, path: &Path) -> Vec<Case> {
    Format::ALL
        .into_iter()
        .find(|known| known.name() == format)
        .map(|format| cases(format, path))
        .unwrap_or_default()
}
