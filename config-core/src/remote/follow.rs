//! The thread that keeps a remote document up to date.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::client::{Answer, Remote, Shared, guarded};
use super::source::RemoteEvent;

/// A thread that follows a remote source. It ends when this is dropped.
#[must_use = "the source is followed as long as this lives"]
pub struct Follower {
    shared: Arc<Shared>,
    stop: Arc<Stop>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Stop {
    stopped: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    fn is_set(&self) -> bool {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self) {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Waits, unless the end comes first.
    fn wait(&self, time: Duration) {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(stopped, time, |stopped| !*stopped);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Follower").field("source", &self.shared.source.name()).finish_non_exhaustive()
    }
}

impl Remote {
    /// Follows the source on a thread of its own, and calls `changed` after every newer document, and when the source
    /// is lost or found again: what a load would say has changed then. Usually `changed` asks a manager to reload.
    ///
    /// After a failure the whole document is asked for, first at once, then ever less often, up to every 5 seconds.
    ///
    /// # Errors
    ///
    /// When the system has no thread left.
    pub fn follow(&self, changed: impl Fn() + Send + 'static) -> std::io::Result<Follower> {
        let stop = Arc::new(Stop::default());
        let (shared, thread_stop) = (Arc::clone(&self.shared), Arc::clone(&stop));
        let thread = std::thread::Builder::new()
            .name("config-remote".to_owned())
            .spawn(move || run(&shared, &thread_stop, &changed))?;
        self.shared.follows(true);
        Ok(Follower { shared: Arc::clone(&self.shared), stop, thread: Some(thread) })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.set();
        // A panic of the source's own code must not become one of a drop.
        let _ = catch_unwind(AssertUnwindSafe(|| self.shared.source.interrupt()));
        if let Some(thread) = self.thread.take() {
            // It ends after its current call; a panic of it has been caught inside.
            let _ = thread.join();
        }
        self.shared.follows(false);
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

fn run(shared: &Shared, stop: &Stop, changed: &dyn Fn()) {
    let mut pause = FIRST_PAUSE;
    let mut whole_needed = true;
    let mut reachable = true;
    let mut last_whole = Instant::now();
    while !stop.is_set() {
        whole_needed |= last_whole.elapsed() >= shared.times.whole;
        let answer = if whole_needed {
            last_whole = Instant::now();
            shared.ask()
        } else {
            match guarded(|| shared.source.watch(shared.revision(), shared.times.watch)) {
                Ok(RemoteEvent::Changed(document)) => shared.take(Ok(document)),
                Ok(RemoteEvent::Unchanged) => {
                    shared.answered();
                    Answer::Known
                }
                Ok(RemoteEvent::Lost) => {
                    whole_needed = true;
                    continue;
                }
                Err(error) => {
                    shared.failed(error);
                    Answer::Failed
                }
            }
        };
        let answered = answer != Answer::Failed;
        let turned = answered != reachable;
        reachable = answered;
        whole_needed = !answered;
        if answer == Answer::Newer || turned {
            // What the callback does is its own affair; following goes on.
            let _ = catch_unwind(AssertUnwindSafe(changed));
        }
        if reachable {
            pause = FIRST_PAUSE;
        } else {
            stop.wait(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
