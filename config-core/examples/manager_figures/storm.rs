//! A storm of reloads, one in three of them invalid, half of those torn, while four threads read and check.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use config_core::Loader;
use config_core::manager::{ConfigurationManager, InfrastructureService as _, Outcome};

use crate::service::{Service, text};

pub(crate) fn measure(directory: &Path, rounds: u32) -> Result<bool, Box<dyn std::error::Error>> {
    let place = tempfile::tempdir_in(directory)?;
    let path = place.path().join("service.yaml");
    std::fs::write(&path, text(0))?;
    let before = (threads(), descriptors());
    let manager =
        Arc::new(ConfigurationManager::<Service>::builder(Loader::new().file(&path)).sighup(false).build()?);
    manager.start()?;
    let stop = Arc::new(AtomicBool::new(false));
    let (reads, broken) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let readers: Vec<_> = (0..4)
        .map(|number| {
            let (manager, stop) = (Arc::clone(&manager), Arc::clone(&stop));
            let (reads, broken) = (Arc::clone(&reads), Arc::clone(&broken));
            std::thread::spawn(move || {
                let mut reader = manager.reader();
                while !stop.load(Ordering::Relaxed) {
                    let (mut seen, mut wrong) = (0, 0);
                    for _ in 0..4096 {
                        let whole = if number % 2 == 0 {
                            reader.current().is_whole()
                        } else {
                            manager.current().is_whole()
                        };
                        seen += 1;
                        wrong += u64::from(!whole);
                    }
                    reads.fetch_add(seen, Ordering::Relaxed);
                    broken.fetch_add(wrong, Ordering::Relaxed);
                    // Four readers without a pause on few cores would leave nothing to the storm.
                    std::thread::sleep(std::time::Duration::from_micros(200));
                }
            })
        })
        .collect();
    let started = Instant::now();
    let (mut taken, mut refused, mut wrongly) = (0_u32, 0_u32, 0_u32);
    let mut early = 0;
    for round in 1..=rounds {
        let number = round % 900_000;
        let whole = text(number);
        let valid = round % 3 != 0;
        match (valid, round % 2 == 0) {
            (true, true) => replace(&path, &whole)?,
            (true, false) => std::fs::write(&path, &whole)?,
            // Torn: what a writer that died half way leaves behind.
            (false, true) => std::fs::write(&path, &whole[..whole.len() * (round as usize % 97) / 97])?,
            (false, false) => replace(&path, &whole.replace("left: ", "left: 1"))?,
        }
        match (manager.reload(), valid) {
            (Ok(Outcome::Applied { .. } | Outcome::Unchanged { .. }), true) => taken += 1,
            (Err(_), false) => refused += 1,
            (outcome, _) => {
                wrongly += 1;
                if wrongly < 4 {
                    println!("  round {round}: {outcome:?}");
                }
            }
        }
        if round == rounds / 5 {
            early = memory();
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let late = memory();
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().map_err(|_| "a reader panicked")?;
    }
    manager.stop();
    drop(manager);
    let mut after = (threads(), descriptors());
    for _ in 0..200 {
        if after == before {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        after = (threads(), descriptors());
    }
    let broken = broken.load(Ordering::Relaxed);
    let reads = reads.load(Ordering::Relaxed);
    println!("\na storm of {rounds} reloads, one in three invalid, half of those torn, in {seconds:.1} s");
    println!("  taken {taken}, refused {refused}, decided wrongly {wrongly}");
    println!("  {reads} reads by 4 threads, {broken} of them invalid or mixed");
    println!("  memory after a fifth {early} KiB, at the end {late} KiB");
    println!(
        "  threads before {} and after {}, descriptors before {} and after {}",
        before.0, after.0, before.1, after.1
    );
    let flat = late <= early + early / 10 + 1024;
    Ok(broken == 0 && wrongly == 0 && flat && before == after)
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let aside = path.with_extension("new");
    std::fs::write(&aside, text)?;
    std::fs::rename(aside, path)
}

/// Resident memory in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}
