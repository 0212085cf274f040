//! Load, rules, subscribers, swap: nothing changes unless everything holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use config_core::manager::{
    Answer, Bake, Change, ClassPolicy, InfrastructureService as _, Outcome, PlanVerdict, Policy, Snapshot,
    Status, Subscriber,
};
use config_core::schema::Reload;

use crate::common::{Place, Service};

#[test]
fn a_valid_change_is_taken_and_told() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    let told = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&told);
    manager.subscribe(move |change: &Change<Service>| {
        assert!(change.touches("left") && !change.touches("limits"));
        seen.store(change.new().left, Ordering::Relaxed);
    });
    let before = manager.current();
    let mut reader = manager.reader();
    assert_eq!(reader.current().left, 40);
    place.write("left: 30\nright: 70\n");
    let Outcome::Applied { generation, changes } = manager.reload().unwrap() else { panic!("not applied") };
    assert_eq!(generation, 2);
    let shown: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["left: 40 -> 30", "right: 60 -> 70"]);
    assert_eq!(told.load(Ordering::Relaxed), 30);
    assert_eq!((manager.current().left, reader.current().left, before.left), (30, 30, 40));
    assert_ne!(before.content_hash(), manager.current().content_hash());
    assert_eq!(manager.health().status, Status::Healthy);
    assert!(matches!(manager.reload().unwrap(), Outcome::Unchanged { generation: 2 }));
}

#[test]
fn what_is_refused_changes_nothing_and_is_kept_for_inspection() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    for (text, code) in [
        ("left: 40\nright: 61\n", "CFG0402"),
        ("left: [\n", "CFG0102"),
        ("left: 40\nright: 60\nvolume: other\n", "CFG0901"),
        ("left: 40\nright: 60\nlimits: {tokens: 2001}\n", "CFG0901"),
        ("left: 40\nright: 60\nlimits: {tokens: 499}\n", "CFG0901"),
        ("left: 40\nright: 60\nlimits: {revision: 0}\n", "CFG0901"),
        ("left: 40\nright: 60\nport: 99999\n", "CFG0302"),
        ("", "CFG0907"),
    ] {
        place.write(text);
        let report = manager.reload().unwrap_err();
        assert_eq!(report.findings()[0].code(), code, "{text}\n{report}");
        assert_eq!(manager.current().generation(), 1);
        let health = manager.health();
        assert_eq!(health.status, Status::Degraded);
        assert_eq!(health.report.as_ref(), Some(&report));
        assert_eq!(manager.rejected().unwrap().report(), &report);
        let first = &report.findings()[0];
        assert!(first.help().is_some(), "without a way out: {report}");
        assert!(health.reasons.iter().any(|reason| reason.contains(first.path())), "{:?}", health.reasons);
        let small = text.contains("revision").then_some("smaller steps");
        assert!(small.is_none_or(|small| !report.to_string().contains(small)), "{report}");
        assert!(!manager.metrics().last_reload_successful);
    }
    place.write("left: 40\nright: 60\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Unchanged { generation: 1 }));
    assert_eq!(manager.health().status, Status::Healthy);
    assert!(manager.rejected().is_none());
}

#[test]
fn rules_over_old_and_new_tell_both_origins() {
    let place = Place::new("limits:\n  tokens: 800\n");
    let manager = place.manager();
    place.write("# moved\nlimits:\n  tokens: 1601\n");
    let report = manager.reload().unwrap_err();
    let shown = report.to_string();
    assert!(
        shown.contains("limits.tokens may not change by more than 100% at once, but goes from 800 to 1601"),
        "{shown}"
    );
    let origins: Vec<String> = report.findings()[0].origins().iter().map(ToString::to_string).collect();
    let path = place.path();
    assert_eq!(origins, [format!("{}:3:11", path.display()), format!("{}:2:11", path.display())]);
}

#[test]
fn lists_may_grow_by_their_step_alone() {
    let place = Place::new("servers: [a, b, c, d]\n");
    let manager = place.manager();
    place.write("servers: [a, b, c, d, e, f, g]\n");
    let shown = manager.reload().unwrap_err().to_string();
    assert!(
        shown.contains("servers may not change by more than 50% at once, but goes from 4 to 7 elements"),
        "{shown}"
    );
    place.write("servers: [a, b, c, d, e, f]\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { .. }));
}

struct Refuses(&'static str);

impl Subscriber<Service> for Refuses {
    fn name(&self) -> &str {
        self.0
    }

    fn prepare(&self, change: &Change<Service>) -> Result<(), String> {
        match change.new().left {
            13 => Err("13 brings bad luck".to_owned()),
            14 => panic!("14 is worse"),
            _ => Ok(()),
        }
    }

    fn committed(&self, change: &Change<Service>) {
        assert_ne!(change.new().left, 15, "15 at the wrong time");
    }
}

#[test]
fn subscribers_may_refuse_and_their_panics_stay_theirs() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    manager.subscribe(Refuses("the pool"));
    manager.subscribe(Refuses("the cache"));
    place.write("left: 13\nright: 87\n");
    let report = manager.reload().unwrap_err();
    let messages: Vec<&str> = report.findings().iter().map(|finding| finding.message()).collect();
    assert_eq!(
        messages,
        [
            "the pool refused the change: 13 brings bad luck",
            "the cache refused the change: 13 brings bad luck"
        ]
    );
    place.write("left: 14\nright: 86\n");
    let report = manager.reload().unwrap_err();
    assert_eq!(report.findings()[0].code(), "CFG0905");
    assert!(report.to_string().contains("14 is worse"));
    assert_eq!(manager.current().left, 40);
    place.write("left: 15\nright: 85\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { .. }));
    assert_eq!(manager.current().left, 15);
    let health = manager.health();
    assert_eq!(health.status, Status::Degraded);
    assert!(health.reasons[0].starts_with("the pool panicked in committed: "), "{:?}", health.reasons);
}

#[test]
fn a_changed_secret_is_a_change_and_is_never_shown() {
    let place = Place::new("key: canary-one\n");
    let manager = place.manager();
    let first = manager.current().content_hash();
    place.write("key: canary-two\n");
    let Outcome::Applied { changes, .. } = manager.reload().unwrap() else { panic!("not applied") };
    assert_eq!(changes[0].to_string(), "key: *** -> ***");
    assert_eq!(manager.current().key.as_ref().unwrap().expose_secret(), "canary-two");
    assert_ne!(manager.current().content_hash(), first);
    let shown =
        format!("{:?} {:?} {:?} {}", changes, manager.history(), manager.current(), manager.metrics());
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn a_change_beyond_hot_waits_as_a_whole() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    place.write("left: 30\nright: 70\nport: 9090\n");
    let Outcome::Held { pending, .. } = manager.reload().unwrap() else { panic!("not held") };
    assert_eq!(pending.len(), 3);
    assert_eq!(pending.iter().map(|change| change.reload()).max(), Some(Reload::Restart));
    assert_eq!((manager.current().left, manager.current().port), (40, 8080));
    let health = manager.health();
    assert_eq!((health.status, health.pending.len()), (Status::Healthy, 3));
    place.write("left: 40\nright: 60\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Unchanged { .. }));
    assert!(manager.pending().is_empty());
}

#[test]
fn what_is_hot_can_be_taken_alone_if_the_mix_holds() {
    let place = Place::new("left: 40\nright: 60\nport: 0x1F90\n");
    let manager = place.builder().class_policy(ClassPolicy::ApplyHot).build().unwrap();
    assert_eq!(manager.current().port, 8080);
    place.write("left: 30\nright: 70\nport: 9090\n");
    let Outcome::PartlyApplied { changes, pending, .. } = manager.reload().unwrap() else {
        panic!("not partly")
    };
    assert_eq!(changes.len(), 2);
    assert_eq!(pending[0].to_string(), "port: 0x1F90 -> 9090 (restart)");
    assert_eq!((manager.current().left, manager.current().port), (30, 8080));
    let explained = manager.current().explain("port").unwrap().to_string();
    assert!(explained.contains("layer 2 of 2: 8080 at "), "{explained}");
    assert!(matches!(manager.reload().unwrap(), Outcome::Held { .. }), "the rest goes on waiting");
    // Going on from a mix: hot changes still come through.
    place.write("left: 20\nright: 80\nport: 9090\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::PartlyApplied { .. }));
    assert_eq!((manager.current().left, manager.current().port), (20, 8080));
}

#[test]
fn a_change_beyond_hot_can_be_refused() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().class_policy(ClassPolicy::Reject).build().unwrap();
    place.write("left: 30\nright: 70\nport: 9090\n");
    let report = manager.reload().unwrap_err();
    assert_eq!(report.findings()[0].code(), "CFG0903");
    assert_eq!(report.findings()[0].message(), "a change of port asks for a restart");
}

#[test]
fn failing_fast_ends_the_reloading() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().policy(Policy::FailFast).build().unwrap();
    place.write("left: 41\nright: 60\n");
    manager.reload().unwrap_err();
    assert_eq!(manager.health().status, Status::Failed);
    assert!(!manager.health().is_ready());
    place.write("left: 30\nright: 70\n");
    manager.reload().unwrap_err();
    assert_eq!(manager.current().left, 40);
}

#[test]
fn harm_is_undone_and_not_done_twice() {
    let place = Place::new("left: 40\nright: 60\n");
    let bake = Bake::new(Duration::from_millis(30)).probe("errors", |snapshot: &Snapshot<Service>| {
        if snapshot.left == 1 { Answer::Failing("errors rise".to_owned()) } else { Answer::Healthy }
    });
    let manager = place.builder().bake(bake).build().unwrap();
    place.write("left: 2\nright: 98\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { generation: 2, .. }));
    place.write("left: 1\nright: 99\n");
    let outcome = manager.reload().unwrap();
    let Outcome::RolledBack { generation: 2, harmful: 3, reason } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reason, "probe errors: errors rise");
    assert_eq!((manager.current().left, manager.current().generation()), (2, 2));
    assert_eq!(manager.health().status, Status::Degraded);
    assert_eq!(manager.metrics().rollbacks, 1);
    assert_eq!(manager.history()[2].harm(), Some("probe errors: errors rise"));
    let report = manager.reload().unwrap_err();
    assert_eq!(report.findings()[0].code(), "CFG0904");
    place.write("left: 3\nright: 97\n");
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { generation: 4, .. }));
}

#[test]
fn probes_that_say_nothing_lead_back() {
    for (answer, reason) in [
        (None, "probe slow did not answer within 20ms"),
        (Some(Answer::Unknown), "probe slow never said that all is well"),
    ] {
        let place = Place::new("left: 40\nright: 60\n");
        let bake = Bake::new(Duration::from_millis(30)).timeout(Duration::from_millis(20)).probe(
            "slow",
            move |_: &Snapshot<Service>| match answer.clone() {
                Some(answer) => answer,
                None => loop {
                    std::thread::park();
                },
            },
        );
        let manager = place.builder().bake(bake).build().unwrap();
        place.write("left: 2\nright: 98\n");
        let outcome = manager.reload().unwrap();
        let Outcome::RolledBack { reason: told, .. } = &outcome else { panic!("{outcome:?}") };
        assert_eq!(told, reason);
        assert_eq!(manager.current().left, 40);
    }
}

#[test]
fn going_back_by_hand_goes_further_each_time() {
    let place = Place::new("left: 1\nright: 99\n");
    let manager = place.manager();
    for left in 2..=4 {
        place.write(&format!("left: {left}\nright: {}\n", 100 - left));
        manager.reload().unwrap();
    }
    assert_eq!(manager.rollback_previous().unwrap().left, 3);
    assert_eq!(manager.rollback_previous().unwrap().left, 2);
    assert_eq!(manager.current().left, 2);
    assert_eq!(manager.rollback(4).unwrap().left, 4);
    assert_eq!(manager.rollback(1).unwrap().left, 1);
    assert_eq!(manager.rollback_previous().unwrap_err().findings()[0].code(), "CFG0909");
    assert_eq!(manager.rollback(99).unwrap_err().findings()[0].code(), "CFG0909");
    // A call takes what the sources hold.
    assert!(matches!(manager.reload().unwrap(), Outcome::Applied { generation: 5, .. }));
    assert_eq!(manager.current().left, 4);
}

#[test]
fn a_plan_changes_nothing() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    manager.subscribe(Refuses("the pool"));
    let plan = |text: &str| {
        place.write(text);
        manager.plan(&place.loader()).unwrap()
    };
    assert_eq!(plan("left: 40\nright: 60\n").verdict, PlanVerdict::Unchanged);
    assert_eq!(plan("left: 30\nright: 70\n").verdict, PlanVerdict::Apply);
    assert_eq!(plan("left: 30\nright: 70\nport: 1\n").verdict, PlanVerdict::Hold);
    assert_eq!(plan("left: 30\nright: 71\n").verdict, PlanVerdict::Reject);
    let refused = plan("left: 13\nright: 87\n");
    assert_eq!((refused.verdict, refused.refusals[0].subscriber()), (PlanVerdict::Reject, "the pool"));
    assert_eq!((manager.current().generation(), manager.health().status), (1, Status::Healthy));
}

#[test]
fn history_is_bounded_and_holds_what_changed() {
    let place = Place::new("left: 0\nright: 100\n");
    let manager = place.builder().history(3).build().unwrap();
    for left in 1..=5 {
        place.write(&format!("left: {left}\nright: {}\n", 100 - left));
        manager.reload().unwrap();
    }
    let history = manager.history();
    let numbers: Vec<u64> = history.iter().map(|entry| entry.generation()).collect();
    assert_eq!(numbers, [4, 5, 6]);
    assert!(history[2].is_current());
    assert_eq!(history[2].changes()[0].to_string(), "left: 4 -> 5");
    assert!(manager.rollback(2).is_err());
    assert_eq!(manager.rollback(4).unwrap().left, 3);
}

#[test]
fn a_reload_from_inside_a_subscriber_is_refused() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = Arc::new(place.manager());
    let inner = Arc::downgrade(&manager);
    let code = Arc::new(std::sync::Mutex::new(String::new()));
    let told = Arc::clone(&code);
    manager.subscribe(move |_: &Change<Service>| {
        let report = inner.upgrade().unwrap().reload().unwrap_err();
        *told.lock().unwrap() = report.findings()[0].code().to_string();
    });
    place.write("left: 30\nright: 70\n");
    manager.reload().unwrap();
    assert_eq!(*code.lock().unwrap(), "CFG0908");
}
