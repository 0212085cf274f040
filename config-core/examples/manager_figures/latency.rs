//! From the start of the publishing call to every subscriber told.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use config_core::Loader;
use config_core::manager::{Change, ConfigurationManager, InfrastructureService as _, Status};

use crate::service::{Service, text};

/// How long an update may take before it counts as missed.
const MISSED: Duration = Duration::from_secs(2);

/// How updates are published.
#[derive(Clone, Copy)]
enum Way {
    Write,
    Rename,
    Swap,
}

pub(crate) fn measure(directory: &Path, rounds: u32) -> Result<bool, Box<dyn std::error::Error>> {
    println!(
        "\nreload latency, from the publishing call to the last of two subscribers told, {rounds} updates each"
    );
    println!("  way             p50          p99          max     missed  torn");
    let mut held = true;
    for (way, name) in
        [(Way::Write, "plain write"), (Way::Rename, "atomic rename"), (Way::Swap, "..data swap")]
    {
        let mut run = run(directory, way, rounds)?;
        run.times.sort();
        let at = |share: f64| {
            let place = ((run.times.len() as f64 * share) as usize).min(run.times.len().saturating_sub(1));
            run.times.get(place).copied().unwrap_or_default()
        };
        println!(
            "  {name:<14}{:>9.3?} {:>12.3?} {:>12.3?} {:>8} {:>5}",
            at(0.5),
            at(0.99),
            at(1.0),
            run.missed,
            run.torn
        );
        held &= run.missed == 0 && run.torn == 0 && at(0.99) <= Duration::from_millis(5);
    }
    Ok(held)
}

struct Run {
    times: Vec<Duration>,
    missed: usize,
    torn: u64,
}

fn run(directory: &Path, way: Way, rounds: u32) -> Result<Run, Box<dyn std::error::Error>> {
    let place = tempfile::tempdir_in(directory)?;
    let path = place.path().join("service.yaml");
    publish(place.path(), way, 0)?;
    if let Way::Swap = way {
        std::os::unix::fs::symlink("..data/service.yaml", &path)?;
    }
    let manager = ConfigurationManager::<Service>::new(Loader::new().file(&path))?;
    let torn = Arc::new(AtomicU64::new(0));
    let told = Arc::new((Mutex::new((0, Instant::now())), Condvar::new()));
    let found = Arc::clone(&torn);
    manager.subscribe(move |change: &Change<Service>| {
        found.fetch_add(u64::from(!change.new().is_whole()), Ordering::Relaxed);
    });
    let teller = Arc::clone(&told);
    manager.subscribe(move |change: &Change<Service>| {
        if let Ok(mut last) = teller.0.lock() {
            *last = (change.new().last, Instant::now());
        }
        teller.1.notify_all();
    });
    manager.start()?;
    let mut times = Vec::new();
    let mut missed = 0;
    for number in 1..=rounds {
        let started = publish(place.path(), way, number)?;
        let last = told.0.lock().map_err(|_| "a subscriber panicked")?;
        let (last, _) = told
            .1
            .wait_timeout_while(last, MISSED, |(last, _)| *last != number)
            .map_err(|_| "a subscriber panicked")?;
        if last.0 == number {
            times.push(last.1 - started)
        } else {
            missed += 1
        }
        drop(last);
        // Updates at uneven distances, as people make them.
        std::thread::sleep(Duration::from_micros(500 + u64::from(number * 7919 % 1500)));
    }
    if manager.health().status != Status::Healthy {
        println!("  degraded at the end: {:?}", manager.health().reasons);
    }
    Ok(Run { times, missed, torn: torn.load(Ordering::Relaxed) })
}

/// Publishes an update; gives when its last, publishing call began.
fn publish(place: &Path, way: Way, number: u32) -> std::io::Result<Instant> {
    let path = place.join("service.yaml");
    match way {
        Way::Write => {
            let started = Instant::now();
            std::fs::write(path, text(number))?;
            Ok(started)
        }
        Way::Rename => {
            let aside = place.join(".service.yaml.new");
            std::fs::write(&aside, text(number))?;
            let started = Instant::now();
            std::fs::rename(aside, path)?;
            Ok(started)
        }
        Way::Swap => {
            let version = |number: u32| -> PathBuf { place.join(format!("..version_{number}")) };
            std::fs::create_dir(version(number))?;
            std::fs::write(version(number).join("service.yaml"), text(number))?;
            std::os::unix::fs::symlink(format!("..version_{number}"), place.join("..data_tmp"))?;
            let started = Instant::now();
            std::fs::rename(place.join("..data_tmp"), place.join("..data"))?;
            if let Some(old) = number.checked_sub(1) {
                std::fs::remove_dir_all(version(old))?;
            }
            Ok(started)
        }
    }
}
