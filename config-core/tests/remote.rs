//! Remote sources: the newest document wins, whatever the engine loses, repeats, reorders or delays.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use config_core::remote::{Remote, RemoteDocument, RemoteError, RemoteEvent, RemoteProblem, RemoteSource};
use config_core::{
    Code, Environment, EnvironmentPolicy, Format, Loader, Report, Secret, ServiceConfig, ValidationLevel,
};

/// Two numbers that always belong together.
#[derive(Debug, ServiceConfig)]
struct Pair {
    /// The number of the revision.
    left: u64,
    /// The same number.
    right: u64,
    /// Something secret.
    key: Option<Secret<String>>,
}

/// An engine inside the test that misbehaves on demand.
struct Engine {
    revision: AtomicU64,
    chaos: AtomicBool,
    down: AtomicBool,
    random: Mutex<u64>,
    asked: AtomicU64,
}

#[derive(Clone)]
struct Handle(Arc<Engine>);

fn document(revision: u64) -> RemoteDocument {
    RemoteDocument::new(revision, Format::Yaml, format!("left: {revision}\nright: {revision}\n"))
}

impl Handle {
    fn new(seed: u64) -> Self {
        Self(Arc::new(Engine {
            revision: AtomicU64::new(1),
            chaos: AtomicBool::new(false),
            down: AtomicBool::new(false),
            random: Mutex::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            asked: AtomicU64::new(0),
        }))
    }

    /// A number below `limit`, the same for the same seed.
    fn random(&self, limit: u64) -> u64 {
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
            Some(1) => Ok(document(self.earlier())),
            Some(2) if self.random(8) == 0 => panic!("a client library with a bug"),
            _ => Ok(document(self.newest())),
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
            Some(3) => return Ok(RemoteEvent::Changed(document(self.earlier()))),
            _ => {}
        }
        let end = Instant::now() + timeout;
        while Instant::now() < end {
            if self.newest() > after {
                return Ok(RemoteEvent::Changed(document(self.newest())));
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        Ok(RemoteEvent::Unchanged)
    }
}

fn quick(handle: &Handle) -> Remote {
    let milliseconds = Duration::from_millis;
    Remote::timed(handle.clone(), milliseconds(5), milliseconds(10), milliseconds(20))
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(10), "{what} did not happen in 10 seconds");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings().iter().map(|finding| finding.code().as_str()).collect()
}

#[test]
fn no_reader_ever_goes_back_and_all_reach_the_newest() {
    let (mut newer, mut late) = (0, 0);
    for seed in 1..=8 {
        let engine = Handle::new(seed);
        let remote = quick(&engine);
        let loader = Loader::new().remote(&remote);
        let seen = Arc::new(Mutex::new(Vec::new()));
        engine.0.chaos.store(true, Ordering::SeqCst);
        let follower = {
            let (remote, seen) = (remote.clone(), Arc::clone(&seen));
            remote
                .clone()
                .follow(move || {
                    let count = {
                        let mut seen = seen.lock().expect("nobody panicked");
                        seen.extend(remote.status().revision);
                        seen.len()
                    };
                    assert!(count % 7 != 0, "a callback that panics now and then");
                })
                .expect("a thread")
        };
        let mut highest = 0;
        for revision in 2..=200 {
            engine.0.revision.store(revision, Ordering::SeqCst);
            std::thread::sleep(Duration::from_micros(engine.random(2_500)));
            if let Ok(pair) = loader.load::<Pair>() {
                assert_eq!(pair.left, pair.right);
                assert!(pair.key.is_none());
                assert!(pair.left >= highest, "seed {seed}: {} after {highest}", pair.left);
                assert!(pair.left <= revision);
                highest = pair.left;
            }
        }
        engine.0.chaos.store(false, Ordering::SeqCst);
        until("the newest revision", || remote.status().revision == Some(200));
        until("an answer", || remote.status().error.is_none());
        assert_eq!(loader.load::<Pair>().expect("it loads").left, 200, "seed {seed}");
        drop(follower);
        let seen = seen.lock().expect("nobody panicked");
        assert!(seen.is_sorted(), "seed {seed}: {seen:?}");
        newer += seen.len();
        late += remote.status().late;
    }
    // What was to be tested did happen.
    assert!(newer > 40, "only {newer} changes were told");
    assert!(late > 8, "only {late} documents came late");
}

#[test]
fn a_lost_engine_leaves_the_last_good_document_and_a_warning() {
    let engine = Handle::new(1);
    let remote = quick(&engine);
    let strict = EnvironmentPolicy::platform(&Environment::Production);
    assert_eq!(strict.validation(), ValidationLevel::Strict);
    let loader = Loader::new().remote(&remote).policy(strict);
    engine.0.down.store(true, Ordering::SeqCst);
    let report = loader.load::<Pair>().expect_err("there is nothing yet");
    assert_eq!(codes(&report), ["CFG0114"]);
    assert!(report.to_string().contains("memory://pair.yaml: it cannot be reached: connection refused"));

    engine.0.down.store(false, Ordering::SeqCst);
    assert!(loader.load_full::<Pair>().expect("it loads").report.is_empty());
    engine.0.down.store(true, Ordering::SeqCst);
    let loaded = loader.load_full::<Pair>().expect("the last good document goes on");
    assert_eq!(codes(&loaded.report), ["CFG0113"]);
    assert!(!loaded.report.has_errors(), "strict or not, this stays a warning");
    assert!(loaded.report.to_string().contains("revision 1 goes on"), "{}", loaded.report);
    engine.0.down.store(false, Ordering::SeqCst);
    engine.0.revision.store(2, Ordering::SeqCst);
    let loaded = loader.load_full::<Pair>().expect("it loads");
    assert!(loaded.report.is_empty());
    assert_eq!(loaded.value.left, 2);
}

#[test]
fn a_follower_tells_of_loss_and_return_and_resumes() {
    let engine = Handle::new(1);
    let remote = quick(&engine);
    let told = Arc::new(AtomicU64::new(0));
    let follower = {
        let told = Arc::clone(&told);
        remote
            .follow(move || {
                told.fetch_add(1, Ordering::SeqCst);
            })
            .expect("a thread")
    };
    until("the first document", || told.load(Ordering::SeqCst) == 1);
    engine.0.down.store(true, Ordering::SeqCst);
    until("the loss", || told.load(Ordering::SeqCst) == 2 && remote.status().error.is_some());
    engine.0.revision.store(9, Ordering::SeqCst);
    engine.0.down.store(false, Ordering::SeqCst);
    until("the return", || remote.status().revision == Some(9) && remote.status().error.is_none());
    drop(follower);
    let asked = engine.0.asked.load(Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(engine.0.asked.load(Ordering::SeqCst), asked, "nobody asks after the end");
}

#[test]
fn findings_point_into_the_remote_document() {
    struct Broken(&'static str);
    impl RemoteSource for Broken {
        fn name(&self) -> String {
            "memory://broken.yaml".to_owned()
        }
        fn get(&self, _timeout: Duration) -> Result<RemoteDocument, RemoteError> {
            Ok(RemoteDocument::new(1, Format::Yaml, self.0))
        }
        fn watch(&self, _after: u64, _timeout: Duration) -> Result<RemoteEvent, RemoteError> {
            Ok(RemoteEvent::Unchanged)
        }
    }
    for (text, code, place) in [
        ("left: 1\nright: many\n", Code::WRONG_TYPE, "memory://broken.yaml:2:8"),
        ("left: [1\n", Code::SYNTAX, "memory://broken.yaml:"),
        ("$extends: /etc/passwd.yaml\n", Code::EXTENDS, "memory://broken.yaml:1:11"),
    ] {
        let report = Loader::new().remote(&Remote::new(Broken(text))).load::<Pair>().expect_err(text);
        assert_eq!(report.findings()[0].code(), code, "{report}");
        assert!(report.to_string().contains(place), "{report}");
    }
}
