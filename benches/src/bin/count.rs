//! Counts the allocations of one load. `small DIRECTORY CASE` or `large FORMAT FILE CASE`; started by the main program.

use std::path::Path;
use std::process::ExitCode;

use config_benches::cases::Case;
use config_benches::{large, small};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (cases, name) = match arguments.as_slice() {
        ["small", directory, name] => match small::files(Path::new(directory)) {
            Ok(files) => (small::cases(&files), *name),
            Err(error) => return refuse(&error.to_string()),
        },
        ["large", format, path, name] => {
            match large::Format::ALL.into_iter().find(|known| known.name() == *format) {
                Some(format) => (large::cases(format, Path::new(path)), *name),
                None => return refuse("no such format"),
            }
        }
        _ => return refuse("small DIRECTORY CASE, or large FORMAT FILE CASE"),
    };
    let Some(case) = cases.into_iter().find(|case: &Case| case.name == name) else {
        return refuse("no such case");
    };
    if arguments[0] == "small" {
        // What is made once in a process is no part of a load.
        drop(case.load());
    }
    let mut loaded = None;
    let info = allocation_counter::measure(|| loaded = Some(case.load()));
    println!("{} {}", info.count_total, info.bytes_max);
    ExitCode::SUCCESS
}

fn refuse(problem: &str) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}
