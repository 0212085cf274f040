//! Channels of tokio.

use std::time::Duration;

use crate::Managed;

fn block_on<R>(future: impl Future<Output = R>) -> R {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(future)
}

#[test]
fn a_channel_holds_the_value_that_serves_and_wakes_who_waits() {
    block_on(async {
        let managed = Managed::new();
        let mut values = managed.manager.watch();
        assert_eq!(values.borrow_and_update().rate, 1);
        managed.write("rate: 2");
        let outcome = managed.manager.reload_async().await.expect("it reloads");
        assert_eq!(outcome.generation(), 2);
        tokio::time::timeout(Duration::from_secs(5), values.changed())
            .await
            .expect("it is woken")
            .expect("the manager is there");
        assert_eq!(values.borrow_and_update().rate, 2);

        managed.write("rate: 1000");
        let report = managed.manager.reload_async().await.expect_err("it is out of range");
        assert_eq!(report.findings()[0].code(), "CFG0401");
        assert!(!values.has_changed().expect("the manager is there"), "a refusal wakes nobody");

        managed.manager.rollback(1).expect("it goes back");
        assert!(values.has_changed().expect("the manager is there"));
        assert_eq!(values.borrow_and_update().rate, 1);
        let second = managed.manager.watch();
        assert_eq!(second.borrow().rate, 1);
        drop(managed);
        assert!(values.changed().await.is_err(), "the manager is gone");
    });
}

#[test]
fn a_channel_without_receivers_does_no_harm() {
    let managed = Managed::new();
    drop(managed.manager.watch());
    for rate in 2..5 {
        managed.write(&format!("rate: {rate}"));
        managed.manager.reload().expect("it reloads");
    }
    assert_eq!(managed.manager.watch().borrow().rate, 4);
}

#[test]
fn a_channel_of_a_part_is_woken_by_its_part_alone() {
    let managed = Managed::new();
    let mut parts =
        managed.manager.section(|seen: &crate::Seen| &seen.part).watch().expect("its place is clear");
    assert_eq!(parts.borrow_and_update().size, 1);
    managed.write("rate: 2");
    managed.manager.reload().expect("it reloads");
    assert!(!parts.has_changed().expect("the manager is there"));
    managed.write("rate: 2\npart: {size: 2}");
    managed.manager.reload().expect("it reloads");
    assert!(parts.has_changed().expect("the manager is there"));
    let part = parts.borrow_and_update();
    assert_eq!((part.size, part.snapshot().generation()), (2, 3));
}
