//! `nats.conf`.
//!
//! The stages, each in a file: the grammar ([`syntax`], [`scalar`], [`include`]) over a file with all that it includes ([`sources`]);
//! the names and forms of the schema ([`shape`], [`forms`], [`resolver`]); the schema itself; rules over several settings
//! ([`rules`]); and the way back ([`write`]). What is included becomes part of the value, and of what is written.

mod forms;
mod include;
mod resolver;
mod rules;
mod scalar;
mod shape;
mod sources;
mod syntax;
mod write;

use config_core::{Code, Document, Finding, Report};

use self::shape::Shaping;
use self::sources::Sources;
use super::text::{Content, Entry, tree};
use super::{Native, NativeFile, Reading};
use crate::infrastructure::nats::Nats;

/// A variable that the file does not define; the server looks in its environment.
pub(crate) const FROM_ENVIRONMENT: Code = Code::custom("NAT0102");

impl Native for Nats {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let mut sources = Sources::new(file.path(), file.text()?);
        let parsed = syntax::parse(&mut sources).map_err(|problem| {
            let code = if problem.missing_file { Code::FILE_MISSING } else { Code::SYNTAX };
            Finding::error(code, "", problem.message)
                .with_origin(sources.place(problem.at))
                .with_help(problem.help)
        })?;
        let mut shaping = Shaping::new(&sources, &parsed.used);
        let schema = <Self as config_core::ServiceConfig>::SCHEMA;
        let entries = shaping.section(schema, parsed.entries, "");
        let mut findings = shaping.findings;
        let unknown = parsed.environment.iter().filter(|(_, span)| !shaping.known.contains(&span.end));
        findings.extend(unknown.map(|(name, span)| {
            Finding::warning(FROM_ENVIRONMENT, "", format!("variable {name} is not set in this file"))
                .with_origin(sources.place(span.start as usize))
                .with_help(format!("set {name} before it is used, or in the environment of the server"))
        }));
        let (value, told) = judged(&sources, entries);
        findings.extend(told.into_iter().map(|finding| sources.led_back(finding)));
        match value {
            Some(value) => Reading::new(value, findings),
            None => Err(Report::new(findings)),
        }
    }

    fn write(&self) -> String {
        write::text(&config_core::WriteValue::write(self))
    }
}

/// Reads the entries and looks at the rules. Where something cannot be read, it is taken out, and the rules are looked at
/// for everything else, so that all mistakes are told at once.
fn judged(sources: &Sources, mut entries: Vec<Entry>) -> (Option<Nats>, Vec<Finding>) {
    let mut findings: Vec<Finding> = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    // A round for what cannot be read, one for the checks of the schema, and some for what those had hidden.
    for _ in 0..5 {
        let report = match Document::new(sources.path(), tree(&entries, sources.text())).read::<Nats>() {
            Ok(loaded) => {
                let told = rules::broken(&loaded, taken.is_empty());
                findings.extend(told.into_iter().filter(|finding| !concerns(finding.path(), &taken)));
                findings.extend(loaded.report.findings().iter().cloned());
                return (taken.is_empty().then_some(loaded.value), findings);
            }
            Err(report) => report,
        };
        for finding in report.errors() {
            if !concerns(finding.path(), &taken) {
                findings.push(finding.clone());
            }
            take_out(&mut entries, finding.path());
        }
        taken.extend(report.errors().map(|finding| finding.path().to_owned()));
    }
    (None, findings)
}

/// Whether a path leads to something that was taken out of it, so that it may be there.
fn concerns(path: &str, taken: &[String]) -> bool {
    taken.iter().any(|taken| taken.starts_with(path))
}

/// Removes what is at a path, or the nearest around it.
fn take_out(entries: &mut Vec<Entry>, path: &str) {
    let segments: Vec<&str> = config_core::path::segments(path).collect();
    take_out_of_map(entries, &segments);
}

fn take_out_of_map(entries: &mut Vec<Entry>, segments: &[&str]) -> bool {
    let Some((first, rest)) = segments.split_first() else { return false };
    let Some(index) = entries.iter().position(|entry| entry.name == *first) else { return false };
    if !take_out_of(&mut entries[index].content, rest) {
        entries.remove(index);
    }
    true
}

/// Whether something inside was removed.
fn take_out_of(content: &mut Content, segments: &[&str]) -> bool {
    match content {
        Content::Map(_, entries) => take_out_of_map(entries, segments),
        Content::List(_, items) => {
            let Some((first, rest)) = segments.split_first() else { return false };
            let Some(index) = first.parse::<usize>().ok().filter(|index| *index < items.len()) else {
                return false;
            };
            // The places of the elements behind it must stay, so the element is emptied if it is a section.
            take_out_of(&mut items[index], rest)
        }
        Content::One(_) => false,
    }
}
