//! From the start of the publishing call to every subscriber told.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use config_core::Loader;
use config_core::manager::{Change, ConfigurationManager, InfrastructureService as _};

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
        "\nreload latency, from the publishing call to the last of two subscribers told, {rounds} updates each;"
    );
    println!("in the same minute, a bare notify callback that reads and parses nothing but the last line");
    println!("  way                      p50          p99          max     missed  torn");
    let mut held = true;
    for (way, name) in
        [(Way::Write, "plain write"), (Way::Rename, "atomic rename"), (Way::Swap, "..data swap")]
    {
        let own = run(directory, way, rounds, &manager)?;
        own.show(name);
        run(directory, way, rounds, &bare)?.show("  bare notify");
        held &= own.missed == 0 && own.torn == 0 && own.at(0.99) <= Duration::from_millis(5);
    }
    Ok(held)
}

/// The number of the last update that was told, and when.
struct Told {
    last: Mutex<(u32, Instant)>,
    changed: Condvar,
    torn: AtomicU64,
}

impl Told {
    fn tell(&self, number: u32) {
        if let Ok(mut last) = self.last.lock() {
            if last.0 == number {
                return;
            }
            *last = (number, Instant::now());
        }
        self.changed.notify_all();
    }
}

struct Run {
    times: Vec<Duration>,
    missed: usize,
    torn: u64,
}

impl Run {
    fn at(&self, share: f64) -> Duration {
        let place = ((self.times.len() as f64 * share) as usize).min(self.times.len().saturating_sub(1));
        self.times.get(place).copied().unwrap_or_default()
    }

    fn show(&self, name: &str) {
        let (p50, p99, max) = (self.at(0.5), self.at(0.99), self.at(1.0));
        println!("  {name:<16}{p50:>12.1?} {p99:>12.1?} {max:>12.1?} {:>8} {:>5}", self.missed, self.torn);
    }
}

/// What watches a file, until dropped.
type Watching = Box<dyn std::any::Any>;

/// Starts to watch a file.
type Watch = dyn Fn(&Path, &Arc<Told>) -> Result<Watching, Box<dyn std::error::Error>>;

/// A manager with two subscribers.
fn manager(path: &Path, told: &Arc<Told>) -> Result<Watching, Box<dyn std::error::Error>> {
    let manager = ConfigurationManager::<Service>::new(Loader::new().file(path))?;
    let first = Arc::clone(told);
    manager.subscribe(move |change: &Change<Service>| {
        first.torn.fetch_add(u64::from(!change.new().is_whole()), Ordering::Relaxed);
    });
    let last = Arc::clone(told);
    manager.subscribe(move |change: &Change<Service>| last.tell(change.new().last));
    manager.start()?;
    Ok(Box::new(manager))
}

/// The bare primitive, which takes whatever it reads: what it calls torn has no last line.
fn bare(path: &Path, told: &Arc<Told>) -> Result<Watching, Box<dyn std::error::Error>> {
    let (file, told) = (path.to_owned(), Arc::clone(told));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        use notify::event::{AccessKind, AccessMode, EventKind};
        let interesting = event.is_ok_and(|event| match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        });
        if interesting && let Ok(text) = std::fs::read_to_string(&file) {
            match text.lines().last().and_then(|line| line.strip_prefix("last: ")?.parse().ok()) {
                Some(number) if text.ends_with('\n') => told.tell(number),
                _ => _ = told.torn.fetch_add(1, Ordering::Relaxed),
            }
        }
    })?;
    let directory = path.parent().ok_or("a file lies in a directory")?;
    notify::Watcher::watch(&mut watcher, directory, notify::RecursiveMode::NonRecursive)?;
    Ok(Box::new(watcher))
}

fn run(directory: &Path, way: Way, rounds: u32, watch: &Watch) -> Result<Run, Box<dyn std::error::Error>> {
    let place = tempfile::tempdir_in(directory)?;
    let path = place.path().join("service.yaml");
    publish(place.path(), way, 0)?;
    if let Way::Swap = way {
        std::os::unix::fs::symlink("..data/service.yaml", &path)?;
    }
    let told = Arc::new(Told {
        last: Mutex::new((0, Instant::now())),
        changed: Condvar::new(),
        torn: AtomicU64::new(0),
    });
    let watching = watch(&path, &told)?;
    let mut times = Vec::new();
    let mut missed = 0;
    for number in 1..=rounds {
        let started = publish(place.path(), way, number)?;
        let last = told.last.lock().map_err(|_| "a subscriber panicked")?;
        let (last, _) = told
            .changed
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
    drop(watching);
    times.sort();
    Ok(Run { times, missed, torn: told.torn.load(Ordering::Relaxed) })
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
