//! The watches of the file system, kept in step with the places.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Mailbox;
use super::places::Places;

/// The watched directories.
pub(super) struct Watches {
    watcher: Arc<Mutex<RecommendedWatcher>>,
    mailbox: Arc<Mailbox>,
    places: Arc<RwLock<Places>>,
    /// What each directory was when its watch was set: another one of the same name needs a new watch.
    set: HashMap<PathBuf, Identity>,
    /// Ends when the thread of the watcher has ended.
    ended: Receiver<()>,
}

/// Which directory a path names: device and number, where there are such.
type Identity = Option<(u64, u64)>;

impl Watches {
    pub(super) fn new(mailbox: Arc<Mailbox>) -> Result<Self, String> {
        let places = Arc::new(RwLock::new(Places::default()));
        let (alive, ended) = channel();
        let handler = Handler { places: Arc::clone(&places), mailbox: Arc::clone(&mailbox), _alive: alive };
        let watcher = RecommendedWatcher::new(handler, notify::Config::default()).map_err(plain)?;
        let watcher = Arc::new(Mutex::new(watcher));
        let fenced = Arc::downgrade(&watcher);
        mailbox.set_fence(Some(Box::new(move || {
            if let Some(watcher) = fenced.upgrade() {
                fence(&mut watcher.lock().unwrap_or_else(PoisonError::into_inner));
            }
        })));
        Ok(Self { watcher, mailbox, places, set: HashMap::new(), ended })
    }

    /// Sets and takes away watches so that they fit the paths. Tells whether there are new ones, before which
    /// something may have happened unseen.
    pub(super) fn follow(&mut self, paths: &[PathBuf]) -> Result<bool, String> {
        let places = Places::of(paths);
        let wanted: HashMap<PathBuf, Identity> =
            places.directories.iter().map(|path| (path.clone(), identity(path))).collect();
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = places;
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        self.set.retain(|path, identity| {
            let stays = wanted.get(path) == Some(identity);
            if !stays {
                // A directory that is gone has taken its watch along.
                let _ = watcher.unwatch(path);
            }
            stays
        });
        let mut new = false;
        let mut problem = None;
        for (path, identity) in wanted {
            if self.set.contains_key(&path) {
                continue;
            }
            match watcher.watch(&path, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    new = true;
                    self.set.insert(path, identity);
                }
                Err(error) => {
                    problem = Some(format!("{} cannot be watched: {}", path.display(), plain(error)))
                }
            }
        }
        problem.map_or(Ok(new), Err)
    }

    /// Ends the watcher and its thread.
    pub(super) fn close(self) {
        let Self { watcher, mailbox, ended, .. } = self;
        mailbox.set_fence(None);
        drop(watcher);
        // The thread lets go of its handler last; it always ends, but nothing here is worth waiting for ever.
        let _ = ended.recv_timeout(Duration::from_secs(1));
    }
}

/// Waits until the thread of the watcher has handed over every event so far. It answers questions between rounds of
/// events, so the second answer comes after the round of the first.
fn fence(watcher: &mut RecommendedWatcher) {
    if cfg!(target_os = "linux") {
        for _ in 0..2 {
            // An answer is all that is wanted; there is nothing to configure.
            let _ = watcher.configure(notify::Config::default());
        }
    }
}

/// The system's words, shortly.
fn plain(error: notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system's limit of watches is reached (fs.inotify.max_user_watches)".to_owned()
        }
        notify::ErrorKind::Io(error) => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Identity {
    path.is_dir().then_some((0, 0))
}

/// Sorts events on the thread of the watcher.
struct Handler {
    places: Arc<RwLock<Places>>,
    mailbox: Arc<Mailbox>,
    _alive: Sender<()>,
}

impl notify::EventHandler for Handler {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            self.mailbox.changed();
            return;
        };
        if event.need_rescan() {
            self.mailbox.changed();
            return;
        }
        // Reading makes events as well, our own reading above all.
        let end_of_writing = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => return,
            _ => false,
        };
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        for path in event.paths.iter().filter(|path| places.concerns(path)) {
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
                    self.mailbox.written(path);
                }
                _ if end_of_writing => self.mailbox.whole(path),
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => self.mailbox.whole(path),
                _ => self.mailbox.changed(),
            }
        }
    }
}
