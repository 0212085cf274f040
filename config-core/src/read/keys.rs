//! What is told about the keys of a section: missing, unknown, given twice, and not to be used any more.

use std::collections::HashMap;

use config_format::Span;

use super::absent::is_optional;
use super::flatten::{Other, flattened_fields};
use super::reader::Reader;
use super::section::Section;
use super::value::Value;
use crate::finding::{Code, Finding};
use crate::layer::Layer;
use crate::schema::{DefaultValue, Deprecated, Field, Kind};

impl<'r, 'a> Section<'r, 'a> {
    pub(super) fn missing<T>(&mut self, index: usize) -> Option<T> {
        let field = &self.fields[index];
        if self.reader.incomplete {
            return None;
        }
        let path =
            if self.transparent { self.reader.current_path() } else { self.reader.child_path(field.name) };
        let finding = Finding::error(Code::MISSING_KEY, path.clone(), format!("missing key {path}"));
        let finding = self.supply(finding, field, &path);
        let finding = self.in_section(finding);
        self.reader.findings.push(finding);
        None
    }

    pub(super) fn required_here(&mut self, field: &Field) {
        if self.reader.incomplete {
            return;
        }
        let path = self.reader.child_path(field.name);
        let environment = self.reader.environment.name();
        let finding = Finding::error(
            Code::REQUIRED_IN,
            path.clone(),
            format!("missing key {path}, which the environment {environment} requires"),
        );
        let finding = self.supply(finding, field, &path);
        let finding = self.in_section(finding);
        self.reader.findings.push(finding);
    }

    /// Says how a missing value can be given: the key of a file, the variable and the override.
    fn supply(&self, finding: Finding, field: &Field, path: &str) -> Finding {
        let required = required_keys(&field.kind);
        let what = field.kind.describe();
        let noted = |finding: Finding| match required.is_empty() {
            true => finding,
            false => finding.with_note(format!("it needs {}", required.join(", "))),
        };
        // The file of another program is all that there is.
        if self.reader.foreign {
            return noted(finding.with_help(format!("add the key {path} with {what}")));
        }
        let mut ways = vec![format!("the key {path} in a file")];
        if let Some(variable) = crate::source::variable_for(self.reader.schema, path) {
            ways.push(format!("the variable {variable}"));
        }
        ways.extend(field.env.iter().map(|name| format!("the variable {name}")));
        // On a command line everyone can read a secret.
        if !field.kind.contains_secret() {
            ways.push(format!("the override {path}=VALUE"));
        }
        noted(finding.with_help(format!("give {what} by {}", ways.join(", or "))))
    }

    /// Points at the section that lacks the key, if a source wrote one.
    fn in_section(&self, finding: Finding) -> Finding {
        match self.value.span() {
            Some((layer, span)) if !self.reader.path.is_empty() || self.reader.foreign => {
                let start = config_format::Span::new(span.start, span.start + 1);
                finding.with_place(
                    layer.origin(span),
                    layer.place(start, Some(self.reader.schema), "in this section"),
                )
            }
            _ => finding,
        }
    }

    pub(super) fn deprecated(&mut self, field: &Field, deprecated: &Deprecated, value: Value<'a>) {
        let path = self.reader.child_path(field.name);
        let finding = Finding::warning(Code::DEPRECATED, path.clone(), deprecation(&path, deprecated));
        self.reader.secret += usize::from(field.kind.contains_secret());
        let mut finding = self.reader.locate(finding, value, Some(field));
        self.reader.secret -= usize::from(field.kind.contains_secret());
        finding = finding.with_help(match deprecated.replacement {
            Some(replacement) => format!("use {} instead", self.reader.path_below(replacement)),
            None => format!("remove {}", self.reader.child_path(field.name)),
        });
        self.reader.findings.push(finding);
    }

    pub(super) fn two_names(&mut self, field: &Field, first: Value<'a>, second: Value<'a>) {
        let path = self.reader.child_path(field.name);
        let message = format!("{path} is given twice, under two of its names");
        let mut finding =
            Finding::error(Code::TWO_NAMES, path, message).with_help(format!("keep {}", field.name));
        for value in [second, first] {
            if let Some((layer, span)) = value.span() {
                finding =
                    finding.with_place(layer.origin(span), layer.place(span, Some(self.reader.schema), ""));
            }
        }
        self.reader.findings.push(finding);
    }

    /// Where a key stands: in the layer that won, and in the layers below, so that it is told everywhere at once. In a list
    /// a path may lead to another element in each layer, so there only the winner is known.
    fn in_every_layer(&mut self, own: (&'a Layer, Span), name: &str) -> Vec<(&'a Layer, Span)> {
        let mut found = vec![own];
        let section = self.reader.current_path();
        if own.0.number > 1 && !section.contains('[') {
            let everywhere = self.everywhere.get_or_insert_with(|| keys_of(self.reader, &section));
            let known = everywhere.get(name).into_iter().flatten();
            found.extend(known.filter(|(layer, _)| layer.number < own.0.number));
        }
        found
    }

    pub(super) fn unknown_key(&mut self, fields: &'static [Field], key: Value<'a>, name: &str) {
        if self.schema.allow_unknown || self.reader.allow_unknown {
            return;
        }
        let path = self.reader.child_path(name);
        if !matches!(key.place(), Some((_, node)) if node.kind().is_scalar()) {
            let finding = Finding::error(Code::KEY_NOT_TEXT, path, "a key is a list or a map, not text")
                .with_help("write the key as plain text");
            let finding = self.reader.locate(finding, key, None);
            self.reader.findings.push(finding);
            return;
        }
        let finding = Finding::error(Code::UNKNOWN_KEY, path.clone(), format!("unknown key {path}"));
        let places = key.span().map(|own| self.in_every_layer(own, name)).unwrap_or_default();
        let finding = places.into_iter().fold(finding, |finding, (layer, span)| {
            let label = self.reader.layer_name(layer);
            finding.with_place(layer.origin(span), layer.place(span, Some(self.reader.schema), label))
        });
        let taken = self.taken();
        let others: Vec<Other> = taken.others(name).collect();
        let own = fields.iter().filter(|field| !field.flatten);
        let all: Vec<&'static Field> = own.chain(taken.fields.iter().copied()).collect();
        let tags = taken.tags.clone();
        let aliases = all.iter().flat_map(|field| field.aliases.iter().copied());
        let names = all.iter().map(|field| field.name).chain(aliases).chain(tags.iter().copied());
        let elsewhere = || crate::source::elsewhere(self.reader.schema, name);
        let help = match crate::suggest::nearest(name, names) {
            _ if !others.is_empty() => of_another_variant(name, &others),
            Some(nearest) => format!("did you mean {nearest}?"),
            None => match elsewhere() {
                Some(path) => format!("did you mean {path}? this section knows {}", list(&all, &tags)),
                None => format!("this section knows {}", list(&all, &tags)),
            },
        };
        self.reader.findings.push(finding.with_help(help));
    }
}

/// What to do about a key of a variant that the tag does not choose.
fn of_another_variant(name: &str, others: &[Other]) -> String {
    let Other { tag, chosen, .. } = others[0];
    let variants = others.iter().filter(|other| other.tag == tag).map(|other| other.variant);
    let variants = variants.collect::<Vec<_>>().join(" or ");
    format!("{name} is a key of {variants}, but {tag} is {chosen}: remove it, or set {tag} to {variants}")
}

/// Where every layer has the keys of a section, the last layer first.
fn keys_of<'a>(reader: &mut Reader<'a>, section: &str) -> HashMap<&'a str, Vec<(&'a Layer, Span)>> {
    let mut found: HashMap<&'a str, Vec<(&'a Layer, Span)>> = HashMap::new();
    for layer in reader.layers.iter().rev() {
        let Some(below) = reader.in_layer(layer, section) else { continue };
        below.for_each_entry(|key, known, _| found.entry(known).or_default().extend(key.span()));
    }
    found
}

/// What to say of something that should not be used any more.
pub(super) fn deprecation(what: &str, deprecated: &Deprecated) -> String {
    let mut message = format!("{what} is deprecated");
    if !deprecated.since.is_empty() {
        message.push_str(" since ");
        message.push_str(deprecated.since);
    }
    if !deprecated.note.is_empty() {
        message.push_str(": ");
        message.push_str(deprecated.note);
    }
    message
}

fn list(fields: &[&'static Field], tags: &[&'static str]) -> String {
    const MOST: usize = 12;
    let mut names: Vec<&str> = fields.iter().map(|field| field.name).chain(tags.iter().copied()).collect();
    if names.len() > MOST {
        names.truncate(MOST);
        names.push("…");
    }
    if names.is_empty() { "no keys".to_owned() } else { names.join(", ") }
}

/// The required keys of a section, for the message that the section is missing.
fn required_keys(kind: &Kind) -> Vec<&'static str> {
    match kind.without_wrappers() {
        Kind::Section(schema) => flattened_fields(schema.fields())
            .into_iter()
            .filter(|field| matches!(field.default, DefaultValue::Required) && !is_optional(&field.kind))
            // What takes the keys that no field has asks for none.
            .filter(|field| !field.flatten)
            .map(|field| field.name)
            .collect(),
        _ => Vec::new(),
    }
}
