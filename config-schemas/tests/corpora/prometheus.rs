//! Prometheus's own test data: what the server refuses is refused at the same field, and nothing else is.

use std::path::Path;

use crate::common::{corpus, files, name};
use config_core::Report;
use config_schemas::native;

const FIELDS: &str = include_str!("data/prometheus-fields.txt");

/// Whether an error is about one of the fields: its path has the field, or its message names it.
fn names(report: &Report, fields: &[&str]) -> bool {
    let word = |text: &str, field: &str| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == field)
    };
    report.errors().any(|finding| {
        fields.iter().any(|field| word(finding.path(), field) || word(finding.message(), field))
    })
}

#[test]
fn configurations_that_the_server_refuses() {
    let Some(folder) = corpus("prometheus-config") else { return };
    let (mut all, mut refused, mut same) = (0, 0, 0);
    for line in FIELDS.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let file = words.next().unwrap();
        let fields: Vec<&str> = words.collect();
        let report = native::check("prometheus", folder.join(file));
        all += 1;
        refused += usize::from(report.has_errors());
        if report.has_errors() && names(&report, &fields) {
            same += 1;
        } else {
            println!("{file}: expected {fields:?}, found\n{report}");
        }
        let placed = |finding: &config_core::Finding| matches!(finding.origins().first(), Some(config_core::Origin::File { line, .. }) if *line > 0);
        assert!(report.errors().all(placed), "{file}: an error has no place\n{report}");
    }
    println!("prometheus: {refused} of {all} bad files refused, {same} at the field that the server names");
    assert_eq!(all, 136);
    assert!(same * 100 >= all * 95);
}

#[test]
fn every_file_that_is_called_bad_is_refused() {
    let Some(folder) = corpus("prometheus-config") else { return };
    let bad: Vec<_> = files(&folder).into_iter().filter(|path| name(path).contains(".bad.")).collect();
    for path in &bad {
        assert!(native::check("prometheus", path).has_errors(), "{} is accepted", path.display());
    }
    println!("prometheus: {} files called bad are refused", bad.len());
}

/// The good files of a folder are accepted without a word and are the same after they were written.
fn good(kind: &str, folder: &Path, fits: impl Fn(&str) -> bool) -> usize {
    let mut count = 0;
    for path in files(folder).into_iter().filter(|path| fits(name(path))) {
        let report = native::check(kind, &path);
        assert!(!report.has_errors(), "{} is refused:\n{report}", path.display());
        if let Err(report) = native::rewrite(kind, &path) {
            panic!("{} does not come back:\n{report}", path.display());
        }
        count += 1;
    }
    count
}

#[test]
fn configurations_that_the_server_accepts() {
    let Some(folder) = corpus("prometheus-config") else { return };
    let fits = |name: &str| {
        name.ends_with(".good.yml") || name.starts_with("scrape_config_") && name.ends_with("_mode.yml")
    };
    let count = good("prometheus", &folder, fits)
        + good("prometheus", &folder.join("scrape_configs"), |name| name.ends_with(".good.yml"));
    println!("prometheus: {count} good files accepted, {count} the same after being written");
    assert!(count >= 54);
}

#[test]
fn rules() {
    let Some(folder) = corpus("prometheus-rules") else { return };
    let (mut bad, mut refused) = (0, 0);
    for path in files(&folder).into_iter().filter(|path| name(path).contains(".bad.")) {
        bad += 1;
        let report = native::check("prometheus-rules", &path);
        refused += usize::from(report.has_errors());
        if !report.has_errors() {
            // Its text is that of a good file; the two differ in a flag of the server.
            assert_eq!(name(&path), "legacy_validation_annotation.bad.yaml");
            assert_eq!(report.warnings().count(), 1);
        }
    }
    let good = good("prometheus-rules", &folder, |name| !name.contains(".bad."));
    println!(
        "prometheus-rules: {refused} of {bad} bad files refused, {good} good files accepted and the same after being written"
    );
    assert_eq!((refused, bad, good), (10, 11, 5));
}
