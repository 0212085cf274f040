//! When it is time to look: events come in, the worker waits. Nothing piles up, however many events there are.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a file may be open for writing, without a further write, before it is read nevertheless. On Linux the end
/// of writing is an event of its own, so that a half written file is left alone until then.
const OPEN: Duration = Duration::from_secs(1);

/// What the worker waits for.
#[derive(Default)]
pub(in crate::manager) struct Mailbox {
    mail: Mutex<Mail>,
    arrived: Condvar,
    /// Waits until every event so far has come in.
    fence: Mutex<Option<Fence>>,
}

/// Waits until every event so far has come in.
pub(super) type Fence = Box<dyn Fn() + Send>;

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mailbox").field("mail", &self.mail()).finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Mail {
    stop: bool,
    signal: bool,
    /// Whether a remote source has something to say.
    remote: bool,
    /// Whether a source may have changed.
    changed: bool,
    /// Before this time nothing is looked at.
    not_before: Option<Instant>,
    /// Files that are being written.
    open: HashSet<PathBuf>,
    /// When the last of them was written to.
    written: Option<Instant>,
}

/// Why the worker woke up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    Stop,
    Signal,
    Remote,
    Changed,
    Time,
}

impl Mailbox {
    fn mail(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, change: impl FnOnce(&mut Mail)) {
        change(&mut self.mail());
        self.arrived.notify_all();
    }

    pub(super) fn stop(&self) {
        self.put(|mail| mail.stop = true);
    }

    #[cfg(unix)]
    pub(super) fn signal(&self) {
        self.put(|mail| mail.signal = true);
    }

    /// A remote source has changed, or was lost or found again.
    pub(super) fn remote(&self) {
        self.put(|mail| mail.remote = true);
    }

    /// Something has changed, and nothing more is known of it.
    pub(super) fn changed(&self) {
        self.put(|mail| mail.changed = true);
    }

    /// Look again, but not at once.
    pub(super) fn again_in(&self, time: Duration) {
        self.put(|mail| {
            mail.changed = true;
            mail.not_before = Some(Instant::now() + time);
        });
    }

    /// A file is being written: wait for its end.
    pub(super) fn written(&self, path: &Path) {
        self.put(|mail| {
            mail.changed = true;
            mail.not_before = None;
            mail.written = Some(Instant::now());
            if !mail.open.contains(path) {
                mail.open.insert(path.to_owned());
            }
        });
    }

    /// A file is whole again, or gone.
    pub(super) fn whole(&self, path: &Path) {
        self.put(|mail| {
            mail.changed = true;
            mail.not_before = None;
            mail.open.remove(path);
        });
    }

    pub(super) fn set_fence(&self, fence: Option<Fence>) {
        *self.fence.lock().unwrap_or_else(PoisonError::into_inner) = fence;
    }

    /// Whether a source is being written at this moment. Events of writes that a reader may have seen already can still
    /// be on their way, so they are waited for.
    pub(in crate::manager) fn is_written(&self) -> bool {
        if let Some(fence) = &*self.fence.lock().unwrap_or_else(PoisonError::into_inner) {
            fence();
        }
        self.mail().open_until().is_some_and(|until| until > Instant::now())
    }

    /// Waits until no source is being written, at most so long.
    pub(in crate::manager) fn wait_until_whole(&self, time: Duration) {
        let waited = self.arrived.wait_timeout_while(self.mail(), time, |mail| !mail.open.is_empty());
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits for the next thing to do.
    pub(super) fn wait(&self, deadline: Instant) -> Wake {
        let mut mail = self.mail();
        loop {
            let now = Instant::now();
            if mail.stop {
                return Wake::Stop;
            }
            if std::mem::take(&mut mail.signal) {
                mail.changed = false;
                return Wake::Signal;
            }
            if std::mem::take(&mut mail.remote) {
                return Wake::Remote;
            }
            let mut until = deadline;
            if mail.changed {
                let ready = mail.open_until().max(mail.not_before).filter(|ready| *ready > now);
                match ready {
                    None => {
                        mail.changed = false;
                        mail.not_before = None;
                        mail.open.clear();
                        return Wake::Changed;
                    }
                    Some(ready) => until = until.min(ready),
                }
            }
            if now >= deadline {
                return Wake::Time;
            }
            mail = self.arrived.wait_timeout(mail, until - now).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Mail {
    /// Until when the files that are being written are left alone.
    fn open_until(&self) -> Option<Instant> {
        if self.open.is_empty() { None } else { self.written.map(|written| written + OPEN) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_millis(20)
    }

    #[test]
    fn a_file_is_left_alone_until_it_is_whole() {
        let mailbox = Mailbox::default();
        mailbox.written(Path::new("a"));
        assert!(mailbox.is_written());
        assert_eq!(mailbox.wait(soon()), Wake::Time);
        mailbox.whole(Path::new("a"));
        assert_eq!(mailbox.wait(soon()), Wake::Changed);
        assert_eq!(mailbox.wait(soon()), Wake::Time);
    }

    #[test]
    fn many_events_are_one_reason_to_look() {
        let mailbox = Mailbox::default();
        (0..1000).for_each(|_| mailbox.changed());
        assert_eq!(mailbox.wait(soon()), Wake::Changed);
        assert_eq!(mailbox.wait(soon()), Wake::Time);
    }

    #[test]
    fn a_second_look_waits_unless_an_event_comes() {
        let mailbox = Mailbox::default();
        mailbox.again_in(Duration::from_secs(60));
        assert_eq!(mailbox.wait(soon()), Wake::Time);
        mailbox.whole(Path::new("a"));
        assert_eq!(mailbox.wait(soon()), Wake::Changed);
    }

    #[test]
    fn a_stop_comes_before_everything() {
        let mailbox = Mailbox::default();
        mailbox.changed();
        mailbox.stop();
        assert_eq!(mailbox.wait(soon()), Wake::Stop);
    }
}
