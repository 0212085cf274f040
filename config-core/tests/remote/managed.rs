//! A manager over a remote source: the same two phases as over files.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use config_core::manager::{Cause, ConfigurationManager, InfrastructureService as _, Status};
use config_core::{EnvironmentPolicy, Loader};

use crate::engine::Handle;
use crate::{Pair, codes, quick, until};

fn publish(engine: &Handle, revision: u64, text: Option<&str>) {
    *engine.0.text.lock().expect("nobody panicked") = text.map(str::to_owned);
    engine.0.revision.store(revision, Ordering::SeqCst);
}

#[test]
fn a_new_revision_is_taken_a_bad_one_refused_and_a_loss_told() {
    let engine = Handle::new(1);
    let manager = ConfigurationManager::<Pair>::new(Loader::new().remote(&quick(&engine))).expect("it loads");
    manager.start().expect("it starts");
    publish(&engine, 2, None);
    until("the second revision", || manager.current().left == 2);
    assert_eq!(manager.history().last().expect("it is kept").cause(), Cause::Remote);

    publish(&engine, 3, Some("left: 3\nright: many\n"));
    until("the refusal", || manager.health().status == Status::Degraded);
    assert_eq!(manager.current().left, 2, "the last good value serves");
    let rejected = manager.rejected().expect("it is kept");
    assert_eq!(codes(rejected.report()), ["CFG0301"]);
    assert!(rejected.report().to_string().contains("memory://pair.yaml:2:8"), "{}", rejected.report());

    publish(&engine, 4, None);
    until("the fourth revision", || manager.current().left == 4);
    assert_eq!(manager.health().status, Status::Healthy);

    engine.0.down.store(true, Ordering::SeqCst);
    until("the loss", || manager.health().status == Status::Degraded);
    let health = manager.health();
    assert!(health.reasons[0].contains("revision 4 goes on"), "{:?}", health.reasons);
    assert_eq!(manager.current().left, 4);
    engine.0.down.store(false, Ordering::SeqCst);
    until("the return", || manager.health().status == Status::Healthy);
    publish(&engine, 5, None);
    until("the fifth revision", || manager.current().left == 5);
    manager.stop();
    publish(&engine, 6, None);
    std::thread::sleep(std::time::Duration::from_millis(60));
    assert_eq!(manager.current().left, 5, "nothing is taken after the end");
}

#[test]
fn readers_of_a_manager_never_go_back_either() {
    for seed in 1..=4 {
        let engine = Handle::new(seed);
        let loader = Loader::new().remote(&quick(&engine));
        let manager = Arc::new(ConfigurationManager::<Pair>::new(loader).expect("it loads"));
        engine.0.chaos.store(true, Ordering::SeqCst);
        manager.start().expect("it starts");
        let done = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..2)
            .map(|_| {
                let (manager, done) = (Arc::clone(&manager), Arc::clone(&done));
                std::thread::spawn(move || {
                    let (mut reader, mut highest) = (manager.reader(), 0);
                    while !done.load(Ordering::Relaxed) {
                        let pair = reader.current();
                        assert_eq!(pair.left, pair.right);
                        assert!(pair.left >= highest, "{} after {highest}", pair.left);
                        highest = pair.left;
                        std::thread::yield_now();
                    }
                    highest
                })
            })
            .collect();
        for revision in 2..=100 {
            engine.0.revision.store(revision, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_micros(engine.random(2_000)));
        }
        engine.0.chaos.store(false, Ordering::SeqCst);
        until("the newest revision", || manager.current().left == 100);
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().expect("no reader saw the past");
        }
        manager.stop();
    }
}

#[test]
fn where_hot_reload_is_off_a_call_takes_what_is_new() {
    let engine = Handle::new(1);
    let policy = EnvironmentPolicy::platform(&config_core::Environment::Production);
    let loader = Loader::new().remote(&quick(&engine)).policy(policy);
    let manager = ConfigurationManager::<Pair>::new(loader).expect("it loads");
    manager.start().expect("it starts");
    publish(&engine, 2, None);
    std::thread::sleep(std::time::Duration::from_millis(60));
    assert_eq!(manager.current().left, 1);
    manager.reload().expect("it reloads");
    assert_eq!(manager.current().left, 2);
}
