//! The configuration of an OpenTelemetry collector: references between components, and those of the core one by one.

use config_core::{Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::{Builder, Kind, Node};

use super::otel_collector_keys::keys;
use super::text::{copy, yaml};
use super::{Native, NativeFile, Reading, Whole, nearest};
use crate::monitoring::collector::{
    Batch, Collector, ComponentId, Components, DebugExporter, Exporter, HttpExporter, MemoryLimiter,
    OtlpReceiver, Pipeline,
};

impl Native for Collector {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let mut findings = Self::written(&document);
        let loaded: Loaded<Self> = match document.read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        findings.extend(Self::whole(&loaded));
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

impl Whole for Collector {
    fn written(document: &Document) -> Vec<Finding> {
        let mut findings = Vec::new();
        components(document, &mut findings);
        keys(document, &mut findings);
        telemetry(document, &mut findings);
        findings
    }

    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        sections(loaded, &mut findings);
        for (id, pipeline) in &loaded.value.service.pipelines {
            pipeline_rules(loaded, id, pipeline, &mut findings);
        }
        unused(loaded, &mut findings);
        findings
    }
}

/// Reads each component whose type is one of the core's.
fn components(document: &Document, findings: &mut Vec<Finding>) {
    let root = document.tree().root();
    let all = |section: &str| {
        root.get(section).into_iter().flat_map(|section| section.entries()).collect::<Vec<_>>()
    };
    for (key, value) in all("processors") {
        let path = format!("processors.{}", key.text());
        match key.text().split('/').next() {
            Some("memory_limiter") => component::<MemoryLimiter>(document, key, value, &path, findings),
            Some("batch") => component::<Batch>(document, key, value, &path, findings),
            _ => {}
        }
    }
    for (key, value) in all("receivers") {
        let path = format!("receivers.{}", key.text());
        if key.text().split('/').next() == Some("otlp") {
            component::<OtlpReceiver>(document, key, value, &path, findings);
            // A protocol without settings (`grpc:`) is there, too, so keys are counted, not values.
            let protocols = value.get("protocols");
            let unknown = is_reference(value) || protocols.is_some_and(is_reference);
            if !unknown && protocols.into_iter().flat_map(|protocols| protocols.entries()).count() == 0 {
                let message = "the otlp receiver needs at least one protocol";
                let finding = Finding::error(Code::MISSING_KEY, format!("{path}.protocols"), message);
                findings.push(document.locate(finding, key).with_help("add grpc or http below protocols"));
            }
        }
    }
    for (key, value) in all("exporters") {
        let path = format!("exporters.{}", key.text());
        match key.text().split('/').next() {
            Some("otlp" | "otlp_grpc") => component::<Exporter>(document, key, value, &path, findings),
            Some("otlphttp" | "otlp_http") => {
                component::<HttpExporter>(document, key, value, &path, findings)
            }
            Some("debug") => component::<DebugExporter>(document, key, value, &path, findings),
            _ => {}
        }
    }
}

/// What the collector tells about itself: its sections, and the words for how much.
fn telemetry(document: &Document, findings: &mut Vec<Finding>) {
    const LOGS: &[&str] = &["debug", "info", "warn", "error", "dpanic", "panic", "fatal", ""];
    const METRICS: &[&str] = &["none", "basic", "normal", "detailed"];
    let service = document.tree().root().get("service");
    let Some(telemetry) = service.and_then(|service| service.get("telemetry")) else { return };
    for (key, _) in telemetry.entries() {
        if !matches!(key.text(), "logs" | "metrics" | "traces" | "resource") {
            let path = format!("service.telemetry.{}", key.text());
            let finding = Finding::error(Code::UNKNOWN_KEY, &path, format!("unknown key {path}"));
            findings.push(
                document.locate(finding, key).with_help("there are logs, metrics, traces and resource"),
            );
        }
    }
    for (section, words) in [("logs", LOGS), ("metrics", METRICS)] {
        let level = telemetry.get(section).and_then(|section| section.get("level"));
        let Some(level) = level.filter(|level| level.kind().is_scalar() && !is_reference(*level)) else {
            continue;
        };
        // `level: none` is text to the collector, not nothing.
        if level.kind() != Kind::Null && !words.iter().any(|word| level.text().eq_ignore_ascii_case(word)) {
            let path = format!("service.telemetry.{section}.level");
            let finding =
                Finding::error(Code::custom("OTEL-055"), path, format!("{} is no level", level.text()));
            let known: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
            findings.push(
                document.locate(finding, level).with_help(format!("write one of {}", known.join(", "))),
            );
        }
    }
}

/// Whether a value holds a variable, of which nothing is known.
fn is_reference(value: Node<'_>) -> bool {
    value.kind().is_scalar() && value.text().contains("${")
}

fn component<T: ServiceConfig>(
    document: &Document,
    key: Node<'_>,
    value: Node<'_>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    if is_reference(value) {
        return;
    }
    let mut builder = Builder::new();
    match value.kind() {
        Kind::Map => copy(&mut builder, value, &|value| !is_reference(value)),
        _ => {
            builder.open(Kind::Map, key.span());
            builder.close(key.span().end);
        }
    }
    let tree = builder.finish(document.tree().format(), document.tree().source().to_owned());
    let (Ok(report) | Err(report)) =
        Document::new(document.path(), tree).read::<T>().map(|loaded| loaded.report);
    let (mut open, mut own) = (Vec::new(), Vec::new());
    unknown_sections(value, "", &mut open);
    for finding in report.findings() {
        // Where a variable stands in a section, what seems to be missing there may be given, and what must go together may do so.
        let section = finding.path().rsplit_once('.').map_or("", |(section, _)| section);
        let depends = !SINGLE.contains(&finding.code());
        if !(depends && open.iter().any(|open| open == section)) {
            own.push(finding.clone().below(path));
        }
    }
    findings.append(&mut own);
}

/// What is wrong with a value whatever stands beside it.
const SINGLE: [Code; 6] =
    [Code::UNKNOWN_KEY, Code::WRONG_TYPE, Code::MALFORMED, Code::RANGE, Code::PATTERN, Code::FUNCTION];

/// Paths of sections in which a variable stands.
fn unknown_sections(node: Node<'_>, path: &str, open: &mut Vec<String>) {
    for (key, value) in node.entries() {
        if is_reference(value) {
            open.push(path.to_owned());
        } else if value.kind() == Kind::Map {
            let inner =
                if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
            unknown_sections(value, &inner, open);
        }
    }
}

fn refuse(loaded: &Loaded<Collector>, path: &str, message: String, help: String) -> Finding {
    loaded.locate(Finding::error(Code::custom("OTEL-054"), path, message), path).with_help(help)
}

fn sections(loaded: &Loaded<Collector>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    for (name, components) in [("receivers", &value.receivers), ("exporters", &value.exporters)] {
        if components.is_empty() {
            findings.push(refuse(
                loaded,
                name,
                format!("there are no {name}"),
                format!("define at least one of {name}"),
            ));
        }
    }
    for id in value.connectors.keys() {
        for (name, components) in [("receiver", &value.receivers), ("exporter", &value.exporters)] {
            if components.contains_key(id) {
                let message = format!("the connector {id} has the name of {name} {id}");
                findings.push(refuse(
                    loaded,
                    &format!("connectors.{id}"),
                    message,
                    "give the connector a name of its own".to_owned(),
                ));
            }
        }
    }
    for (index, id) in value.service.extensions.iter().enumerate() {
        if !id.is_reference() && !value.extensions.contains_key(id) {
            let path = format!("service.extensions[{index}]");
            findings.push(undefined(loaded, &path, "extension", id, &[&value.extensions]));
        }
    }
}

fn undefined(
    loaded: &Loaded<Collector>,
    path: &str,
    what: &str,
    id: &ComponentId,
    defined: &[&Components],
) -> Finding {
    let names = defined.iter().flat_map(|components| components.keys()).map(ComponentId::as_str);
    let help = match nearest(id.as_str(), names) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => format!("define it under {what}s, or remove it here"),
    };
    refuse(loaded, path, format!("the {what} {id} is not defined"), help)
}

fn pipeline_rules(
    loaded: &Loaded<Collector>,
    id: &ComponentId,
    pipeline: &Pipeline,
    findings: &mut Vec<Finding>,
) {
    let value = &loaded.value;
    let path = format!("service.pipelines.{id}");
    if !matches!(id.kind(), "traces" | "metrics" | "logs" | "profiles") {
        let message = format!("{} is no signal", id.kind());
        findings.push(refuse(
            loaded,
            &path,
            message,
            "name the pipeline traces, metrics, logs or profiles, with /name behind".to_owned(),
        ));
    }
    let parts: [(&str, &str, &[ComponentId], &[&Components]); 3] = [
        ("receivers", "receiver", &pipeline.receivers, &[&value.receivers, &value.connectors]),
        ("processors", "processor", &pipeline.processors, &[&value.processors]),
        ("exporters", "exporter", &pipeline.exporters, &[&value.exporters, &value.connectors]),
    ];
    for (section, what, ids, defined) in parts {
        for (index, id) in ids.iter().enumerate() {
            let path = format!("{path}.{section}[{index}]");
            if !id.is_reference() && !defined.iter().any(|components| components.contains_key(id)) {
                findings.push(undefined(loaded, &path, what, id, defined));
            }
            // The same receiver or exporter twice counts once.
            if what == "processor" && ids[..index].contains(id) {
                let message = format!("the pipeline has the {what} {id} twice");
                findings.push(refuse(loaded, &path, message, "remove one of them".to_owned()));
            }
        }
    }
    let limiter = pipeline.processors.iter().position(|id| id.kind() == "memory_limiter");
    if let Some(index) = limiter.filter(|index| *index > 0) {
        let path = format!("{path}.processors[{index}]");
        let finding = Finding::warning(
            Code::custom("OTEL-054"),
            path.clone(),
            "memory_limiter is not the first processor",
        );
        findings.push(
            loaded
                .locate(finding, &path)
                .with_help("put it first, so that it refuses what others would keep"),
        );
    }
}

/// Components that no pipeline uses, and connectors with one end.
fn unused(loaded: &Loaded<Collector>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let pipelines = || value.service.pipelines.values();
    let received = |id: &ComponentId| pipelines().any(|pipeline| pipeline.receivers.contains(id));
    let exported = |id: &ComponentId| pipelines().any(|pipeline| pipeline.exporters.contains(id));
    let processed = |id: &ComponentId| pipelines().any(|pipeline| pipeline.processors.contains(id));
    let extended = |id: &ComponentId| value.service.extensions.contains(id);
    type Used<'u> = &'u dyn Fn(&ComponentId) -> bool;
    let sections: [(&str, &Components, Used<'_>); 4] = [
        ("receivers", &value.receivers, &received),
        ("processors", &value.processors, &processed),
        ("exporters", &value.exporters, &exported),
        ("extensions", &value.extensions, &extended),
    ];
    for (section, components, used) in sections {
        for id in components.keys().filter(|id| !id.is_reference() && !used(id)) {
            let path = format!("{section}.{id}");
            let finding = Finding::warning(
                Code::custom("OTEL-054"),
                path.clone(),
                format!("{id} is defined but not used"),
            );
            findings.push(loaded.locate(finding, &path).with_help("use it in a pipeline, or remove it"));
        }
    }
    for id in value.connectors.keys() {
        let missing = match (exported(id), received(id)) {
            (true, false) => "receiver",
            (false, true) => "exporter",
            _ => continue,
        };
        let message = format!("the connector {id} is not used as {missing} of any pipeline");
        let help = "a connector ends one pipeline and begins another".to_owned();
        findings.push(refuse(loaded, &format!("connectors.{id}"), message, help));
    }
}
