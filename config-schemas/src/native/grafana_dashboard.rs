//! Dashboards of Grafana: numbers, names, variables and expressions.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, WriteValue};
use config_format::Kind;

use super::text::pretty_json;
use super::{Native, NativeFile, Reading, nearest};
use crate::monitoring::grafana::{Dashboard, Panel, Target};
use crate::value::PromQl;

impl Native for Dashboard {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Json)?;
        if let Some(finding) = other_form(&document) {
            return Err(finding.into());
        }
        let loaded: Loaded<Self> = document.read()?;
        let mut look = Look { loaded: &loaded, ids: BTreeMap::new(), findings: Vec::new() };
        for (index, panel) in loaded.value.panels.iter().enumerate() {
            look.panel(panel, &format!("panels[{index}]"));
        }
        look.variables();
        let findings = look.findings;
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        pretty_json(&WriteValue::write(self))
    }
}

/// Files that hold a dashboard in another form than Grafana reads from its directories.
fn other_form(document: &Document) -> Option<Finding> {
    let root = document.tree().root();
    if root.get("title").is_some() {
        return None;
    }
    let (node, message, help) = match (root.get("dashboard"), root.get("kind")) {
        (Some(inner), _) if inner.kind() == Kind::Map => (
            inner,
            "this is a request to Grafana, and the dashboard is one part of it",
            "take what is below dashboard as the file, or send it to /api/dashboards/db",
        ),
        (_, Some(kind)) if root.get("spec").is_some() && kind.text() == "Dashboard" => (
            kind,
            "this is a dashboard as a resource, whose form is not known here",
            "export it as classic JSON",
        ),
        _ => return None,
    };
    let finding = Finding::error(Code::UNKNOWN_FORMAT, "", message);
    Some(document.locate(finding, node).with_help(help))
}

struct Look<'l> {
    loaded: &'l Loaded<Dashboard>,
    /// The numbers of panels and where they are given.
    ids: BTreeMap<i64, String>,
    findings: Vec<Finding>,
}

impl Look<'_> {
    fn add(&mut self, finding: Finding, path: &str, help: &str) {
        self.findings.push(self.loaded.locate(finding, path).with_help(help));
    }

    fn panel(&mut self, panel: &Panel, path: &str) {
        if let Some(id) = panel.id {
            let own = format!("{path}.id");
            if let Some(first) = self.ids.insert(id, own.clone()) {
                let finding =
                    Finding::warning(Code::CHECK, own.clone(), format!("two panels have the id {id}"));
                let finding = self.loaded.locate(finding, &own);
                self.findings
                    .push(self.loaded.locate(finding, &first).with_help("give one of them another number"));
            }
        }
        for (index, target) in panel.targets.iter().enumerate() {
            let own = format!("{path}.targets[{index}]");
            if let Some(name) = &target.ref_id
                && panel.targets[..index].iter().any(|other| other.ref_id.as_ref() == Some(name))
            {
                let place = format!("{own}.refId");
                let finding = Finding::error(
                    Code::CHECK,
                    place.clone(),
                    format!("two targets of the panel have the refId {name}"),
                );
                self.add(finding, &place, "give one of them another letter");
            }
            self.expression(target, panel.datasource.as_ref(), &format!("{own}.expr"));
        }
        for (index, inner) in panel.panels.iter().enumerate() {
            self.panel(inner, &format!("{path}.panels[{index}]"));
        }
    }

    /// An expression for Prometheus can be parsed, its variables filled in.
    fn expression(&mut self, target: &Target, datasource: Option<&AnyValue>, path: &str) {
        let Some(expression) = &target.expr else { return };
        if expression.trim().is_empty() || !is_prometheus(target.datasource.as_ref().or(datasource)) {
            return;
        }
        let (with_words, variables) = filled(expression, "x");
        // Outside of quotes and ranges a variable may stand for a name or for a number.
        let parsed = with_words
            .parse::<PromQl>()
            .or_else(|problem| filled(expression, "1").0.parse::<PromQl>().map_err(|_| problem));
        if let Err(problem) = parsed {
            let message = format!("the expression {}", problem.problem());
            // What a variable stands for is not known, so it may be right after all.
            let finding = if variables.is_empty() {
                Finding::error(Code::MALFORMED, path, message)
            } else {
                Finding::warning(Code::MALFORMED, path, message)
            };
            self.add(finding, path, "write a PromQL expression");
        }
        for name in variables {
            self.variable(&name, path);
        }
    }

    fn variable(&mut self, name: &str, path: &str) {
        let names = || self.loaded.value.templating.list.iter().map(|variable| variable.name.as_str());
        if name.starts_with("__")
            || name.bytes().all(|byte| byte.is_ascii_digit())
            || names().any(|known| known == name)
        {
            return;
        }
        let help = match nearest(name, names()) {
            Some(nearest) => format!("did you mean ${nearest}?"),
            None => "define it under templating, or write a value".to_owned(),
        };
        let finding = Finding::warning(Code::CHECK, path, format!("the variable ${name} is not defined"));
        self.add(finding, path, &help);
    }

    fn variables(&mut self) {
        let list = &self.loaded.value.templating.list;
        for (index, variable) in list.iter().enumerate() {
            if list[..index].iter().any(|other| other.name == variable.name) {
                let path = format!("templating.list[{index}].name");
                let finding = Finding::error(
                    Code::CHECK,
                    path.clone(),
                    format!("two variables are called {}", variable.name),
                );
                self.add(finding, &path, "rename one of them");
            }
        }
    }
}

/// Whether a data source is one of Prometheus. Those behind a variable or without a type are not known.
fn is_prometheus(datasource: Option<&AnyValue>) -> bool {
    match datasource.and_then(|source| source.get("type")).and_then(AnyValue::as_str) {
        Some(kind) => kind == "prometheus",
        None => false,
    }
}

/// The expression with something in place of each variable, and the names of the variables.
fn filled(expression: &str, word: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut names = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find('$').into_iter().chain(rest.find("[[")).min() {
        out.push_str(&rest[..start]);
        let after = &rest[start..];
        let (name, length) = if let Some(inner) = after.strip_prefix("${") {
            let end = inner.find('}').unwrap_or(inner.len());
            (inner[..end].split(':').next().unwrap_or_default(), (end + 3).min(after.len()))
        } else if let Some(inner) = after.strip_prefix("[[") {
            let end = inner.find("]]").unwrap_or(inner.len());
            (&inner[..end], (end + 4).min(after.len()))
        } else {
            let name = &after[1..];
            let end = name
                .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .unwrap_or(name.len());
            (&name[..end], end + 1)
        };
        // In front of a range or an offset a duration is meant, inside of quotes any text does.
        let before = out.trim_end();
        let duration = before.ends_with(['[', ':']) || before.ends_with("offset");
        if name.is_empty() {
            out.push_str(if after.starts_with('$') { "$" } else { "" });
        } else {
            out.push_str(if duration { "5m" } else { word });
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        rest = &after[length..];
    }
    out.push_str(rest);
    (out, names)
}
