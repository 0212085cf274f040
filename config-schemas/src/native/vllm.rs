//! The `--config` file of `vllm serve`.

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::{Kind, Node};

use super::arguments::{Arguments, Item, json_or_text};
use super::text::{json, yaml};
use super::{Native, NativeFile, Reading, has_field, vllm_lora};
use crate::model::vllm::{Flag, MaxModelLen, Vllm, flag, known_flags, long_name, negated};

/// Arguments that vLLM reads as JSON text; a list of YAML would become several arguments.
const JSON_TEXT: &[&str] = &["allowed_origins", "allowed_methods", "allowed_headers"];

impl Native for Vllm {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let root = document.tree().root();
        if !matches!(root.kind(), Kind::Map | Kind::Null) {
            return document.read::<Self>().and_then(|loaded| Reading::of_loaded(loaded, Vec::new()));
        }
        let mut arguments = Arguments::new(document.tree());
        for (key, value) in root.entries() {
            argument(&document, &mut arguments, key, value);
        }
        let (tree, mut findings) = arguments.into_tree();
        file_name(file, &mut findings);
        let loaded: Loaded<Self> = match Document::new(file.path(), tree).read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        findings.extend(careless(&loaded));
        in_the_clear(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        let AnyValue::Map(entries) = WriteValue::write(self) else { return String::new() };
        let dashed = |(key, value): (String, AnyValue)| {
            let value = match value {
                AnyValue::List(_) if JSON_TEXT.contains(&key.as_str()) => AnyValue::String(json(&value)),
                AnyValue::List(adapters) if key == "lora_modules" => vllm_lora::written(adapters),
                other => other,
            };
            (key.replace('_', "-"), value)
        };
        yaml(&AnyValue::Map(entries.into_iter().map(dashed).collect()))
    }
}

fn argument<'t>(document: &Document, arguments: &mut Arguments<'t>, key: Node<'t>, value: Node<'t>) {
    let name = key.text();
    match flag(name) {
        Some(Flag::Known | Flag::Omni) if long_name(name).is_none() => {}
        Some(Flag::Gone(help)) => arguments.findings.push(gone(document, name, key, help)),
        _ => {
            arguments.findings.push(unknown(document, name, key, name));
            arguments.hide(value.span());
            return;
        }
    }
    let plain = name.replace('-', "_");
    let span = value.span();
    // vLLM turns `x: false` into `--no-x`, so the reverse is the same.
    if let Some(positive) = negated(&plain)
        && value.kind() == Kind::Boolean
    {
        return arguments.insert(document, name, &positive, key, Item::Truth(value.text() != "true", span));
    }
    if JSON_TEXT.contains(&plain.as_str()) && value.kind() == Kind::List {
        arguments.findings.push(
            document
                .locate(
                    Finding::error(
                        Code::WRONG_TYPE,
                        plain.clone(),
                        format!("{name} is a list, but vLLM reads JSON text"),
                    ),
                    value,
                )
                .with_help(format!("write it in quotes, such as {name}: '[\"https://example.org\"]'")),
        );
    }
    if plain == "lora_modules" && value.kind() != Kind::Null {
        let item = vllm_lora::adapters(document, value, &mut arguments.findings);
        return arguments.insert(document, name, name, key, item);
    }
    let item = match value.kind() {
        Kind::String if value.text().starts_with(['{', '[']) => match json_or_text(value.text(), span) {
            Item::Text(..) => Item::Node(value),
            json => json,
        },
        _ => Item::Node(value),
    };
    arguments.insert(document, name, name, key, item);
}

pub(super) fn gone(document: &Document, path: &str, node: Node<'_>, help: &str) -> Finding {
    document
        .locate(Finding::error(Code::UNKNOWN_KEY, path, format!("{path} is gone from vLLM")), node)
        .with_help(help)
}

pub(super) fn unknown(document: &Document, path: &str, node: Node<'_>, name: &str) -> Finding {
    let plain = name.trim_start_matches('-').replace('_', "-");
    let finding = document
        .locate(Finding::error(Code::UNKNOWN_KEY, path, format!("vLLM has no argument {name}")), node);
    if let Some(long) = long_name(&plain) {
        return finding.with_help(format!("write {long}"));
    }
    match super::nearest(&plain, known_flags()) {
        Some(nearest) => finding.with_help(format!("did you mean {nearest}?")),
        None => finding
            .with_help("see vllm serve --help=all; vLLM does not start with arguments it does not know"),
    }
}

/// vLLM refuses other endings.
fn file_name(file: &NativeFile<'_>, findings: &mut Vec<Finding>) {
    let ending = file.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !matches!(ending, "yaml" | "yml") {
        findings.push(
            Finding::error(Code::UNKNOWN_FORMAT, "", "vLLM reads only files that end in .yaml or .yml")
                .with_origin(file.origin(0, 0))
                .with_help("rename the file"),
        );
    }
}

/// What is wrong with a key of arguments that are written by their long names.
pub(super) fn key(document: &Document, key: Node<'_>) -> Option<Finding> {
    let name = key.text();
    let plain = name.replace('-', "_");
    let positive = negated(&plain).map(|positive| positive.replace('-', "_"));
    let field = positive.as_deref().unwrap_or(&plain);
    // A section of a platform is read by the names of its fields; any other would be kept and never looked at.
    if field != name && has_field(Vllm::SCHEMA, field) {
        let help = match positive {
            Some(_) => format!("write {field}: false"),
            None => format!("write {field}"),
        };
        let message = format!("{name} is written {field} here");
        let finding = Finding::error(Code::UNKNOWN_KEY, name, message);
        return Some(document.locate(finding, key).with_help(help));
    }
    match flag(name) {
        Some(Flag::Known | Flag::Omni) if long_name(name).is_none() => None,
        Some(Flag::Gone(help)) => Some(gone(document, name, key, help)),
        _ => Some(unknown(document, name, key, name)),
    }
}

/// What vLLM takes without a word.
pub(super) fn careless(loaded: &Loaded<Vllm>) -> Vec<Finding> {
    let value = &loaded.value;
    let mut findings = Vec::new();
    let mut warn = |path: &str, message: &str, help: &str| {
        let finding = loaded.locate(Finding::warning(Code::custom("VLLM-020"), path, message), path);
        findings.push(finding.with_help(help));
    };
    if value.engine.trust_remote_code && value.engine.revision.is_none() {
        warn(
            "trust_remote_code",
            "code of the model is run as it is at the time of the start, because no revision is pinned",
            "set revision to a commit",
        );
    }
    if value.engine.allowed_local_media_path.as_deref() == Some("/") {
        warn(
            "allowed_local_media_path",
            "whoever may send requests may read every file of the machine",
            "name the folder with the media",
        );
    }
    ports(loaded, &mut findings);
    batch(loaded, &mut findings);
    findings
}

/// The ports that parts of a server open among themselves, by their arguments.
pub(crate) fn inner_ports(value: &Vllm) -> Vec<(&'static str, u16)> {
    let (parallel, connect) = (&value.parallel, &value.connect);
    let mut all = Vec::new();
    if parallel.data_parallel_size > 1 {
        all.push(("data_parallel_rpc_port", parallel.data_parallel_rpc_port));
    }
    if parallel.nnodes > 1 {
        all.push(("master_port", parallel.master_port));
    }
    if let Some(transfer) = connect.kv_transfer_config.as_ref().filter(|config| config.kv_connector.is_some())
    {
        all.push(("kv_transfer_config.kv_port", transfer.kv_port));
    }
    if let Some(events) = connect.kv_events_config.as_ref().filter(|config| config.enable_kv_cache_events)
        && let Some(port) = events.endpoint.rsplit_once(':').and_then(|(_, port)| port.parse().ok())
    {
        all.push(("kv_events_config.endpoint", port));
    }
    all
}

/// Two parts of one server cannot open the same port.
fn ports(loaded: &Loaded<Vllm>, findings: &mut Vec<Finding>) {
    let server = &loaded.value.server;
    let mut seen: Vec<(&str, u16)> = Vec::new();
    if server.uds.is_none() {
        seen.push(("port", server.port));
    }
    seen.extend(server.grpc_port.map(|port| ("grpc_port", port)));
    for (path, port) in inner_ports(&loaded.value) {
        if let Some((other, _)) = seen.iter().find(|(_, known)| *known == port) {
            let message = format!("{path} and {other} are both {port}");
            let finding = loaded.locate(Finding::error(Code::custom("VLLM-021"), path, message), path);
            findings.push(loaded.locate(finding, other).with_help("give each a port of its own"));
        }
        seen.push((path, port));
    }
}

/// A step that can hold more than all requests have is never full.
fn batch(loaded: &Loaded<Vllm>, findings: &mut Vec<Finding>) {
    let scheduler = &loaded.value.scheduler;
    let length = loaded.value.engine.max_model_len.and_then(MaxModelLen::tokens);
    if let (Some(batch), Some(requests), Some(length)) =
        (scheduler.max_num_batched_tokens, scheduler.max_num_seqs, length)
        && batch.get() > u64::from(requests).saturating_mul(length)
    {
        let path = "max_num_batched_tokens";
        let message = format!(
            "max_num_batched_tokens is {}, more than all of max_num_seqs times max_model_len tokens",
            batch.get()
        );
        let finding = loaded.locate(Finding::warning(Code::custom("VLLM-006"), path, message), path);
        let finding = loaded.locate(finding, "max_num_seqs");
        findings.push(finding.with_help("lower it, or raise max_num_seqs"));
    }
}

/// Keys that everybody on the way can read. In a platform the network is known, and this is left to its rules.
fn in_the_clear(loaded: &Loaded<Vllm>, findings: &mut Vec<Finding>) {
    let server = &loaded.value.server;
    let open = server.host.is_none() && server.uds.is_none() && server.ssl_certfile.is_none();
    if open && !server.api_key.is_empty() {
        let finding = Finding::warning(
            Code::custom("VLLM-020"),
            "api_key",
            "keys travel in the clear: the server listens everywhere without TLS",
        );
        let finding = loaded.locate(finding, "api_key");
        findings.push(finding.with_help("set ssl_certfile and ssl_keyfile, or host to 127.0.0.1"));
    }
}
