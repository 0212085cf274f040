//! Remote sources: the newest document wins, whatever the engine loses, repeats, reorders or delays.

mod engine;
mod managed;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use config_core::remote::{Remote, RemoteDocument, RemoteError, RemoteEvent, RemoteSource};
use config_core::{
    Code, Environment, EnvironmentPolicy, Format, Loader, Report, Secret, ServiceConfig, ValidationLevel,
};
use engine::Handle;

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
