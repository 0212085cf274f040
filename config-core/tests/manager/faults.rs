//! What can go wrong around a manager, each with its documented outcome: see docs/reloading.md.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use config_core::manager::{
    AuditEvent, AuditKind, AuditSink, Bake, Change, InfrastructureService as _, JsonLinesFile, Outcome,
    Snapshot, Status,
};

use crate::common::{Place, Service, eventually};

/// The service goes on with the old values, says why, and takes the next good file.
fn goes_on(name: &str, harm: impl Fn(&Place), code: &str, mend: impl Fn(&Place)) {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    manager.start().unwrap();
    harm(&place);
    eventually(&format!("{name}: degraded"), || manager.health().status == Status::Degraded);
    let report = manager.health().report.unwrap();
    assert_eq!(report.findings()[0].code(), code, "{name}: {report}");
    assert_eq!((manager.current().left, manager.current().generation()), (40, 1), "{name}");
    assert!(manager.health().is_ready(), "{name}: the last good values are good enough for work");
    mend(&place);
    place.replace("left: 41\nright: 59\n");
    eventually(&format!("{name}: mended"), || manager.current().left == 41);
    assert_eq!(manager.health().status, Status::Healthy, "{name}");
}

#[test]
fn a_file_that_is_deleted() {
    goes_on("deleted", |place| std::fs::remove_file(place.path()).unwrap(), "CFG0101", |_| {});
}

#[test]
fn a_file_that_is_emptied() {
    goes_on("emptied", |place| place.write(""), "CFG0907", |_| {});
}

#[test]
fn a_file_that_is_replaced_by_a_directory() {
    let harm = |place: &Place| {
        std::fs::remove_file(place.path()).unwrap();
        std::fs::create_dir(place.path()).unwrap();
    };
    goes_on("directory", harm, "CFG0106", |place| std::fs::remove_dir(place.path()).unwrap());
}

#[cfg(unix)]
#[test]
fn a_file_that_becomes_unreadable() {
    use std::os::unix::fs::PermissionsExt as _;
    // Permissions do not bind root; a link that leads round in a circle binds everyone.
    let circle = |place: &Place| {
        std::fs::remove_file(place.path()).unwrap();
        std::os::unix::fs::symlink("service.yaml", place.path()).unwrap();
    };
    goes_on("circle", circle, "CFG0106", |_| {});
    let probe = Place::new("left: 40\nright: 60\n");
    std::fs::set_permissions(probe.path(), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(probe.path()).is_ok() {
        println!("left out: this user reads files without permission");
        return;
    }
    let harm = |place: &Place| {
        std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o000)).unwrap();
    };
    goes_on("permission", harm, "CFG0106", |_| {});
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_change_log() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().audit(JsonLinesFile::open("/dev/full").unwrap()).build().unwrap();
    place.write("left: 41\nright: 59\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { .. }), "the reload goes on");
    let health = manager.health();
    assert_eq!(health.status, Status::Degraded);
    assert!(
        health.reasons[0].starts_with("the change log is not kept: /dev/full cannot be written"),
        "{health:?}"
    );
}

/// Fails as long as it is told to.
#[derive(Clone, Default)]
struct Moody {
    fails: Arc<AtomicBool>,
    events: Arc<Mutex<Vec<AuditEvent>>>,
}

impl AuditSink for Moody {
    fn record(&self, event: &AuditEvent) -> Result<(), String> {
        if self.fails.load(Ordering::Relaxed) {
            return Err("no space".to_owned());
        }
        assert_ne!(event.generation, 4, "the sink panics at generation 4");
        self.events.lock().unwrap().push(event.clone());
        Ok(())
    }
}

#[test]
fn a_change_log_that_fails_and_recovers_shows_the_gap() {
    let place = Place::new("left: 40\nright: 60\n");
    let sink = Moody::default();
    let manager = place.builder().audit(sink.clone()).build().unwrap();
    let take = |left: u32| {
        place.write(&format!("left: {left}\nright: {}\n", 100 - left));
        manager.reload().unwrap();
        manager.health().status
    };
    sink.fails.store(true, Ordering::Relaxed);
    assert_eq!(take(1), Status::Degraded);
    sink.fails.store(false, Ordering::Relaxed);
    assert_eq!(take(2), Status::Healthy);
    assert_eq!(take(3), Status::Degraded, "a panic of a sink goes no further");
    assert_eq!(take(4), Status::Healthy);
    let sequence: Vec<u64> = sink.events.lock().unwrap().iter().map(|event| event.sequence).collect();
    assert_eq!(sequence, [1, 3, 5]);
}

#[test]
fn every_step_is_in_the_change_log_and_no_secret() {
    let place = Place::new("left: 40\nright: 60\nkey: canary-first\n");
    let path = place.root().join("changes.jsonl");
    let bake = Bake::new(Duration::from_millis(10))
        .probe("errors", |snapshot: &Snapshot<Service>| snapshot.left != 1);
    let manager = place.builder().bake(bake).audit(JsonLinesFile::open(&path).unwrap()).build().unwrap();
    manager.subscribe(|change: &Change<Service>| assert_ne!(change.new().left, 7, "not seven"));
    for text in [
        "left: 2\nright: 98\nkey: canary-second\n",
        "left: 2\nright: 97\nkey: canary-second\n",
        "left: 1\nright: 99\nkey: canary-second\n",
        "left: 7\nright: 93\nkey: canary-second\n",
        "left: 7\nright: 93\nkey: canary-third\nport: 1\n",
    ] {
        place.write(text);
        let _ = manager.reload();
    }
    manager.rollback(1).unwrap();
    let log = std::fs::read_to_string(&path).unwrap();
    let events: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    let expected = [
        "loaded",
        "swapped",
        "proven",
        "rejected",
        "swapped",
        "rolled_back",
        "panicked",
        "swapped",
        "proven",
        "held",
        "rolled_back",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(events[1]["changes"][0]["path"], "left");
    assert_eq!(events[1]["changes"][0]["old"]["value"], 40);
    assert_eq!(events[1]["changes"][2]["new"]["value"], "***");
    assert_eq!(events[3]["findings"][0]["code"], "CFG0402");
    assert_eq!(events[5]["note"], "probe errors: it is not healthy");
    assert!(!log.contains("canary"), "{log}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_change_log_that_was_torn_stays_readable() {
    let place = Place::new("left: 40\nright: 60\n");
    let path = place.root().join("changes.jsonl");
    std::fs::write(&path, "{\"event\": \"loa").unwrap();
    place.builder().audit(JsonLinesFile::open(&path).unwrap()).build().unwrap();
    let log = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(serde_json::from_str::<serde_json::Value>(lines[1]).is_ok());
}

#[test]
fn a_subscriber_that_panics_while_the_watcher_reloads() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    manager.subscribe(|change: &Change<Service>| assert_ne!(change.new().left, 41, "not forty-one"));
    manager.start().unwrap();
    place.replace("left: 41\nright: 59\n");
    eventually("the value is taken", || manager.current().left == 41);
    eventually("the panic is told", || manager.health().status == Status::Degraded);
    place.replace("left: 42\nright: 58\n");
    eventually("the watcher lives on", || manager.current().left == 42);
    eventually("and all is well again", || manager.health().status == Status::Healthy);
}

#[test]
fn a_probe_that_hangs_holds_up_neither_reads_nor_health_nor_the_way_back() {
    let place = Place::new("left: 40\nright: 60\n");
    let bake = Bake::new(Duration::from_secs(60)).timeout(Duration::from_secs(60)).probe(
        "hangs",
        |_: &Snapshot<Service>| -> bool {
            loop {
                std::thread::park();
            }
        },
    );
    let manager = Arc::new(place.builder().bake(bake).build().unwrap());
    place.write("left: 41\nright: 59\n");
    let reloading = {
        let manager = Arc::clone(&manager);
        std::thread::spawn(move || manager.reload())
    };
    eventually("the bake goes on", || manager.health().baking == Some(2));
    assert_eq!(manager.current().left, 41);
    assert_eq!(manager.rollback_previous().unwrap().left, 40);
    assert_eq!(manager.health().baking, None);
    drop(reloading);
}

#[test]
fn a_stop_breaks_off_a_bake() {
    let place = Place::new("left: 40\nright: 60\n");
    let bake = Bake::new(Duration::from_secs(600)).probe("fine", |_: &Snapshot<Service>| true);
    let manager = Arc::new(place.builder().bake(bake).build().unwrap());
    place.write("left: 41\nright: 59\n");
    let reloading = {
        let manager = Arc::clone(&manager);
        std::thread::spawn(move || manager.reload())
    };
    eventually("the bake goes on", || manager.health().baking == Some(2));
    manager.stop();
    assert!(matches!(reloading.join().unwrap().unwrap(), Outcome::Applied { generation: 2, .. }));
    assert_eq!((manager.current().left, manager.health().baking), (41, None));
}

#[test]
fn a_newer_value_takes_over_from_one_that_is_being_watched() {
    let place = Place::new("left: 40\nright: 60\n");
    let bake = Bake::new(Duration::from_millis(300))
        .interval(Duration::from_millis(5))
        .probe("errors", |snapshot: &Snapshot<Service>| snapshot.left != 1);
    let sink = Moody::default();
    let manager = place.builder().bake(bake).audit(sink.clone()).build().unwrap();
    manager.start().unwrap();
    place.replace("left: 2\nright: 98\n");
    eventually("the first is watched", || manager.health().baking == Some(2));
    place.replace("left: 1\nright: 99\n");
    // The second does harm; the first has not proven itself, so the way back leads to the very first.
    eventually("the harm is undone", || manager.metrics().rollbacks == 1);
    eventually("what has proven itself serves", || manager.current().left == 40);
    assert_eq!(manager.current().generation(), 1);
    let kinds: Vec<AuditKind> = sink.events.lock().unwrap().iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [AuditKind::Loaded, AuditKind::Swapped, AuditKind::Swapped, AuditKind::RolledBack]);
}

#[cfg(unix)]
#[test]
fn sighup_reloads() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().sighup(true).events(false).poll(Duration::from_secs(3600)).build().unwrap();
    manager.start().unwrap();
    place.write("left: 41\nright: 59\n");
    let sent = std::process::Command::new("kill").args(["-HUP", &std::process::id().to_string()]).status();
    if !sent.is_ok_and(|status| status.success()) {
        println!("left out: no kill command");
        return;
    }
    eventually("the signal reloads", || manager.current().left == 41);
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_is_left_after_the_end() {
    let named = |prefix: &str| {
        std::fs::read_dir("/proc/self/task")
            .unwrap()
            .flatten()
            .filter(|task| {
                std::fs::read_to_string(task.path().join("comm")).is_ok_and(|name| name.starts_with(prefix))
            })
            .count()
    };
    // Other tests of this process have managers as well; this one's directory tells its own watches apart.
    let place = Place::new("left: 40\nright: 60\n");
    let inode = std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(place.root()).unwrap());
    let watches = || {
        let wanted = format!("ino:{inode:x} ");
        std::fs::read_dir("/proc/self/fdinfo")
            .unwrap()
            .flatten()
            .filter(|file| std::fs::read_to_string(file.path()).is_ok_and(|text| text.contains(&wanted)))
            .count()
    };
    for _ in 0..50 {
        let manager = place.builder().sighup(true).build().unwrap();
        manager.start().unwrap();
        assert!(watches() > 0, "it is watched");
        manager.stop();
        manager.start().unwrap();
        drop(manager);
    }
    eventually("no watch is left", || watches() == 0);
    // Fifty managers have come and gone twice; those of other tests are few.
    eventually("no thread is left", || named("config-watch") + named("config-signal") < 40);
}

#[test]
fn a_clock_that_is_set_back_hides_no_change() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().events(false).poll(Duration::from_millis(20)).build().unwrap();
    manager.start().unwrap();
    // The same length and an older time: only the content tells that it is another file.
    for left in [41, 42] {
        place.replace(&format!("left: {left}\nright: {}\n", 100 - left));
        let file = std::fs::File::options().write(true).open(place.path()).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(left.into())).unwrap();
        eventually("the content tells", || manager.current().left == left);
    }
    assert_eq!(manager.current().generation(), 3);
}
