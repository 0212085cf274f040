//! Conformance as numbers: `cargo test -p config-format --test conformance -- --nocapture`.

mod hostile;
mod toml_suite;
mod yaml_hostile;
mod yaml_suite;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Time and memory are measured for the whole process, so the tests take turns.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When something began: by the clock, and by the time that this thread has had a processor.
#[derive(Clone, Copy)]
struct Start(Instant, Option<Duration>);

impl Start {
    fn now() -> Self {
        Self(Instant::now(), processor())
    }

    /// How long it took. Where that is more than allowed, what else ran on the machine does not count, on Linux.
    fn spent(self, allowed: Duration) -> Duration {
        let elapsed = self.0.elapsed();
        match (self.1, processor()) {
            (Some(before), Some(now)) if elapsed >= allowed => now - before,
            _ => elapsed,
        }
    }
}

/// The time that this thread has had a processor, to within a tick of the scheduler.
fn processor() -> Option<Duration> {
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    scheduled.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
