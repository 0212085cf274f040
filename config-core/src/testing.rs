//! For the tests of those who use this crate.

use crate::ServiceConfig;

/// Asserts the invariants of a type's table: see [`crate::Schema::verify`].
///
/// # Panics
///
/// With everything that is wrong, a line each.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion for tests")]
pub fn assert_schema<T: ServiceConfig>() {
    let violations = T::SCHEMA.verify();
    if !violations.is_empty() {
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        panic!("the table of {} is wrong:\n{}", T::SCHEMA.name, lines.join("\n"));
    }
}
