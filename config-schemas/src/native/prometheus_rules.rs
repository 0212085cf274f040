//! Files of recording and alerting rules.

use config_core::{Code, Document, Finding, Format, Loaded, Report, WriteValue};

use super::text::{binary, yaml};
use super::{Native, NativeFile, Reading, joined};
use crate::monitoring::rules::RuleFile;
use crate::monitoring::template;
use crate::value::{LabelName, MetricName};

impl Native for RuleFile {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let mut findings = binary(&document);
        let loaded: Loaded<Self> = match document.read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        unique_groups(&loaded, &mut findings);
        unusual_names(&loaded, &mut findings);
        templates(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

/// What is wrong with the rules of an object of the Prometheus operator, whose groups have a key more.
pub(super) fn of_operator(spec: Document) -> Vec<Finding> {
    let mut findings = binary(&spec);
    match spec.read::<RuleFile>() {
        Ok(loaded) => {
            findings.extend(loaded.report.findings().iter().cloned());
            unique_groups(&loaded, &mut findings);
            unusual_names(&loaded, &mut findings);
        }
        Err(report) => {
            let is_known = |finding: &&Finding| {
                finding.code() == Code::UNKNOWN_KEY && finding.path().ends_with("].partial_response_strategy")
            };
            findings.extend(report.findings().iter().filter(|finding| !is_known(finding)).cloned());
        }
    }
    findings
}

fn unique_groups(loaded: &Loaded<RuleFile>, findings: &mut Vec<Finding>) {
    let groups = &loaded.value.groups;
    for (index, group) in groups.iter().enumerate() {
        if let Some(first) = groups[..index].iter().position(|other| other.name == group.name) {
            let path = format!("groups[{index}].name");
            let message = format!("the group name {} is repeated in the same file", group.name);
            let finding = loaded.locate(Finding::error(Code::CHECK, path.clone(), message), &path);
            let finding = loaded.locate(finding, &format!("groups[{first}].name"));
            findings.push(finding.with_help("rename one of the groups"));
        }
    }
}

/// Texts of alerts that are no templates; those of recording rules are none anyway.
fn templates(loaded: &Loaded<RuleFile>, findings: &mut Vec<Finding>) {
    for (index, group) in loaded.value.groups.iter().enumerate() {
        for (place, rule) in group.rules.iter().enumerate().filter(|(_, rule)| rule.alert.is_some()) {
            for (section, texts) in [("labels", &rule.labels), ("annotations", &rule.annotations)] {
                for (name, text) in texts {
                    let Err(problem) = template::rule(text) else { continue };
                    let path = joined(&format!("groups[{index}].rules[{place}].{section}"), name);
                    let message = format!("the template of {name} cannot be read: {problem}");
                    let finding = Finding::error(Code::MALFORMED, &path, message);
                    findings.push(loaded.locate(finding, &path).with_help("write it as a template of Go"));
                }
            }
        }
    }
}

/// Names that only servers since 3.0 take, and those only with the scheme `utf8`.
fn unusual_names(loaded: &Loaded<RuleFile>, findings: &mut Vec<Finding>) {
    for (index, group) in loaded.value.groups.iter().enumerate() {
        for (place, rule) in group.rules.iter().enumerate() {
            let path = format!("groups[{index}].rules[{place}]");
            let record = rule.record.iter().filter(|name| !MetricName::is_valid(name));
            let labels = rule.labels.keys().filter(|name| !LabelName::is_valid(name));
            let annotations = rule.annotations.keys().filter(|name| !LabelName::is_valid(name));
            let all = record
                .map(|name| ("record".to_owned(), name))
                .chain(labels.map(|name| (format!("labels.{name}"), name)))
                .chain(annotations.map(|name| (format!("annotations.{name}"), name)));
            for (key, name) in all {
                let path = format!("{path}.{key}");
                let message = format!("{name} is valid only where metric_name_validation_scheme is utf8");
                let finding = loaded.locate(Finding::warning(Code::CHECK, path.clone(), message), &path);
                findings.push(
                    finding.with_help("use letters, digits and underscores to be understood everywhere"),
                );
            }
        }
    }
}
