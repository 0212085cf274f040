//! An engine inside the test process that loses, repeats, reorders and delays.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use config_core::Format;
use config_core::remote::{RemoteDocument, RemoteError, RemoteEvent, RemoteProblem, RemoteSource};

/// An engine inside the test that misbehaves on demand.
pub(crate) struct Engine {
    pub(crate) revision: AtomicU64,
    pub(crate) chaos: AtomicBool,
    pub(crate) down: AtomicBool,
    /// A document to give in place of the usual one.
    pub(crate) text: Mutex<Option<String>>,
    random: Mutex<u64>,
    pub(crate) asked: AtomicU64,
}

#[derive(Clone)]
pub(crate) struct Handle(pub(crate) Arc<Engine>);

impl Handle {
    fn document(&self, revision: u64) -> RemoteDocument {
        let usual = || format!("left: {revision}\nright: {revision}\n");
        let text = self.0.text.lock().expect("nobody panicked").clone().unwrap_or_else(usual);
        RemoteDocument::new(revision, Format::Yaml, text)
    }

    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Engine {
            revision: AtomicU64::new(1),
            chaos: AtomicBool::new(false),
            down: AtomicBool::new(false),
            text: Mutex::new(None),
            random: Mutex::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            asked: AtomicU64::new(0),
        }))
    }

    /// A number below `limit`, the same for the same seed.
    pub(crate) fn random(&self, limit: u64) -> u64 {
        let mut state = self.0.random.lock().expect("nobody panicked");
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state % limit
    }

    fn newest(&self) -> u64 {
        self.0.revision.load(Ordering::SeqCst)
    }

    fn is_chaotic(&self) -> bool {
        self.0.chaos.load(Ordering::SeqCst)
    }

    fn dawdle(&self) {
        if self.is_chaotic() {
            std::thread::sleep(Duration::from_micros(self.random(800)));
        }
    }

    /// A revision that a replica lagging behind would give.
    fn earlier(&self) -> u64 {
        let newest = self.newest();
        newest - self.random(newest.min(20))
    }
}

impl RemoteSource for Handle {
    fn name(&self) -> String {
        "memory://pair.yaml".to_owned()
    }

    fn get(&self, timeout: Duration) -> Result<RemoteDocument, RemoteError> {
        self.0.asked.fetch_add(1, Ordering::SeqCst);
        if self.0.down.load(Ordering::SeqCst) {
            return Err(RemoteError::new(RemoteProblem::Unreachable, "connection refused"));
        }
        self.dawdle();
        match self.is_chaotic().then(|| self.random(4)) {
            Some(0) => {
                std::thread::sleep(timeout.min(Duration::from_millis(1)));
                Err(RemoteError::new(RemoteProblem::Timeout, ""))
            }
            Some(1) => Ok(self.document(self.earlier())),
            Some(2) if self.random(8) == 0 => panic!("a client library with a bug"),
            _ => Ok(self.document(self.newest())),
        }
    }

    fn watch(&self, after: u64, timeout: Duration) -> Result<RemoteEvent, RemoteError> {
        if self.0.down.load(Ordering::SeqCst) {
            return Err(RemoteError::new(RemoteProblem::Unreachable, "connection refused"));
        }
        self.dawdle();
        match self.is_chaotic().then(|| self.random(6)) {
            Some(0) => return Err(RemoteError::new(RemoteProblem::Timeout, "")),
            Some(1) => return Ok(RemoteEvent::Lost),
            // The event is lost on the way.
            Some(2) => return Ok(RemoteEvent::Unchanged),
            // An event of the past arrives late.
            Some(3) => return Ok(RemoteEvent::Changed(self.document(self.earlier()))),
            _ => {}
        }
        let end = Instant::now() + timeout;
        while Instant::now() < end {
            if self.newest() > after {
                return Ok(RemoteEvent::Changed(self.document(self.newest())));
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        Ok(RemoteEvent::Unchanged)
    }
}
