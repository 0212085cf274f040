//! Reading again what was loaded before: as it is, or with some of its fields held at the values of another load.

use std::collections::HashSet;
use std::sync::Arc;

use config_format::number::{parse_float, parse_integer};
use config_format::{Builder, Format, Kind as TextKind, Span};

use super::effective::{Effective, effective};
use super::loaded::{History, Loaded};
use super::shown::text_of;
use super::{Index, Layer, Merged, Places, Resolutions, Sight, merge};
use crate::finding::{Finding, Origin, Report};
use crate::path::push_key;
use crate::read::{Inner, Reader, ServiceConfig, Value};
use crate::schema::Kind;

impl History {
    /// Reads the type from the layers, with the references as they were followed then.
    fn read<T: ServiceConfig>(&self) -> (Option<T>, Vec<Finding>) {
        let mut findings = Vec::new();
        let merged = merge(self.schema, &self.layers, &mut findings);
        let root = merged.as_ref().map_or(Value(Inner::Absent), Merged::value);
        let resolutions = Resolutions::from_kept(&self.resolved, root, self.schema);
        let mut reader = Reader::new(self.schema, &self.layers, &resolutions, &self.environment, root, false);
        let value = T::read(root, &mut reader);
        findings.extend(reader.into_findings());
        (value, findings)
    }

    /// The values of some fields as a layer of its own, each with its origin. It first takes back what lower layers
    /// give for them.
    fn layer_of(&self, fields: &[String], number: usize) -> Layer {
        let mut origins = Vec::new();
        let tree = self.with_reader(|reader| {
            let all = effective(Some(&Kind::Section(self.schema)), reader.root(), false, reader);
            let mut writer = Writer { history: self, reader, fields, origins: &mut origins };
            let mut builder = Builder::new();
            builder.open(TextKind::Map, Span::default());
            builder.decoded(TextKind::Text, Span::default(), "$unset", true);
            builder.open(TextKind::List, Span::default());
            for field in fields {
                builder.decoded(TextKind::Text, Span::default(), field, true);
            }
            builder.close(0);
            if let Effective::Map(entries) = &all {
                writer.entries(&mut builder, entries, &mut String::new(), false);
            }
            builder.close(0);
            builder.finish(Format::Text, "")
        });
        Layer {
            number,
            name: "values held until a restart".to_owned(),
            places: Places::Listed(origins),
            tree,
            indexed: false,
            for_environment: false,
            references: false,
            refused: HashSet::new(),
            sight: Sight::default(),
            index: Index::default(),
        }
    }
}

impl<T: ServiceConfig> Loaded<T> {
    /// Reads the same content again, against the rules as they hold now.
    pub(crate) fn read_again(&self) -> Result<T, Report> {
        let (value, findings) = self.history.read();
        let report = Report::new(findings);
        value.filter(|_| !report.has_errors()).ok_or(report)
    }

    /// This configuration with the values that `fields` have in `old`.
    pub(crate) fn holding(&self, old: &Loaded<T>, fields: &[String]) -> Result<Loaded<T>, Report> {
        let mut layers = self.history.layers.clone();
        layers.push(old.history.layer_of(fields, layers.len() + 1));
        let history = History {
            schema: self.history.schema,
            layers,
            environment: self.history.environment.clone(),
            resolved: self.history.resolved.clone(),
            watched: self.history.watched.clone(),
            taken: Vec::new(),
        };
        let (value, findings) = history.read();
        let report = Report::new(findings);
        match value {
            Some(value) if !report.has_errors() => Ok(Loaded { value, report, history: Arc::new(history) }),
            _ => Err(report),
        }
    }
}

/// Writes the values of some fields into a tree.
struct Writer<'w, 'a> {
    history: &'w History,
    reader: &'w Reader<'a>,
    fields: &'w [String],
    origins: &'w mut Vec<Origin>,
}

impl<'a> Writer<'_, 'a> {
    /// Writes the entries that lie in, or on the way to, the fields.
    fn entries(
        &mut self,
        builder: &mut Builder,
        entries: &[(String, Effective<'a>)],
        path: &mut String,
        inside: bool,
    ) {
        let length = path.len();
        for (name, value) in entries {
            push_key(path, name);
            let inside = inside || self.fields.contains(path);
            let on_the_way = self.fields.iter().any(|field| is_below(field, path));
            if (inside && gives(value)) || on_the_way {
                builder.decoded(TextKind::Text, Span::default(), name, true);
                match value {
                    Effective::Map(entries) => {
                        builder.open(TextKind::Map, Span::default());
                        self.entries(builder, entries, path, inside);
                        builder.close(0);
                    }
                    value => self.value(builder, value, path),
                }
            }
            path.truncate(length);
        }
    }

    fn value(&mut self, builder: &mut Builder, value: &Effective<'a>, path: &mut String) {
        match value {
            Effective::Leaf(value, secret) => self.leaf(builder, *value, *secret, path),
            Effective::Map(entries) => {
                builder.open(TextKind::Map, Span::default());
                self.entries(builder, entries, path, true);
                builder.close(0);
            }
            Effective::List(items) => {
                builder.open(TextKind::List, Span::default());
                items.iter().for_each(|item| self.value(builder, item, path));
                builder.close(0);
            }
            Effective::Nothing | Effective::Code(..) => {
                builder.decoded(TextKind::Null, Span::default(), "", true);
            }
        }
    }

    /// Writes a scalar so that it reads the same without its format: numbers and truth values in plain notation, where
    /// the schema does not want the text as it was written.
    fn leaf(&mut self, builder: &mut Builder, value: Value<'a>, secret: bool, path: &str) {
        let index = self.origins.len() as u32;
        let origin = value.origin().unwrap_or_else(|| Origin::Code {
            file: self.history.schema.file.to_owned(),
            line: self.history.schema.field_at(path).map_or(0, |field| field.line),
        });
        self.origins.push(origin);
        let span = Span::new(index, index);
        let (text, _) = text_of(value, secret, self.reader);
        let scalar = value.raw_scalar().filter(|_| self.reader.resolved(value).is_none());
        let as_written = self.history.schema.field_at(path).is_some_and(|field| wants_text(&field.kind));
        match scalar {
            Some(scalar) if scalar.kind == TextKind::Null => {
                builder.decoded(TextKind::Null, span, "", true);
            }
            Some(scalar) if scalar.literal.is_none() && !as_written => {
                let plain = match scalar.kind {
                    TextKind::Integer => parse_integer(&text, scalar.format).ok().map(|number| {
                        format!("{}{}", if number.negative { "-" } else { "" }, number.magnitude)
                    }),
                    TextKind::Float => {
                        parse_float(&text, scalar.format).ok().map(|number| format!("{number:?}"))
                    }
                    TextKind::Boolean => scalar.boolean().map(|truth| truth.to_string()),
                    _ => None,
                };
                match plain {
                    // As text without a type, which the schema reads as what it wants.
                    Some(plain) => builder.decoded(TextKind::Text, span, &plain, true),
                    None => builder.decoded(scalar.kind, span, &text, scalar.plain),
                }
            }
            _ => builder.decoded(TextKind::Text, span, &text, true),
        }
    }
}

/// Whether the field keeps the text of its value as it was written.
fn wants_text(kind: &Kind) -> bool {
    match kind.without_wrappers() {
        Kind::Boolean | Kind::Integer { .. } | Kind::Float | Kind::Any => false,
        Kind::List { element, .. } => wants_text(element),
        Kind::Map { value, .. } => wants_text(value),
        Kind::Section(_) | Kind::Tuple(_) => false,
        _ => true,
    }
}

/// Whether a source gave any part of it; what only the code gives counts again by itself.
fn gives(effective: &Effective<'_>) -> bool {
    match effective {
        Effective::Leaf(value, _) => value.place().is_some(),
        Effective::Code(..) => false,
        Effective::Map(_) | Effective::List(_) | Effective::Nothing => true,
    }
}

/// Whether `path` is `field` or on the way to it.
fn is_below(field: &str, path: &str) -> bool {
    field.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']))
}
