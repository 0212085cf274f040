//! `redis.conf`.

mod syntax;

use config_core::{AnyValue, Code, Document, Finding, Report, ServiceConfig as _};
use config_format::Kind;

use super::text::{Content, Entry, Piece, tree};
use super::{Native, NativeFile, Reading, Whole};
use crate::infrastructure::redis::{Form, Redis, Takes, directive, names};
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
        let mut doubts = Vec::new();
        for line in &lines {
            if let Some(entry) = entry(file, line, &entries, &mut findings, &mut doubts) {
                match entries.iter_mut().find(|earlier| earlier.name == entry.name) {
                    Some(earlier) => *earlier = entry,
                    None => entries.push(entry),
                }
            }
        }
        match Document::new(file.path(), tree(&entries, text)).read::<Self>() {
            Ok(loaded) => {
                findings.extend(doubts);
                findings.extend(Redis::whole(&loaded));
                Reading::of_loaded(loaded, findings)
            }
            Err(report) => {
                let told = |doubt: &Finding| report.findings().iter().any(|told| told.path() == doubt.path());
                findings.extend(doubts.into_iter().filter(|doubt| !told(doubt)));
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
                (Some(Takes::Repeated(_)), AnyValue::List(lines)) => {
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

/// One directive as an entry; one that counts on every line goes on from the earlier entry. What the server refuses and
/// the schema has a type for is doubted only: the type says more about it, if it refuses it as well.
fn entry(
    file: &NativeFile<'_>,
    line: &Line,
    earlier: &[Entry],
    findings: &mut Vec<Finding>,
    doubts: &mut Vec<Finding>,
) -> Option<Entry> {
    let Some((name, takes)) = directive(&line.name) else {
        // Modules bring directives of their own, with a dot in their names or not known to anyone.
        if line.name.contains('.') && !line.arguments.is_empty() {
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
    let mut line = line.clone();
    if line.arguments.is_empty() && takes.may_be_empty() {
        // Nothing at all takes everything back, as an empty argument does; of the classes of clients none is named.
        if takes == Takes::Repeated(Form::Buffers) {
            return None;
        }
        line.arguments.push((String::new(), line.name_span));
    }
    let words: Vec<&str> = line.arguments.iter().map(|(text, _)| text.as_str()).collect();
    match (takes, words.as_slice()) {
        (_, []) => {
            findings.push(count(format!("{name} needs an argument")));
            return None;
        }
        (Takes::Switch | Takes::Word(_), [_, _, ..]) => {
            findings.push(count(format!("{name} takes one argument, and here are {}", words.len())));
            return None;
        }
        _ => {}
    }
    if let Err(problem) = takes.check(&words) {
        let at = line.arguments.get(problem.argument).map_or(line.name_span, |(_, span)| *span);
        let code = if takes == Takes::Switch { Code::WRONG_TYPE } else { Code::MALFORMED };
        let finding = Finding::error(code, name, format!("{name}: {}", problem.message));
        let finding = finding.with_origin(file.place(at.start as usize)).with_help(problem.help);
        if matches!(takes, Takes::Word(_)) && super::has_field(Redis::SCHEMA, name) {
            doubts.push(finding);
        } else {
            findings.push(finding);
            return None;
        }
    }
    let content = match (takes, line.arguments.as_slice()) {
        (Takes::Switch, arguments) => {
            let truth = arguments.iter().any(|(word, _)| word.eq_ignore_ascii_case("yes"));
            return Some(switch(name, &line, if truth { "true" } else { "false" }));
        }
        (Takes::Word(form), arguments) => {
            let [(text, span), ..] = arguments else { return None };
            let text = match form {
                // Words of a list are taken in any case.
                Form::OneOf(_) => text.to_ascii_lowercase(),
                // Nothing is no memory.
                Form::Memory(..) | Form::Share if text.is_empty() => "0".to_owned(),
                _ => text.clone(),
            };
            one(Kind::Text, &(text, *span))
        }
        (Takes::Words(_), arguments) => {
            let items = arguments.iter().map(|argument| one(Kind::String, argument)).collect();
            Content::List(line.name_span, items)
        }
        (Takes::Repeated(_), arguments) => {
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
