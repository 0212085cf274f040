//! `nats.conf`.

mod syntax;

use config_core::{AnyValue, Code, Document, Finding, Report};
use config_format::Kind;

use super::text::{Content, Entry, Piece, tree};
use super::{Native, NativeFile, Reading};
use crate::infrastructure::nats::Nats;

/// A variable that the file does not define; the server looks in its environment.
pub(crate) const FROM_ENVIRONMENT: Code = Code::custom("NAT0102");

/// Settings that the server knows and the schema keeps as they are.
const KNOWN: &[&str] = &[
    "allow_delegate",
    "connect_error_reports",
    "connect_retries",
    "default_js_domain",
    "default_permissions",
    "default_sentinel",
    "disable_sublist_cache",
    "dynamic",
    "http_monitor",
    "jetstream_account",
    "js_account",
    "log_max_num",
    "logfile_max_num",
    "logtime_utc",
    "max_closed_clients",
    "max_control_line",
    "max_outbound",
    "max_traced_msg_len",
    "metadata",
    "msg_trace",
    "no_fast_producer_stall",
    "no_header_support",
    "no_sublist_cache",
    "no_system_account",
    "no_system",
    "ocsp",
    "ocsp_cache",
    "ports_file_dir",
    "prof_block_rate",
    "prof_port",
    "profiling",
    "proxies",
    "proxy_protocol",
    "reconnect_error_reports",
    "remote_syslog",
    "server_metadata",
    "server_tags",
    "store_dir",
    "storedir",
    "strict",
    "sublist_cache",
    "syslog",
    "trace_verbose",
    "tls_timeout",
    "trusted",
    "trusted_keys",
    "write_timeout",
    "max_subscription_tokens",
    "max_sub_tokens",
    "allow_non_tls",
    "authentication_timeout",
    "nkey",
    "jetstream_max_catchup",
    "jetstream_meta_compact",
];

impl Native for Nats {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let text = file.text()?;
        let parsed = syntax::parse(text).map_err(|problem| {
            Finding::error(Code::SYNTAX, "", problem.message)
                .with_origin(file.place(problem.at))
                .with_help(problem.help)
        })?;
        let mut findings: Vec<Finding> = parsed
            .from_environment
            .iter()
            .map(|(name, at)| {
                Finding::warning(FROM_ENVIRONMENT, "", format!("variable {name} is not set in this file"))
                    .with_origin(file.place(*at))
                    .with_help(format!("set {name} before it is used, or in the environment of the server"))
            })
            .collect();
        let entries = shaped(parsed.entries, &parsed.used);
        let loaded = match Document::new(file.path(), tree(&entries, text)).read::<Self>() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        for name in loaded.value.extra.keys() {
            let lower = name.to_lowercase();
            if KNOWN.contains(&lower.as_str()) {
                continue;
            }
            let finding = Finding::error(Code::UNKNOWN_KEY, name, format!("unknown field {name}"));
            let fields = config_core::Schema::fields(loaded.schema()).iter().map(|field| field.name);
            let help = match super::nearest(&lower, KNOWN.iter().copied().chain(fields)) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "NATS has no such field; remove it, or refer to it as a variable".to_owned(),
            };
            findings.push(loaded.locate(finding.with_help(help), name));
        }
        let value = &loaded.value;
        if value.lame_duck_grace_period.seconds() >= value.lame_duck_duration.seconds() {
            let finding = Finding::error(
                Code::custom("NATS-060"),
                "lame_duck_grace_period",
                "lame_duck_grace_period must be less than lame_duck_duration",
            );
            findings.push(loaded.locate(finding.with_help("shorten it"), "lame_duck_grace_period"));
        }
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        let mut out = String::new();
        if let AnyValue::Map(entries) = <Self as config_core::WriteValue>::write(self) {
            for (name, value) in entries {
                if name == "include" {
                    if let AnyValue::List(files) = &value {
                        for file in files {
                            out.push_str(&format!("include {}\n", word(file.as_str().unwrap_or_default())));
                        }
                    }
                    continue;
                }
                entry(&mut out, &name, &value, 0);
            }
        }
        out
    }
}

fn entry(out: &mut String, name: &str, value: &AnyValue, depth: usize) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&word(name));
    out.push_str(": ");
    content(out, value, depth);
    out.push('\n');
}

fn content(out: &mut String, value: &AnyValue, depth: usize) {
    match value {
        AnyValue::Null => out.push_str("\"\""),
        AnyValue::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        AnyValue::Number(number) => out.push_str(number),
        AnyValue::String(text) => out.push_str(&word(text)),
        AnyValue::Secret(secret) => out.push_str(&quoted(secret.expose_secret())),
        AnyValue::List(items) => {
            out.push_str("[\n");
            for item in items {
                out.push_str(&"  ".repeat(depth + 1));
                content(out, item, depth + 1);
                out.push('\n');
            }
            out.push_str(&"  ".repeat(depth));
            out.push(']');
        }
        AnyValue::Map(entries) => {
            out.push_str("{\n");
            for (name, value) in entries {
                entry(out, name, value, depth + 1);
            }
            out.push_str(&"  ".repeat(depth));
            out.push('}');
        }
    }
}

/// Text as it stands in the file: bare where nothing else could be meant.
fn word(text: &str) -> String {
    let plain = text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
        && !["true", "false", "yes", "no", "on", "off", "include"]
            .contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Names in lower case, as the server compares them; `jetstream: true` as a section; all includes as one list; and of a
/// name that is given twice the last one, as the server has it. What only stands for variables is in their places by now.
fn shaped(entries: Vec<Entry>, used: &[String]) -> Vec<Entry> {
    let fields = <Nats as config_core::ServiceConfig>::SCHEMA;
    let mut shaped: Vec<Entry> = Vec::new();
    for mut entry in entries {
        entry.name = entry.name.to_lowercase();
        let setting = KNOWN.contains(&entry.name.as_str()) || fields.find(&entry.name).is_some();
        if used.contains(&entry.name) && !setting {
            continue;
        }
        let lower = match &entry.content {
            Content::One(piece) => piece.text.to_lowercase(),
            _ => String::new(),
        };
        if entry.name == "jetstream"
            && let Content::One(piece) = &entry.content
            && matches!(lower.as_str(), "true" | "false" | "enabled" | "enable" | "disabled" | "disable")
        {
            let on = matches!(lower.as_str(), "true" | "enabled" | "enable");
            let truth = Piece { kind: Kind::Boolean, span: piece.span, text: on.to_string() };
            let inner = Entry { name: "enabled".to_owned(), span: piece.span, content: Content::One(truth) };
            entry.content = Content::Map(piece.span, vec![inner]);
        }
        if entry.name == "include" && matches!(entry.content, Content::One(_)) {
            let span = entry.span;
            if let Some(Entry { content: Content::List(_, files), .. }) =
                shaped.iter_mut().find(|earlier| earlier.name == "include")
            {
                files.push(entry.content);
                continue;
            }
            entry.content = Content::List(span, vec![entry.content]);
        }
        entry.content = nested(entry.content);
        match shaped.iter_mut().find(|earlier| earlier.name == entry.name) {
            Some(earlier) => *earlier = entry,
            None => shaped.push(entry),
        }
    }
    shaped
}

/// Inside of other values as well. Names of accounts and users keep their case.
fn nested(content: Content) -> Content {
    match content {
        Content::Map(span, entries) => {
            let mut kept: Vec<Entry> = Vec::new();
            for entry in entries {
                let entry = Entry { content: nested(entry.content), ..entry };
                match kept.iter_mut().find(|earlier| earlier.name == entry.name) {
                    Some(earlier) => *earlier = entry,
                    None => kept.push(entry),
                }
            }
            Content::Map(span, kept)
        }
        other => other,
    }
}
