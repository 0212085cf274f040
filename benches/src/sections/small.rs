//! 32 leaves.

use config_benches::cases::assert_equal;
use config_benches::measure::{Table, goal, ratio, round_robin, shown};
use config_benches::small;

use super::count;

/// Loads again and again.
pub(crate) fn repeat(name: &str, times: usize) -> std::process::ExitCode {
    let ready = tempfile::tempdir().and_then(|directory| Ok((small::files(directory.path())?, directory)));
    let Ok((files, _directory)) = ready else { return std::process::ExitCode::FAILURE };
    for case in small::cases(&files).into_iter().filter(|case| case.name == name) {
        (0..times).for_each(|_| drop(std::hint::black_box(case.load())));
    }
    std::process::ExitCode::SUCCESS
}

pub(crate) fn run() -> std::io::Result<()> {
    let directory = tempfile::tempdir()?;
    let files = small::files(directory.path())?;
    let cases = small::cases(&files);
    assert_equal(&cases);
    round_robin(&cases, 10, 32);
    let times = round_robin(&cases, 150, 32);
    let of = |name: &str| {
        cases
            .iter()
            .zip(&times)
            .find(|(case, _)| case.name == name)
            .map_or(f64::NAN, |(_, time)| time.as_secs_f64())
    };
    let mut table = Table::new(&["case", "time", "x hand-written", "x figment", "allocations", "heap, KB"]);
    let path = directory.path().display().to_string();
    for (case, time) in cases.iter().zip(&times) {
        let memory = count(&["small", &path, case.name])?;
        table.row([
            case.name.to_owned(),
            shown(*time),
            ratio(time.as_secs_f64(), of("hand-written")),
            ratio(time.as_secs_f64(), of("figment")),
            memory.allocations.to_string(),
            format!("{:.0}", memory.heap as f64 / 1e3),
        ]);
    }
    println!("32 leaves: defaults, YAML, TOML, 10 variables; all give the identical struct");
    table.print();
    goal("small load over figment's", of("service-config") / of("figment"), 0.5);
    goal("small load over the hand-written loader's", of("service-config") / of("hand-written"), 1.0);
    println!();
    Ok(())
}
