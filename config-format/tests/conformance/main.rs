//! Conformance as numbers: `cargo test -p config-format --test conformance -- --nocapture`.

mod hostile;
mod toml_suite;
mod yaml_hostile;
mod yaml_suite;

use std::sync::{Mutex, MutexGuard, PoisonError};

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Time and memory are measured for the whole process, so the tests take turns.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock for what this thread does: on Linux the time it had a processor, so that what else runs does not count.
fn clock() -> std::time::Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.filter(|spent| *spent > 0).map_or_else(|| START.elapsed(), std::time::Duration::from_nanos)
}
