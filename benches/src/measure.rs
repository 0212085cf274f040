//! Clocks and tables.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::cases::Case;

/// The median time of one load of each case. All cases take turns, so that what else the machine does meets all of them.
pub fn round_robin(cases: &[Case], rounds: usize, loads: u32) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); cases.len()];
    for _ in 0..rounds {
        for (case, times) in cases.iter().zip(&mut times) {
            let mut spent = Duration::ZERO;
            for _ in 0..loads {
                let start = Instant::now();
                let loaded = black_box(case.load());
                spent += start.elapsed();
                drop(loaded);
            }
            times.push(spent / loads);
        }
    }
    times.into_iter().map(median).collect()
}

/// As [`round_robin`] of one case, in time of the processor, which other programs do not lengthen by taking their turns.
pub fn processor_time(case: &Case, rounds: usize) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    let measure = || {
        let start = now();
        let loaded = black_box(case.load());
        let spent = now() - start;
        drop(loaded);
        spent
    };
    median((0..rounds).map(|_| measure()).collect())
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A duration with three or four digits: `31.3 µs`, `599 ms`.
pub fn shown(time: Duration) -> String {
    let nanoseconds = time.as_nanos() as f64;
    let (number, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n if n < 1e9 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    if number < 100.0 { format!("{number:.2} {unit}") } else { format!("{number:.0} {unit}") }
}

/// One number over another, with two digits.
pub fn ratio(over: f64, under: f64) -> String {
    format!("{:.2}", over / under)
}

/// A Markdown table, printed at once.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        Self { rows: vec![columns.iter().map(|column| (*column).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Prints it; the first column to the left, the others to the right.
    pub fn print(&self) {
        let columns = self.rows[0].len();
        let width = |column: usize| {
            self.rows
                .iter()
                .map(|row| row.get(column).map_or(0, |cell| cell.chars().count()))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, width))| match column {
                    0 => format!("{cell:<width$}"),
                    _ => format!("{cell:>width$}"),
                })
                .collect();
            println!("| {} |", cells.join(" | "));
            if index == 0 {
                let lines: Vec<String> = widths
                    .iter()
                    .enumerate()
                    .map(|(column, width)| match column {
                        0 => "-".repeat(width + 2),
                        _ => format!("{}:", "-".repeat(width + 1)),
                    })
                    .collect();
                println!("|{}|", lines.join("|"));
            }
        }
        println!();
    }
}

/// Prints whether a goal holds.
pub fn goal(name: &str, found: f64, most: f64) {
    let verdict = if found <= most { "holds" } else { "MISSED" };
    println!("goal {verdict}: {name}: {found:.2}, at most {most:.2}");
}
