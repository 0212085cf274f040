//! A core that was renamed in `Cargo.toml` is found by `#[config(crate = …)]`.

use config_tests_renamed::{Service, Size};

#[test]
fn a_renamed_core_reads_and_checks() {
    renamed::testing::assert_schema::<Service>();
    let service: Service = renamed::Loader::new().overrides(["most=6", "inner.flag=true"]).load().unwrap();
    assert_eq!((service.least, service.most, service.inner.flag, service.size), (1, 6, true, Size::Small));
    assert_eq!((service.made.count, service.address.to_string()), (3, "127.0.0.1".to_owned()));
    let report = renamed::Loader::new()
        .overrides(["most=3", "least=4"])
        .load::<Service>()
        .expect_err("two rules fail");
    let codes: Vec<String> = report.findings().iter().map(|finding| finding.code().to_string()).collect();
    assert_eq!(codes, ["CFG0402", "CFG0406"], "{report}");
}
