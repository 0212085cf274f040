//! `prometheus.yml`: what the types do not say, and what needs the whole file.

use std::path::{Path, PathBuf};

use config_core::{Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::{Kind, Node};

use super::text::{binary, yaml};
use super::{Native, NativeFile, Reading, Whole};
use crate::monitoring::prometheus::{
    EscapingScheme, Prometheus, ScrapeConfig, ScrapeConfigFile, ValidationScheme,
};
use crate::value::LabelName;

impl Native for Prometheus {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let mut findings = binary(&document);
        findings.extend(Self::written(&document));
        let loaded: Loaded<Self> = match document.read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        let included = included(&loaded, file.path(), &mut findings);
        findings.extend(Self::whole(&loaded));
        if !loaded.value.scrape_config_files.is_empty() {
            unique_jobs(&loaded, &included, &mut findings);
        }
        for other in &included {
            for (index, job) in other.value.scrape_configs.iter().enumerate() {
                job_rules(&loaded, job, &format!("scrape_configs[{index}]"), other, &mut findings);
            }
        }
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

impl Whole for Prometheus {
    fn written(document: &Document) -> Vec<Finding> {
        let mut findings = Vec::new();
        empty_actions(document, document.tree().root(), "", &mut findings);
        urls::<Self>(document, &mut findings);
        findings
    }

    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if loaded.value.scrape_config_files.is_empty() {
            unique_jobs(loaded, &[], &mut findings);
        }
        for (index, job) in loaded.value.scrape_configs.iter().enumerate() {
            job_rules(loaded, job, &format!("scrape_configs[{index}]"), loaded, &mut findings);
        }
        remote_names(loaded, &mut findings);
        legacy_names(loaded, &mut findings);
        findings
    }
}

/// An action that is null: the server does not take the default then.
fn empty_actions(document: &Document, node: Node<'_>, path: &str, findings: &mut Vec<Finding>) {
    for (index, item) in node.items().enumerate() {
        empty_actions(document, item, &format!("{path}[{index}]"), findings);
    }
    for (key, value) in node.entries() {
        let inner = if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
        if key.text() == "action" && value.kind() == Kind::Null && path.contains("relabel_configs[") {
            findings.push(
                document
                    .locate(
                        Finding::error(
                            Code::MISSING_KEY,
                            inner.clone(),
                            "the action of relabeling cannot be empty",
                        ),
                        key,
                    )
                    .with_help("give an action, or remove the key to replace"),
            );
        }
        empty_actions(document, value, &inner, findings);
    }
}

/// Targets that are URLs. With relabeling the server takes them, for that is how probers are told what to ask.
fn urls<T: ServiceConfig>(document: &Document, findings: &mut Vec<Finding>) {
    let root = document.tree().root();
    let managers = root.get("alerting").and_then(|alerting| alerting.get("alertmanagers"));
    for (section, list) in
        [("scrape_configs", root.get("scrape_configs")), ("alerting.alertmanagers", managers)]
    {
        for (index, job) in list.iter().flat_map(|list| list.items()).enumerate() {
            if job.get("relabel_configs").is_some_and(|relabeling| relabeling.items().next().is_some()) {
                continue;
            }
            for (group, targets) in job.get("static_configs").iter().flat_map(|list| list.items()).enumerate()
            {
                let targets = targets.get("targets");
                for (place, target) in targets.iter().flat_map(|list| list.items()).enumerate() {
                    if !target.text().contains('/') {
                        continue;
                    }
                    let path = format!("{section}[{index}].static_configs[{group}].targets[{place}]");
                    // The line shows the target, with the password that a URL may have masked.
                    let message = "the target is not a valid hostname";
                    let finding = Finding::error(Code::MALFORMED, path, message);
                    findings.push(document.locate_as::<T>(finding, target).with_help(
                        "give host:port; scheme and path have keys of their own, scheme and metrics_path",
                    ));
                }
            }
        }
    }
}

/// The files that `scrape_config_files` names, as far as they exist here.
fn included(
    loaded: &Loaded<Prometheus>,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Vec<Loaded<ScrapeConfigFile>> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut all = Vec::new();
    for pattern in &loaded.value.scrape_config_files {
        for path in matching(&directory.join(pattern)) {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let document = NativeFile::new(&path, &bytes).document(Format::Yaml);
            let read = document.and_then(|document| {
                urls::<ScrapeConfigFile>(&document, findings);
                document.read::<ScrapeConfigFile>()
            });
            match read {
                Ok(file) => all.push(file),
                Err(report) => findings.extend(report.findings().iter().cloned()),
            }
        }
    }
    all
}

/// The files that a pattern with at most one `*`, in its last part, names.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let name = pattern.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some((start, end)) = name.split_once('*') else {
        return if pattern.is_file() { vec![pattern.to_owned()] } else { Vec::new() };
    };
    let Some(entries) = pattern.parent().and_then(|directory| std::fs::read_dir(directory).ok()) else {
        return Vec::new();
    };
    let fits =
        |name: &str| name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end);
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.file_name().and_then(|name| name.to_str()).is_some_and(fits))
        .collect();
    files.sort();
    files
}

fn unique_jobs(
    loaded: &Loaded<Prometheus>,
    included: &[Loaded<ScrapeConfigFile>],
    findings: &mut Vec<Finding>,
) {
    type Locate<'l> = Box<dyn Fn(Finding, &str) -> Finding + 'l>;
    let own = loaded.value.scrape_configs.iter().enumerate().map(|(index, job)| {
        let locate: Locate<'_> = Box::new(|finding, path| loaded.locate(finding, path));
        (job, index, locate)
    });
    let others = included.iter().flat_map(|file| {
        file.value.scrape_configs.iter().enumerate().map(move |(index, job)| {
            let locate: Locate<'_> = Box::new(move |finding, path| file.locate(finding, path));
            (job, index, locate)
        })
    });
    let mut seen: Vec<(&str, String, Locate<'_>)> = Vec::new();
    for (job, index, locate) in own.chain(others) {
        let path = format!("scrape_configs[{index}].job_name");
        if let Some((name, first, locate_first)) = seen.iter().find(|(name, ..)| *name == job.job_name) {
            let message = format!("two jobs have the job_name {name}");
            let finding = locate(Finding::error(Code::CHECK, path.clone(), message), &path);
            findings.push(locate_first(finding, first).with_help("rename one of them"));
        }
        seen.push((&job.job_name, path, locate));
    }
}

/// What a job and its inherited settings must keep.
fn job_rules<T>(
    loaded: &Loaded<Prometheus>,
    job: &ScrapeConfig,
    path: &str,
    file: &Loaded<T>,
    findings: &mut Vec<Finding>,
) {
    let global = &loaded.value.global;
    if let (Some(timeout), None) = (job.scrape_timeout, job.scrape_interval)
        && timeout > global.scrape_interval
    {
        let own = format!("{path}.scrape_timeout");
        let message = format!(
            "scrape_timeout must not exceed scrape_interval, which is {} for all jobs",
            global.scrape_interval
        );
        let finding = file.locate(Finding::error(Code::CHECK, own.clone(), message), &own);
        let finding = loaded.locate(finding, "global.scrape_interval");
        findings.push(finding.with_help(format!("lower it to {}", global.scrape_interval)));
    }
    let scheme = job.metric_name_validation_scheme.or(global.metric_name_validation_scheme);
    let escaping = job.metric_name_escaping_scheme.or(global.metric_name_escaping_scheme);
    if scheme == Some(ValidationScheme::Legacy) && escaping == Some(EscapingScheme::AllowUtf8) {
        let (own, finding) = (
            format!("{path}.metric_name_escaping_scheme"),
            "metric_name_escaping_scheme is allow-utf-8, but metric_name_validation_scheme is legacy, not utf8",
        );
        let finding = Finding::error(Code::CHECK, own.clone(), finding);
        let finding = match job.metric_name_escaping_scheme {
            Some(_) => file.locate(finding, &own),
            None => loaded.locate(finding, "global.metric_name_escaping_scheme"),
        };
        findings.push(finding.with_help("set both to the same, or remove both"));
    }
}

fn remote_names(loaded: &Loaded<Prometheus>, findings: &mut Vec<Finding>) {
    let write = loaded.value.remote_write.iter().map(|remote| remote.name.as_deref()).collect::<Vec<_>>();
    let read = loaded.value.remote_read.iter().map(|remote| remote.name.as_deref()).collect::<Vec<_>>();
    for (section, names) in [("remote_write", write), ("remote_read", read)] {
        for (index, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            if let Some(first) = names[..index].iter().position(|other| other == &Some(*name)) {
                let path = format!("{section}[{index}].name");
                let message = format!("two sections of {section} have the name {name}");
                let finding = loaded.locate(Finding::error(Code::CHECK, path.clone(), message), &path);
                let finding = loaded.locate(finding, &format!("{section}[{first}].name"));
                findings.push(finding.with_help("rename one of them"));
            }
        }
    }
}

/// What the old scheme of names refuses.
fn legacy_names(loaded: &Loaded<Prometheus>, findings: &mut Vec<Finding>) {
    let global = &loaded.value.global;
    let legacy = |own: Option<ValidationScheme>| {
        own.or(global.metric_name_validation_scheme) == Some(ValidationScheme::Legacy)
    };
    let mut refuse = |path: String, message: String, help: &str| {
        let finding = loaded.locate(Finding::error(Code::CHECK, path.clone(), message), &path);
        findings.push(finding.with_help(help));
    };
    const NAMES: &str = "use letters, digits and underscores, or set metric_name_validation_scheme to utf8";
    if global.external_labels.keys().any(String::is_empty) {
        refuse(
            "global.external_labels".to_owned(),
            "a label name is empty".to_owned(),
            "give the label a name",
        );
    }
    if legacy(None) {
        for name in global.external_labels.keys().filter(|name| !LabelName::is_valid(name)) {
            refuse(
                format!("global.external_labels.{name}"),
                format!("{name} is not a valid label name"),
                NAMES,
            );
        }
        if loaded.value.otlp.translation_strategy.needs_utf8() {
            refuse(
                "otlp.translation_strategy".to_owned(),
                "this translation_strategy needs metric_name_validation_scheme utf8, but it is legacy"
                    .to_owned(),
                "escape names, or set metric_name_validation_scheme to utf8",
            );
        }
    }
    for (index, job) in loaded.value.scrape_configs.iter().enumerate() {
        if !legacy(job.metric_name_validation_scheme) {
            continue;
        }
        for (group, targets) in job.discovery.static_configs.iter().enumerate() {
            for name in targets.labels.keys().filter(|name| !LabelName::is_valid(name)) {
                refuse(
                    format!("scrape_configs[{index}].static_configs[{group}].labels.{name}"),
                    format!("{name} is not a valid label name"),
                    NAMES,
                );
            }
        }
    }
}
