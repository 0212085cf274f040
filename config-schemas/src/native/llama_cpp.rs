//! Arguments of the server of llama.cpp, as they stand behind `llama-server` or in a file of arguments.
//!
//! A file that ends in `.env` holds variables (`LLAMA_ARG_CTX_SIZE=8192`); any other holds words as a shell reads them, with
//! comments after `#`.

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::{Builder, Kind, Node, Span, Tree};

use super::arguments::{Arguments, Item};
use super::{Native, NativeFile, Reading, has_field, nearest};
use crate::model::llama_cpp::{LONG, LlamaCpp, SWITCHES, long_name};

impl Native for LlamaCpp {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let variables = file.path().extension().is_some_and(|ending| ending == "env");
        let document = if variables { file.document(Format::Dotenv)? } else { words(file)? };
        let mut arguments = Arguments::new(document.tree());
        if variables {
            from_variables(&document, &mut arguments);
        } else {
            from_words(&document, &mut arguments);
        }
        let (tree, mut findings) = arguments.into_tree();
        let loaded: Loaded<Self> = match Document::new(file.path(), tree).read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        findings.extend(shared_context(&loaded));
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        let AnyValue::Map(entries) = WriteValue::write(self) else { return String::new() };
        let mut out = String::new();
        for (name, value) in entries {
            let name = name.replace('_', "-");
            match value {
                AnyValue::Boolean(true) => out.push_str(&format!("--{name}\n")),
                AnyValue::Boolean(false) => out.push_str(&format!("--no-{name}\n")),
                AnyValue::List(items) => {
                    items.iter().for_each(|item| out.push_str(&format!("--{name} {}\n", quoted(item))));
                }
                other => out.push_str(&format!("--{name} {}\n", quoted(&other))),
            }
        }
        out
    }
}

fn quoted(value: &AnyValue) -> String {
    let text = match value {
        AnyValue::Secret(text) => text.expose_secret().clone(),
        other => other.as_str().map_or_else(|| super::text::json(other), str::to_owned),
    };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./:,@%+=*".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The words of a text as a list: quotes, backslashes and comments as in a shell.
fn words(file: &NativeFile<'_>) -> Result<Document, Report> {
    let text = file.text()?;
    let mut builder = Builder::new();
    builder.open(Kind::List, Span::new(0, 0));
    let mut letters = text.char_indices().peekable();
    let mut word: Option<(usize, String)> = None;
    let mut quote: Option<(char, usize)> = None;
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (Some((open, _)), letter) if letter == open => quote = None,
            (Some(('"', _)) | None, '\\') => {
                let next = letters.next().map(|(_, next)| next);
                let word = word.get_or_insert((at, String::new()));
                // A backslash at the end of a line joins it with the next one.
                word.1.extend(next.filter(|next| *next != '\n'));
            }
            (Some(_), letter) => {
                word.get_or_insert((at, String::new())).1.push(letter);
            }
            (None, '"' | '\'') => {
                quote = Some((letter, at));
                word.get_or_insert((at, String::new()));
            }
            (None, '#') if word.is_none() => {
                while letters.next_if(|(_, letter)| *letter != '\n').is_some() {}
            }
            (None, letter) if letter.is_whitespace() => {
                finish(&mut builder, word.take(), at);
            }
            (None, letter) => {
                word.get_or_insert((at, String::new())).1.push(letter);
            }
        }
    }
    finish(&mut builder, word.take(), text.len());
    builder.close(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let document = Document::new(file.path(), builder.finish(Format::Text, text.to_owned()));
    match quote {
        Some((_, at)) => {
            let place = config_format::Position::of(text, at);
            Err(Finding::error(Code::SYNTAX, "", "a quote is not closed")
                .with_origin(file.origin(place.line, place.column))
                .with_help("close it, or put a backslash before it")
                .into())
        }
        None => Ok(document),
    }
}

fn finish(builder: &mut Builder, word: Option<(usize, String)>, end: usize) {
    // A lone backslash at the end of a line leaves an empty word without quotes.
    if let Some((start, text)) = word
        && (!text.is_empty() || end > start + 2)
    {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        builder.decoded(Kind::Text, Span::new(offset(start), offset(end)), &text, true);
    }
}

fn from_words<'t>(document: &'t Document, arguments: &mut Arguments<'t>) {
    let tree: &'t Tree = document.tree();
    let items: Vec<Node<'t>> = tree.root().items().collect();
    let mut next = 0;
    while next < items.len() {
        let node = items[next];
        let text = node.text();
        next += 1;
        let Some(name) =
            text.strip_prefix("--").or_else(|| text.strip_prefix('-')).filter(|name| !name.is_empty())
        else {
            // The name of the program may stand in front.
            if next > 1 || !text.contains("llama") {
                let finding = Finding::error(Code::MALFORMED, "", "the argument belongs to no flag");
                arguments.findings.push(
                    document.locate(finding, node).with_help("write a flag such as --ctx-size before it"),
                );
            }
            continue;
        };
        // The server reads underscores of long names as dashes.
        let dashed = name.replace('_', "-");
        let name = if text.starts_with("--") { dashed.as_str() } else { name };
        let Some(long) = long_name(name) else {
            arguments.findings.push(unknown(document, name, node));
            // What follows is its value, and nothing to say of its own.
            let values = items[next..].iter().take_while(|item| !is_flag(item.text()));
            let spans: Vec<Span> = values.map(|item| item.span()).collect();
            next += spans.len();
            spans.into_iter().for_each(|span| arguments.hide(span));
            continue;
        };
        let following = items.get(next).filter(|following| !is_flag(following.text()));
        // Flash attention takes on, off or auto, and stood alone in older builds.
        let alone = SWITCHES.contains(&long) || (long == "flash-attn" && following.is_none());
        match (alone, items.get(next)) {
            (true, _) if long == "flash-attn" => {
                arguments.insert(document, long, long, node, Item::Text("on", node.span()))
            }
            (true, _) => switch(document, arguments, long, node),
            (false, Some(value)) => {
                next += 1;
                arguments.insert(document, long, long, node, Item::Text(value.text(), value.span()));
            }
            (false, None) => {
                let finding = Finding::error(Code::MISSING_KEY, long, format!("--{long} needs a value"));
                arguments
                    .findings
                    .push(document.locate(finding, node).with_help("write the value behind it"));
            }
        }
    }
}

fn switch<'t>(document: &Document, arguments: &mut Arguments<'t>, long: &'static str, node: Node<'t>) {
    match long.strip_prefix("no-").filter(|positive| SWITCHES.contains(positive)) {
        Some(positive) => arguments.insert(document, long, positive, node, Item::Truth(false, node.span())),
        None => arguments.insert(document, long, long, node, Item::Truth(true, node.span())),
    }
}

fn from_variables<'t>(document: &'t Document, arguments: &mut Arguments<'t>) {
    for (name, value) in document.tree().root().entries() {
        let known = match name.text() {
            "LLAMA_API_KEY" => Some("api-key".to_owned()),
            "HF_TOKEN" => Some("hf-token".to_owned()),
            text => text.strip_prefix("LLAMA_ARG_").map(|name| name.to_ascii_lowercase().replace('_', "-")),
        };
        let Some(flag) = known else { continue };
        let long = match flag.as_str() {
            "n-parallel" => Some("parallel"),
            "batch" => Some("batch-size"),
            "ubatch" => Some("ubatch-size"),
            "endpoint-metrics" => Some("metrics"),
            "endpoint-slots" => Some("slots"),
            "endpoint-props" => Some("props"),
            "static-path" => Some("path"),
            "think" => Some("reasoning-format"),
            "think-budget" => Some("reasoning-budget"),
            "think-budget-message" => Some("reasoning-budget-message"),
            "checkpoint-min-spacing-nt" => Some("checkpoint-min-step"),
            "spec-draft-cache-type-k" => Some("cache-type-k-draft"),
            "spec-draft-cache-type-v" => Some("cache-type-v-draft"),
            "spec-draft-hf-repo" | "hfd-repo" => Some("hf-repo-draft"),
            flag => long_name(flag),
        };
        match long {
            Some(long) => {
                arguments.insert(document, name.text(), long, name, Item::Text(value.text(), value.span()))
            }
            None => arguments.findings.push(unknown(document, &flag, name)),
        }
    }
}

fn is_flag(text: &str) -> bool {
    text.starts_with('-')
        && text[1..].starts_with(|letter: char| letter == '-' || letter.is_ascii_alphabetic())
}

fn unknown(document: &Document, name: &str, node: Node<'_>) -> Finding {
    let finding = Finding::error(Code::UNKNOWN_KEY, name, format!("llama-server has no argument {name}"));
    let finding = document.locate(finding, node);
    match nearest(name, LONG.iter().chain(SWITCHES).copied()) {
        Some(nearest) => finding.with_help(format!("did you mean --{nearest}?")),
        None => finding.with_help("see llama-server --help"),
    }
}

/// What is wrong with a key of arguments that are written by their long names.
pub(super) fn key(document: &Document, key: Node<'_>) -> Option<Finding> {
    let name = key.text().replace('_', "-");
    let field = name.replace('-', "_");
    // A section of a platform is read by the names of its fields; any other would be kept and never looked at.
    if field != key.text() && has_field(LlamaCpp::SCHEMA, &field) {
        let message = format!("{} is written {field} here", key.text());
        let finding = Finding::error(Code::UNKNOWN_KEY, key.text(), message);
        return Some(document.locate(finding, key).with_help(format!("write {field}")));
    }
    let positive = name.strip_prefix("no-").unwrap_or(&name);
    let known = long_name(&name).is_some() || long_name(positive).is_some();
    (!known).then(|| unknown(document, &name, key))
}

/// The sequence is shared by all slots, which surprises those who count slots.
pub(super) fn shared_context(loaded: &Loaded<LlamaCpp>) -> Vec<Finding> {
    let value = &loaded.value;
    let mut findings = Vec::new();
    let Ok(slots) = u64::try_from(value.parallel) else { return findings };
    if slots > 1 && value.ctx_size > 0 && value.ctx_size / slots < 2048 && value.kv_unified != Some(true) {
        let message = format!(
            "each of the {slots} slots has {} tokens, because they share ctx-size",
            value.ctx_size / slots
        );
        let finding = Finding::warning(Code::custom("LLAMACPP-002"), "ctx_size", message);
        findings
            .push(loaded.locate(finding, "ctx_size").with_help("multiply ctx-size by the number of slots"));
    }
    findings
}
