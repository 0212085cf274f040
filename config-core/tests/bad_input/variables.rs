//! Variables and overrides.

use std::ffi::OsString;

use config_core::{Loader, Origin, Report};

use crate::common::{Folder, NOTHING, Service, told};

#[test]
fn a_variable_and_its_file_form() {
    let folder = Folder::new();
    let secret = folder.write("key", "s3cr3t-value\n");
    let secret = secret.to_str().unwrap();
    let report = Loader::new()
        .env()
        .variables([("SVC_KEY", "s3cr3t-value"), ("SVC_KEY_FILE", secret), ("SVC_PIN_FILE", "/no/such/file")])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(told, ["CFG0602 key variable SVC_KEY", "CFG0603 pin variable SVC_PIN_FILE"], "{report}");
    assert!(!report.to_string().contains("s3cr3t-value"));
    let service: Service = Loader::new().env().variables([("SVC_KEY_FILE", secret)]).load().unwrap();
    assert_eq!(service.key.unwrap().expose_secret(), "s3cr3t-value");
}

#[cfg(unix)]
#[test]
fn variables_that_are_not_utf8() {
    use std::os::unix::ffi::OsStringExt as _;
    let bad = || OsString::from_vec(vec![b'a', 0xff, b'b']);
    let report = Loader::new()
        .env()
        .variables([("SVC_NAME", bad()), ("SVC_KEY_FILE", bad()), ("UNRELATED", bad())])
        .load::<Service>()
        .unwrap_err();
    let mut places = told(&report);
    places.sort();
    assert_eq!(places, ["CFG0110 key variable SVC_KEY_FILE", "CFG0110 name variable SVC_NAME"], "{report}");
    let folder = Folder::new();
    let file = folder.write("a.yaml", "name: ${env:WEIRD}\n");
    let report = Loader::new().file(file).variables([("WEIRD", bad())]).load::<Service>().unwrap_err();
    assert_eq!(told(&report)[0], "CFG0110 name variable WEIRD", "{report}");
}

#[test]
fn unknown_variables_with_our_prefix() {
    let report = Loader::new()
        .env()
        .variables([
            ("SVC_PROT", "1"),
            ("SVC_NESTED__INNER__VALUES", "1"),
            ("SVCX", "1"),
            ("SVC_NAMES__FIRST", "1"),
        ])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0206 variable SVC_NAMES__FIRST",
            "CFG0206 variable SVC_NESTED__INNER__VALUES",
            "CFG0206 variable SVC_PROT"
        ],
        "{report}"
    );
    assert!(report.to_string().contains("did you mean SVC_PORT?"), "{report}");
    let folder = Folder::new();
    let dotenv = folder.write(".env", "# x\nSVC_PORT=5000\n  SVC_PROT=1\n");
    let report = Loader::new().dotenv(dotenv).variables(NOTHING).load::<Service>().unwrap_err();
    assert_eq!(super_told(&report), ["CFG0206 .env:3"], "{report}");
}

/// As `told`, without columns.
fn super_told(report: &Report) -> Vec<String> {
    told(report).into_iter().map(|told| told.rsplit_once(':').unwrap().0.to_owned()).collect()
}

#[test]
fn overrides_with_a_bad_path() {
    for text in [
        "",
        "=5",
        "port",
        ".port=1",
        "port.=1",
        "nested..inner=1",
        "nested[=1",
        "nested]=1",
        "nested[[0]]=1",
        "a b=1",
    ] {
        let report = Loader::new().overrides([text]).load::<Service>().unwrap_err();
        assert_eq!(report.findings().len(), 1, "{text}: {report}");
        assert_eq!(report.findings()[0].code().as_str(), "CFG0109", "{text}: {report}");
        assert!(matches!(report.findings()[0].origins(), [Origin::Override { .. }]), "{text}: {report}");
    }
    let report = Loader::new()
        .overrides([
            "prot=1",
            "nested.iner.value=1",
            "names[3]=x",
            "port.x=1",
            "names.first=x",
            "nested.inner[0]=1",
        ])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0201 nested.iner override nested.iner.value=***",
            "CFG0201 nested.inner.0 override nested.inner[0]=***",
            "CFG0201 prot override prot=***",
            "CFG0209 names[3] override names[3]=x",
            "CFG0301 names override names.first=x",
            "CFG0301 port override port.x=***",
        ],
        "{report}"
    );
}

#[test]
fn two_variables_for_one_value_are_both_named() {
    let report = Loader::new()
        .variables([("SVC_LABELS", r#"{"a": "b"}"#), ("SVC_LABELS__C", "d"), ("SVC_PORT", "2000")])
        .env()
        .load::<Service>()
        .unwrap_err();
    let origins: Vec<String> = report.findings()[0].origins().iter().map(ToString::to_string).collect();
    assert_eq!(origins, ["variable SVC_LABELS__C", "variable SVC_LABELS"], "{report}");
}
