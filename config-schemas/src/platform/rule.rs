//! A rule between services.

use config_core::{Code, Environment, Finding, Report, Severity};

use super::load::{Entry, Platform};

/// A file of the environment whose values have places.
pub(super) trait Located {
    /// What paths begin with.
    fn label(&self) -> &str;

    /// Adds the place of the value at a path to a finding.
    fn locate(&self, finding: Finding, path: &str) -> Finding;
}

impl<T: Located + ?Sized> Located for &T {
    fn label(&self) -> &str {
        (**self).label()
    }

    fn locate(&self, finding: Finding, path: &str) -> Finding {
        (**self).locate(finding, path)
    }
}

impl Located for Entry {
    fn label(&self) -> &str {
        self.name()
    }

    fn locate(&self, finding: Finding, path: &str) -> Finding {
        self.configuration.locate(finding, path)
    }
}

/// A rule between services.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Stable identifier, which is the code of its findings.
    pub id: &'static str,
    /// What it says, in one sentence.
    pub title: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How bad it is in development, where that differs.
    pub in_development: Option<Severity>,
    pub(super) check: fn(&Platform, &mut Findings<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Rule {
    pub(super) const fn new(
        id: &'static str,
        severity: Severity,
        title: &'static str,
        source: &'static str,
        check: fn(&Platform, &mut Findings<'_>),
    ) -> Self {
        Self { id, title, source, severity, in_development: None, check }
    }

    /// Milder in development.
    pub(super) const fn milder_in_development(mut self, severity: Severity) -> Self {
        self.in_development = Some(severity);
        self
    }

    /// How bad it is in an environment.
    #[must_use]
    pub fn severity_in(&self, environment: &Environment) -> Severity {
        match (environment, self.in_development) {
            (Environment::Development, Some(severity)) => severity,
            _ => self.severity,
        }
    }
}

/// Takes what rules find.
#[derive(Debug)]
pub struct Findings<'p> {
    platform: &'p Platform,
    rule: Option<&'static Rule>,
    all: Vec<Finding>,
}

impl<'p> Findings<'p> {
    pub(super) fn new(platform: &'p Platform, all: Vec<Finding>) -> Self {
        Self { platform, rule: None, all }
    }

    pub(super) fn hold(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
        (rule.check)(self.platform, self);
    }

    pub(super) fn into_report(self) -> Report {
        Report::new(self.all)
    }

    /// A finding of the rule at a value of a file; further places are added to what it gives.
    pub(super) fn add(
        &mut self,
        file: &dyn Located,
        path: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Place<'_, 'p> {
        let (id, severity) = match self.rule {
            Some(rule) => (rule.id, rule.severity_in(&self.platform.environment().clone())),
            None => ("NET-000", Severity::Error),
        };
        let full = format!("{}.{path}", file.label());
        let finding = Finding::new(Code::custom(id), severity, full, message).with_help(help);
        self.all.push(file.locate(finding, path));
        Place { findings: self }
    }
}

/// The last finding, to which further places are added.
pub(super) struct Place<'f, 'p> {
    findings: &'f mut Findings<'p>,
}

impl Place<'_, '_> {
    /// The other side of what was found.
    pub(super) fn and(self, file: &dyn Located, path: &str) -> Self {
        if let Some(finding) = self.findings.all.pop() {
            self.findings.all.push(file.locate(finding, path));
        }
        self
    }

    /// A place in `platform.yaml`.
    pub(super) fn and_setting(self, path: &str) -> Self {
        if let Some(finding) = self.findings.all.pop() {
            let finding = self.findings.platform.locate_setting(finding, path);
            self.findings.all.push(finding);
        }
        self
    }
}
