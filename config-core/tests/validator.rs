//! Derived types are `validator::Validate`, alone and inside of types of that crate.

use config_core::{Secret, ServiceConfig};
use validator::Validate;

/// Limits of a service.
#[derive(Debug, ServiceConfig)]
#[config(
    check(self.low <= self.high, "low must not exceed high"),
    check(self.high < 100, "high must be below 100", environment = "production", code = "LIMIT-1"),
)]
struct Limits {
    /// The lower one.
    low: u32,
    /// The upper one.
    high: u32,
    /// A name.
    #[config(validate(lower_case))]
    name: String,
    /// A key.
    #[config(validate(long_enough))]
    key: Secret<String>,
}

fn lower_case(name: &String) -> Result<(), String> {
    if name.chars().all(char::is_lowercase) { Ok(()) } else { Err(format!("{name} has capitals")) }
}

fn long_enough(key: &Secret<String>) -> Result<(), String> {
    let key = key.expose_secret();
    if key.len() > 3 { Ok(()) } else { Err(format!("{key} is too short")) }
}

/// A type of the other crate around one of ours.
#[derive(Validate)]
struct Around {
    #[validate(nested)]
    limits: Limits,
}

fn limits(low: u32, high: u32, name: &str, key: &str) -> Limits {
    Limits { low, high, name: name.to_owned(), key: key.into() }
}

#[test]
fn checks_and_functions_are_run() {
    // What only one environment asks for is not asked here.
    assert!(limits(1, 200, "a", "long enough").validate().is_ok());
    let errors = limits(2, 1, "A", "no1").validate().unwrap_err();
    let fields = errors.field_errors();
    assert_eq!(fields["low"][0].code, "CFG0402");
    assert_eq!(fields["low"][0].message.as_deref(), Some("low must not exceed high"));
    assert_eq!(fields["name"][0].message.as_deref(), Some("A has capitals"));
    assert_eq!(fields["key"][0].code, "CFG0406");
    let shown = format!("{errors} {errors:?}");
    assert!(!shown.contains("no1"), "{shown}");
}

#[test]
fn types_of_the_other_crate_hold_ours() {
    assert!(Around { limits: limits(1, 2, "a", "long enough") }.validate().is_ok());
    let errors = Around { limits: limits(2, 1, "a", "long enough") }.validate().unwrap_err();
    assert!(errors.errors().contains_key("limits"));
}
