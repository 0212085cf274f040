//! For the tests of those who use this crate.

use std::path::Path;

use zeroize::Zeroizing;

use crate::{Loader, SecretResolver, ServiceConfig};

/// Asserts the invariants of a type's table: those of [`crate::Schema::verify`], which every load checks as well, and that
/// each default and each example is of its type and keeps its rules: the compiler has checked what a constant can tell,
/// which leaves the function behind `parse` and what the grammar of a type does not say.
///
/// ```should_panic
/// use config_core::ServiceConfig;
///
/// /// A service.
/// #[derive(ServiceConfig)]
/// struct Service {
///     /// Its level. What `FromStr` refuses, the compiler cannot tell.
///     #[config(parse, example = "loud")]
///     level: u8,
/// }
///
/// config_core::testing::assert_schema::<Service>();
/// ```
///
/// # Panics
///
/// With everything that is wrong, a line each.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion for tests")]
pub fn assert_schema<T: ServiceConfig>() {
    let mut violations = T::SCHEMA.verify();
    violations.extend(crate::read::examine(T::SCHEMA));
    if !violations.is_empty() {
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        panic!("the table of {} is wrong:\n{}", T::SCHEMA.name, lines.join("\n"));
    }
}

/// Loads files of the repository for a test, with a placeholder for every `${secret:…}`. Written by `#[config_test]`.
///
/// # Panics
///
/// With the report, when the files make no configuration.
#[doc(hidden)]
#[track_caller]
#[expect(clippy::panic, reason = "an assertion for tests")]
pub fn load_committed<T: ServiceConfig>(directory: &str, environment: Option<&str>, files: &[&str]) -> T {
    // Tests run in the crate's directory, where short paths do.
    let here = std::env::current_dir().is_ok_and(|here| here == Path::new(directory));
    let mut loader = Loader::new().secrets(Placeholder);
    if let Some(environment) = environment {
        loader = loader.environment(crate::Environment::custom(environment));
    }
    for file in files {
        loader = if here { loader.file(file) } else { loader.file(Path::new(directory).join(file)) };
    }
    match loader.load() {
        Ok(value) => value,
        Err(report) => panic!("the configuration {} cannot be loaded\n{report}", files.join(", ")),
    }
}

/// Stands for secrets that a repository does not hold.
struct Placeholder;

impl SecretResolver for Placeholder {
    fn describe(&self) -> String {
        "placeholders for a test".to_owned()
    }

    fn resolve(&self, _: &str) -> Result<Option<Zeroizing<String>>, String> {
        Ok(Some(Zeroizing::new("placeholder".to_owned())))
    }
}
