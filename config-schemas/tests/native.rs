//! The door to native files: nothing is accepted in silence.

use config_schemas::native::{self, KINDS, NOT_BUILT, UNKNOWN_KIND};

#[test]
fn kinds_are_listed_once_and_in_order() {
    let names: Vec<&str> = KINDS.iter().map(native::NativeKind::name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    assert!(names.len() >= 16);
    let built = KINDS.iter().filter(|kind| kind.is_built()).count();
    println!("{built} of {} kinds are built", KINDS.len());
}

#[test]
fn what_nobody_can_read_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    std::fs::write(&path, "").unwrap();
    let report = native::check("nonsense", &path);
    assert_eq!(report.findings()[0].code(), UNKNOWN_KIND);
    for kind in KINDS.iter().filter(|kind| !kind.is_built()) {
        let report = native::check(kind.name(), &path);
        assert!(report.has_errors());
        assert_eq!(report.findings()[0].code(), NOT_BUILT, "{}", kind.name());
    }
    for kind in KINDS {
        let report = native::check(kind.name(), directory.path().join("absent"));
        assert_eq!(report.findings()[0].code(), config_core::Code::FILE_MISSING, "{}", kind.name());
    }
}
