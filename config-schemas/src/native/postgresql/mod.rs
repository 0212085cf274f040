//! `postgresql.conf`, checked against the server's own table of parameters.

mod syntax;

use config_core::{AnyValue, Code, Document, Finding, Loaded, Report};
use config_format::Kind;

use super::text::{Content, Entry, Piece, tree};
use super::{Native, NativeFile, Reading, Whole};
use crate::infrastructure::postgresql::{PARAMETERS, Parameter, Postgresql, Type};
use syntax::Setting;

/// A parameter is set more than once; the last one counts.
pub(crate) const SET_TWICE: Code = Code::custom("NAT0101");

impl Native for Postgresql {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let text = file.text()?;
        let (settings, problems) = syntax::parse(text);
        let mut findings: Vec<Finding> = problems
            .into_iter()
            .map(|problem| {
                Finding::error(Code::SYNTAX, "", problem.message)
                    .with_origin(file.place(problem.at))
                    .with_help(problem.help)
            })
            .collect();
        let entries = entries(file, &settings, &mut findings);
        match Document::new(file.path(), tree(&entries, text)).read::<Self>() {
            Ok(loaded) => {
                findings.extend(Self::whole(&loaded));
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
            let values = match value {
                AnyValue::List(items) => items.as_slice(),
                one => std::slice::from_ref(one),
            };
            for value in values {
                out.push_str(name);
                out.push_str(if name.starts_with("include") { " " } else { " = " });
                out.push_str(&text_of(value));
                out.push('\n');
            }
        }
        out
    }
}

/// A value as the file has it. Numbers and switches stand without quotes.
fn text_of(value: &AnyValue) -> String {
    match value {
        AnyValue::Boolean(truth) => if *truth { "on" } else { "off" }.to_owned(),
        AnyValue::Number(number) if syntax::is_bare(number) => number.clone(),
        AnyValue::Number(number) => syntax::quote(number),
        AnyValue::Secret(secret) => syntax::quote(secret.expose_secret()),
        other => syntax::quote(other.as_str().unwrap_or_default()),
    }
}

/// What the table says of each setting, and the settings that are right.
fn entries(file: &NativeFile<'_>, settings: &[Setting], findings: &mut Vec<Finding>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for setting in settings {
        let include = ["include", "include_if_exists", "include_dir"]
            .into_iter()
            .find(|name| name.eq_ignore_ascii_case(&setting.name));
        let piece = |kind, text: &str| Piece { kind, span: setting.value_span, text: text.to_owned() };
        if let Some(name) = include {
            let item = Content::One(piece(Kind::String, &setting.value));
            match entries.iter_mut().find(|entry| entry.name == name) {
                Some(Entry { content: Content::List(_, items), .. }) => items.push(item),
                _ => entries.push(Entry {
                    name: name.to_owned(),
                    span: setting.name_span,
                    content: Content::List(setting.value_span, vec![item]),
                }),
            }
            continue;
        }
        let (name, piece) = match Parameter::find(&setting.name) {
            Some(parameter) => match parameter.check(&setting.value) {
                Ok(text) => {
                    let kind = match parameter.kind {
                        Type::Boolean => Kind::Boolean,
                        Type::Text | Type::Choice(_) | Type::List(_) => Kind::String,
                        Type::Integer(..) | Type::Real(..) => Kind::Text,
                    };
                    (parameter.name.to_owned(), piece(kind, &text))
                }
                Err(problem) => {
                    let shown =
                        if parameter.kind == Type::Text { "the value" } else { setting.value.as_str() };
                    findings.push(
                        Finding::error(
                            Code::MALFORMED,
                            parameter.name,
                            format!("{shown} {}", problem.message),
                        )
                        .with_origin(file.place(setting.value_span.start as usize))
                        .with_help(problem.help),
                    );
                    continue;
                }
            },
            // Parameters of extensions have a dot in their names; the server takes them unseen.
            None if setting.name.contains('.') => {
                findings.push(
                    super::kept_as_extra(&setting.name)
                        .with_origin(file.place(setting.name_span.start as usize)),
                );
                (setting.name.clone(), piece(Kind::String, &setting.value))
            }
            None => {
                findings.push(unknown(file, setting));
                continue;
            }
        };
        let content = Content::One(piece);
        match entries.iter_mut().find(|entry| entry.name == name) {
            Some(earlier) => {
                findings.push(
                    Finding::warning(
                        SET_TWICE,
                        name.clone(),
                        format!("{name} is set twice; the last one counts"),
                    )
                    .with_origin(file.place(setting.name_span.start as usize))
                    .with_origin(file.place(earlier.span.start as usize))
                    .with_help("remove one of them"),
                );
                *earlier = Entry { name, span: setting.name_span, content };
            }
            None => entries.push(Entry { name, span: setting.name_span, content }),
        }
    }
    entries
}

fn unknown(file: &NativeFile<'_>, setting: &Setting) -> Finding {
    let finding = Finding::error(
        Code::UNKNOWN_KEY,
        setting.name.clone(),
        format!("unknown parameter {}", setting.name),
    )
    .with_origin(file.place(setting.name_span.start as usize));
    let nearest = super::nearest(&setting.name, PARAMETERS.iter().map(|parameter| parameter.name));
    finding.with_help(match nearest {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => "PostgreSQL 18 has no such parameter; remove it".to_owned(),
    })
}

impl Whole for Postgresql {
    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        warn(loaded, &mut findings);
        findings
    }
}

/// What the server accepts without effect.
fn warn(loaded: &Loaded<Postgresql>, findings: &mut Vec<Finding>) {
    let settings = &loaded.value;
    let mut add = |path: &str, message: String, help: &str| {
        let finding = Finding::warning(Code::custom("PG-057"), path, message).with_help(help);
        findings.push(loaded.locate(finding, path));
    };
    if settings.max_parallel_workers > settings.max_worker_processes {
        add(
            "max_parallel_workers",
            format!(
                "max_parallel_workers is {}, but there are only {} worker processes",
                settings.max_parallel_workers, settings.max_worker_processes
            ),
            "lower max_parallel_workers, or raise max_worker_processes",
        );
    }
    if settings.autovacuum_max_workers > settings.autovacuum_worker_slots {
        add(
            "autovacuum_max_workers",
            format!(
                "autovacuum_max_workers is {}, but there are only {} slots",
                settings.autovacuum_max_workers, settings.autovacuum_worker_slots
            ),
            "lower autovacuum_max_workers, or raise autovacuum_worker_slots",
        );
    }
    const MEBIBYTE: i64 = 1 << 20;
    if settings.min_wal_size.bytes(MEBIBYTE) > settings.max_wal_size.bytes(MEBIBYTE) {
        add(
            "min_wal_size",
            format!(
                "min_wal_size is {}, above max_wal_size, {}",
                settings.min_wal_size, settings.max_wal_size
            ),
            "lower min_wal_size, or raise max_wal_size",
        );
    }
}
