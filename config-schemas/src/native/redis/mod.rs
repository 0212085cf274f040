//! `redis.conf`.

mod syntax;

use config_core::{AnyValue, Code, Document, Finding, Report, ServiceConfig};
use config_format::Kind;

use super::text::{Content, Entry, Piece, tree};
use super::{Native, NativeFile, Reading, Whole, has_field};
use crate::infrastructure::redis::{Bounds, Redis, Takes, directive, names};
use syntax::Line;

impl Native for Redis {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let text = file.text()?;
        let (lines, broken) = syntax::parse(text);
        let mut findings: Vec<Finding> = broken
            .into_iter()
            .map(|at| {
                Finding::error(Code::SYNTAX, "", "the quotes of this line are out of order")
                    .with_origin(file.place(at))
                    .with_help("close every quote, and put a blank behind it")
            })
            .collect();
        let mut entries: Vec<Entry> = Vec::new();
        for line in &lines {
            if let Some(entry) = entry(file, line, &entries, &mut findings) {
                match entries.iter_mut().find(|earlier| earlier.name == entry.name) {
                    Some(earlier) => *earlier = entry,
                    None => entries.push(entry),
                }
            }
        }
        match Document::new(file.path(), tree(&entries, text)).read::<Self>() {
            Ok(loaded) => {
                findings.extend(Redis::whole(&loaded));
                Reading::of_loaded(loaded, findings)
            }
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                Err(Report::new(findings))
            }
        }
    }

    fn write(&self) -> String {
        let AnyValue::Map(entries) = <Self as config_core::WriteValue>::write(self) else {
            return String::new();
        };
        let mut out = String::new();
        for (name, value) in &entries {
            let takes = directive(name).map(|(_, takes)| takes);
            match (takes, value) {
                (Some(Takes::Repeated), AnyValue::List(lines)) => {
                    for line in lines.iter().map(text_of) {
                        write_line(&mut out, name, if line.is_empty() { "\"\"" } else { &line });
                    }
                }
                (_, AnyValue::List(words)) => {
                    let words: Vec<String> =
                        words.iter().map(|word| syntax::argument(&text_of(word))).collect();
                    if !words.is_empty() {
                        write_line(&mut out, name, &words.join(" "));
                    }
                }
                (_, word) => write_line(&mut out, name, &syntax::argument(&text_of(word))),
            }
        }
        out
    }
}

fn write_line(out: &mut String, name: &str, arguments: &str) {
    out.push_str(name);
    out.push(' ');
    out.push_str(arguments);
    out.push('\n');
}

fn text_of(value: &AnyValue) -> String {
    match value {
        AnyValue::Boolean(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        AnyValue::Number(number) => number.clone(),
        AnyValue::Secret(secret) => secret.expose_secret().clone(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

/// One directive as an entry; one that counts on every line goes on from the earlier entry.
fn entry(
    file: &NativeFile<'_>,
    line: &Line,
    earlier: &[Entry],
    findings: &mut Vec<Finding>,
) -> Option<Entry> {
    let Some((name, takes)) = directive(&line.name) else {
        // Modules bring directives of their own, with a dot in their names or not known to anyone.
        if line.name.contains('.') {
            let items = line.arguments.iter().map(|argument| one(Kind::String, argument)).collect();
            let content = Content::List(line.name_span, items);
            return Some(Entry { name: line.name.clone(), span: line.name_span, content });
        }
        findings.push(unknown(file, line));
        return None;
    };
    let name = canonical(name);
    let count = |message: String| {
        Finding::error(Code::MALFORMED, name, message)
            .with_origin(file.place(line.name_span.start as usize))
            .with_help("see the server's own redis.conf for what follows the name")
    };
    let content = match (takes, line.arguments.as_slice()) {
        (_, []) => {
            findings.push(count(format!("{name} needs an argument")));
            return None;
        }
        (Takes::Switch | Takes::Word, [argument]) => {
            let kind = match (takes, argument.0.to_ascii_lowercase().as_str()) {
                (Takes::Switch, "yes") => return Some(switch(name, line, "true")),
                (Takes::Switch, "no") => return Some(switch(name, line, "false")),
                (Takes::Switch, _) => {
                    let finding =
                        Finding::error(Code::WRONG_TYPE, name, format!("{name} is neither yes nor no"));
                    let at = argument.1.start as usize;
                    findings.push(finding.with_origin(file.place(at)).with_help("write yes or no"));
                    return None;
                }
                _ => Kind::Text,
            };
            if let Some(finding) = out_of_bounds(file, name, argument) {
                findings.push(finding);
                return None;
            }
            // Words of a list are taken in any case.
            let word = matches!(name, "maxmemory-policy" | "appendfsync" | "tls-auth-clients" | "loglevel");
            match word {
                true => one(kind, &(argument.0.to_ascii_lowercase(), argument.1)),
                false => one(kind, argument),
            }
        }
        (Takes::Switch | Takes::Word, [_, ..]) => {
            findings.push(count(format!("{name} takes one argument, and here are {}", line.arguments.len())));
            return None;
        }
        (Takes::Words, arguments) => {
            let items = arguments.iter().map(|argument| one(Kind::String, argument)).collect();
            Content::List(line.name_span, items)
        }
        (Takes::Repeated, arguments) => {
            let whole = config_format::Span::new(arguments[0].1.start, arguments[arguments.len() - 1].1.end);
            // A line that counts as a whole is kept as it is written, quotes where they must be.
            let nothing = matches!(arguments, [(text, _)] if text.is_empty());
            let quoted: Vec<String> = arguments.iter().map(|(text, _)| syntax::argument(text)).collect();
            let text = if nothing { String::new() } else { quoted.join(" ") };
            let item = one(Kind::String, &(text, whole));
            match earlier.iter().find(|entry| entry.name == name) {
                Some(Entry { content: Content::List(span, items), .. }) => {
                    let mut items = items.clone();
                    // `save ""` takes back what was said before it.
                    if name == "save" && nothing {
                        items.clear();
                    }
                    items.push(item);
                    Content::List(*span, items)
                }
                _ => Content::List(line.name_span, vec![item]),
            }
        }
    };
    Some(Entry { name: name.to_owned(), span: line.name_span, content })
}

fn one(kind: Kind, (text, span): &(String, config_format::Span)) -> Content {
    Content::One(Piece { kind, span: *span, text: text.clone() })
}

fn switch(name: &str, line: &Line, truth: &str) -> Entry {
    let content = one(Kind::Boolean, &(truth.to_owned(), line.arguments[0].1));
    Entry { name: name.to_owned(), span: line.name_span, content }
}

/// An argument that the server refuses. What has a field is held against the field.
fn out_of_bounds(
    file: &NativeFile<'_>,
    name: &str,
    (text, span): &(String, config_format::Span),
) -> Option<Finding> {
    if has_field(Redis::SCHEMA, name) {
        return None;
    }
    let (problem, help) = Bounds::of(name)?.problem(text)?;
    let finding = Finding::error(Code::MALFORMED, name, format!("{name} {problem}"));
    Some(finding.with_origin(file.place(span.start as usize)).with_help(help))
}

/// The name of today for a directive that once was called otherwise.
fn canonical(name: &'static str) -> &'static str {
    match name {
        "slaveof" => "replicaof",
        "min-slaves-to-write" => "min-replicas-to-write",
        other => other,
    }
}

fn unknown(file: &NativeFile<'_>, line: &Line) -> Finding {
    let finding =
        Finding::error(Code::UNKNOWN_KEY, line.name.clone(), format!("unknown directive {}", line.name))
            .with_origin(file.place(line.name_span.start as usize));
    if line.name.eq_ignore_ascii_case("sentinel") {
        return finding
            .with_help("this is for sentinel.conf, which redis-server reads with --sentinel alone");
    }
    finding.with_help(match super::nearest(&line.name, names()) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => {
            "Redis has no such directive; one of a module must be set where the module is loaded".to_owned()
        }
    })
}
