//! What a read costs beside the bare primitive, with a writer that swaps every millisecond and two readers.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use arc_swap::{ArcSwap, Cache};
use config_core::Loader;
use config_core::manager::ConfigurationManager;

use crate::service::{Service, text};

/// Reads in one batch.
const BATCH: u32 = 5_000;

/// Nanoseconds for one read, a batch each.
#[derive(Default)]
struct Batches {
    cache: Vec<f64>,
    reader: Vec<f64>,
    load: Vec<f64>,
    current: Vec<f64>,
}

pub(crate) fn measure(directory: &Path, batches: usize) -> Result<bool, Box<dyn std::error::Error>> {
    let place = tempfile::tempdir_in(directory)?;
    let path = place.path().join("service.yaml");
    std::fs::write(&path, text(1))?;
    let manager = Arc::new(ConfigurationManager::<Service>::new(Loader::new().file(&path))?);
    std::fs::write(&path, text(2))?;
    manager.reload()?;
    let bare = Arc::new(ArcSwap::from_pointee((1_u32, [0_u64; 64])));
    let stop = Arc::new(AtomicBool::new(false));
    let writer = {
        let (manager, bare, stop) = (Arc::clone(&manager), Arc::clone(&bare), Arc::clone(&stop));
        std::thread::spawn(move || {
            let mut swaps = 0;
            while !stop.load(Ordering::Relaxed) {
                bare.store(Arc::new((swaps, [0; 64])));
                if manager.rollback(u64::from(1 + swaps % 2)).is_ok() {
                    swaps += 1;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            swaps
        })
    };
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let (manager, bare) = (Arc::clone(&manager), Arc::clone(&bare));
            std::thread::spawn(move || read(&manager, &bare, batches))
        })
        .collect();
    let mut all = Batches::default();
    for reader in readers {
        let own = reader.join().map_err(|_| "a reader panicked")?;
        all.cache.extend(own.cache);
        all.reader.extend(own.reader);
        all.load.extend(own.load);
        all.current.extend(own.current);
    }
    stop.store(true, Ordering::Relaxed);
    let swaps = writer.join().map_err(|_| "the writer panicked")?;
    println!(
        "\nreading one value, two readers, {swaps} swaps meanwhile, median of {} batches of {BATCH}",
        batches * 2
    );
    let rows = [
        ("arc-swap Cache", median(all.cache), "reader()", median(all.reader), 1.5),
        ("arc-swap load", median(all.load), "current()", median(all.current), 1.3),
    ];
    let mut held = true;
    for (bare_name, bare, name, own, goal) in rows {
        let ratio = own / bare;
        println!(
            "  {bare_name:<15} {bare:>6.2} ns    {name:<10} {own:>6.2} ns    ratio {ratio:.2} (goal at most {goal})"
        );
        held &= ratio <= goal;
    }
    Ok(held)
}

/// The four ways by turns, so that what disturbs the machine disturbs all of them.
fn read(
    manager: &ConfigurationManager<Service>,
    bare: &ArcSwap<(u32, [u64; 64])>,
    batches: usize,
) -> Batches {
    let mut all = Batches::default();
    let mut cache = Cache::new(bare);
    let mut reader = manager.reader();
    for _ in 0..batches {
        all.cache.push(timed(|| black_box(&mut cache).load().0));
        all.reader.push(timed(|| black_box(&mut reader).current().left));
        all.load.push(timed(|| black_box(bare).load().0));
        all.current.push(timed(|| black_box(manager).current().left));
    }
    all
}

fn timed(mut read: impl FnMut() -> u32) -> f64 {
    let started = Instant::now();
    for _ in 0..BATCH {
        black_box(read());
    }
    started.elapsed().as_nanos() as f64 / f64::from(BATCH)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
