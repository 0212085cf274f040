//! 10,000 services of 30 fields; and how time grows from 1,000 to 100,000.

use config_benches::cases::assert_equal;
use config_benches::large::{Format, cases, file, own_case};
use config_benches::measure::{Table, goal, processor_time, ratio, round_robin, shown};

use super::{count, resident};

const SERVICES: usize = 10_000;

pub(crate) fn run() -> std::io::Result<()> {
    let directory = tempfile::tempdir()?;
    for format in Format::ALL {
        let path = file(directory.path(), format, SERVICES)?;
        let bytes = std::fs::metadata(&path)?.len() as f64;
        let cases = cases(format, &path);
        assert_equal(&cases);
        let times = round_robin(&cases, 7, 1);
        let name_of = path.display().to_string();
        let alone = resident(&[format.name(), &name_of, "none"])?;
        let mut table = Table::new(&[
            "case",
            "time",
            "MB/s",
            "x figment",
            "allocations",
            "heap ÷ input",
            "process ÷ input",
        ]);
        let mut found = Vec::new();
        for (case, time) in cases.iter().zip(&times) {
            let memory = count(&["large", format.name(), &name_of, case.name])?;
            let process = resident(&[format.name(), &name_of, case.name])?.saturating_sub(alone);
            found.push((case.name, time.as_secs_f64(), memory, process));
        }
        let index = |name: &str| found.iter().position(|(known, ..)| *known == name).unwrap_or_default();
        let (ours, theirs) = (&found[index("service-config")], &found[index("figment")]);
        for (name, time, memory, process) in &found {
            table.row([
                (*name).to_owned(),
                shown(std::time::Duration::from_secs_f64(*time)),
                format!("{:.0}", bytes / time / 1e6),
                ratio(*time, theirs.1),
                memory.allocations.to_string(),
                ratio(memory.heap as f64, bytes),
                ratio(*process as f64, bytes),
            ]);
        }
        println!("{} services x 30 fields, {} of {:.1} MB", SERVICES, format.name(), bytes / 1e6);
        table.print();
        let title = |what: &str| format!("large {} {what} over figment's", format.name());
        goal(&title("load"), ours.1 / theirs.1, 0.7);
        goal(&title("peak heap"), ours.2.heap as f64 / theirs.2.heap as f64, 1.0);
        goal(&title("peak memory of the process"), ours.3 as f64 / theirs.3 as f64, 1.0);
        println!();
    }
    growth(directory.path())
}

fn growth(directory: &std::path::Path) -> std::io::Result<()> {
    println!(
        "growth of service-config: nanoseconds of the processor per byte, and memory got from the system over the input"
    );
    let mut table = Table::new(&["services", "yaml", "toml", "json", "memory: yaml", "toml", "json"]);
    let mut first = [0.0; 3];
    let mut last = [0.0; 3];
    let mut fresh = [0.0; 3];
    for (step, services) in [1_000, 10_000, 100_000].into_iter().enumerate() {
        for (index, format) in Format::ALL.into_iter().enumerate() {
            let path = file(directory, format, services)?;
            let bytes = std::fs::metadata(&path)?.len() as f64;
            let case = own_case(format, path.clone());
            let time = processor_time(&case, [101, 21, 7][step]);
            let before = page_faults();
            drop(case.load());
            fresh[index] = (page_faults() - before) as f64 * 4096.0 / bytes;
            last[index] = time.as_secs_f64() * 1e9 / bytes;
            if step == 0 {
                first[index] = last[index];
            }
            std::fs::remove_file(&path)?;
        }
        let numbers = last.iter().chain(&fresh).map(|number| format!("{number:.2}"));
        table.row(std::iter::once(services.to_string()).chain(numbers));
    }
    table.print();
    for (index, format) in Format::ALL.into_iter().enumerate() {
        goal(
            &format!("{} per byte, 100,000 services over 1,000", format.name()),
            last[index] / first[index],
            1.5,
        );
    }
    println!();
    Ok(())
}

/// Pages that the system has handed to this process so far.
fn page_faults() -> u64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name of the program, which may hold blanks, the eighth number.
    let numbers = status.rsplit(") ").next().unwrap_or_default();
    numbers.split(' ').nth(7).and_then(|number| number.parse().ok()).unwrap_or_default()
}
