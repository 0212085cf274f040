//! `benches/run [SECTION …]`: prints the figures of each section, all of them without arguments.
//! `benches/run --repeat CASE TIMES` does nothing but the small load of one case, for a profiler to look at.

mod sections;

use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use config_benches::small::VARIABLES;

type Section = (&'static str, fn() -> std::io::Result<()>);

const SECTIONS: [Section; 5] = [
    ("small", sections::small::run),
    ("large", sections::large::run),
    ("manager", sections::manager::run),
    ("compile", sections::compile::run),
    ("cold", sections::cold::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The variables of the small load are given to the whole process: setting them in a running one is unsafe.
    if std::env::var_os(VARIABLES[0].0).is_none() {
        let Ok(program) = std::env::current_exe() else { return ExitCode::FAILURE };
        let error = Command::new(program).args(&arguments).envs(VARIABLES).exec();
        eprintln!("cannot start anew: {error}");
        return ExitCode::FAILURE;
    }
    if let [first, rest @ ..] = arguments.as_slice()
        && first == "--once"
    {
        return sections::once(rest);
    }
    if let [first, case, times] = arguments.as_slice()
        && first == "--repeat"
    {
        return sections::small::repeat(case, times.parse().unwrap_or(1));
    }
    let is_known = |name: &String| SECTIONS.iter().any(|(known, _)| known == name);
    if let Some(unknown) = arguments.iter().find(|name| !is_known(name)) {
        let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
        eprintln!("there is no section {unknown}; known are {}", names.join(", "));
        return ExitCode::FAILURE;
    }
    for (name, run) in SECTIONS {
        if arguments.is_empty() || arguments.iter().any(|wanted| wanted == name) {
            println!("## {name}\n");
            if let Err(error) = run() {
                eprintln!("section {name} failed: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
