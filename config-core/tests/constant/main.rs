//! The check at compile time and the loader say the same: random files for several schemas, checked by the constant
//! functions (called at run time) and by the loader. What may differ is listed in `docs/compile-time.md` and in
//! `differences`, and nothing else may.

mod compare;
mod differences;
mod document;
mod flattened;
mod generate;
mod scalars;
mod schemas;

use config_core::ServiceConfig;
use proptest::test_runner::{Config, TestRunner};

/// Runs the comparison for one schema.
fn agrees<T: ServiceConfig>() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let told = std::cell::Cell::new(0);
    runner
        .run(&proptest::num::u64::ANY, |seed| {
            let case = generate::case(T::SCHEMA, seed);
            let findings =
                compare::compare::<T>(&case).map_err(proptest::test_runner::TestCaseError::fail)?;
            told.set(told.get() + findings);
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{}: {error}", T::SCHEMA.name));
    // Files without a single mistake would prove nothing.
    let told = told.get();
    assert!(told > cases as usize, "only {told} findings in {cases} cases of {}", T::SCHEMA.name);
}

#[test]
fn numbers() {
    agrees::<schemas::Numbers>();
}

#[test]
fn texts() {
    agrees::<schemas::Texts>();
}

#[test]
fn measures() {
    agrees::<schemas::Measures>();
}

#[test]
fn collections() {
    agrees::<schemas::Collections>();
}

#[test]
fn enums() {
    agrees::<schemas::Enums>();
}

#[test]
fn sections() {
    agrees::<schemas::Sections>();
}

#[test]
fn flattened() {
    agrees::<flattened::Flattened>();
}

#[test]
fn secrets() {
    agrees::<schemas::Secrets>();
}

#[test]
fn merging() {
    agrees::<schemas::Merging>();
}
