//! What the tests of rules share: an environment from texts, and what is said of it.

use config_core::{Environment, Origin};

use super::super::load::Platform;

/// What is said of an environment of these files: `id file:line:column`, one a finding.
pub(crate) fn told(environment: &Environment, files: &[(&str, &str)]) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let platform = Platform::inspect(directory.path(), environment);
    let findings = platform.report().findings().iter();
    findings
        .map(|finding| {
            let places: Vec<String> = finding
                .origins()
                .iter()
                .map(|origin| match origin {
                    Origin::File { path, line, column } => {
                        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        format!("{name}:{line}:{column}")
                    }
                    other => other.to_string(),
                })
                .collect();
            format!("{} {}", finding.code(), places.join(" "))
        })
        .collect()
}

/// The findings of one rule.
pub(crate) fn of(id: &str, environment: &Environment, files: &[(&str, &str)]) -> Vec<String> {
    let all = told(environment, files);
    // A file that cannot be read would hide everything, so that nothing is found for the wrong reason.
    assert!(!all.iter().any(|told| told.starts_with("CFG")), "{all:?}");
    all.into_iter().filter(|told| told.starts_with(id)).collect()
}

/// Asserts that an environment keeps a rule, and that another one breaks it at these places.
#[track_caller]
pub(crate) fn rule(id: &str, good: &[(&str, &str)], bad: &[(&str, &str)], places: &[&str]) {
    let environment = Environment::Production;
    assert_eq!(of(id, &environment, good), Vec::<String>::new(), "the good one");
    let expected: Vec<String> = places.iter().map(|places| format!("{id} {places}")).collect();
    assert_eq!(of(id, &environment, bad), expected, "the bad one");
}
