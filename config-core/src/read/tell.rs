//! Findings of the reader: what a value is, where it comes from, and what to do.

use super::reader::Reader;
use super::value::{Inner, Value};
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Layer, Outcome};
use crate::path::{push_index, push_key};
use crate::schema::{Field, Kind, Schema};

impl<'a> Reader<'a> {
    /// Reports a value of a wrong type, unless its references already failed. Always `None`.
    pub fn wrong_type<T>(&mut self, value: Value<'a>, kind: &Kind) -> Option<T> {
        if self.failed_reference(value) && self.scalar(value).is_none() {
            return None;
        }
        if let Some((layer, span)) = value.span()
            && layer.refused.contains(&span)
        {
            return None;
        }
        let followed = self.follow(value);
        let found = followed.describe();
        let help = super::help::of_wrong_type(followed, kind);
        let message = format!("expected {}, found {found}", kind.describe());
        // Text in place of a list or section of secrets may be one of them.
        let hidden = usize::from(kind.contains_secret());
        self.secret += hidden;
        self.report(Code::WRONG_TYPE, value, message, Some(help));
        self.secret -= hidden;
        None
    }

    /// Reports a list of a wrong length.
    pub(super) fn wrong_count(&mut self, value: Value<'a>, expected: usize, found: usize) {
        let elements = if expected == 1 { "element" } else { "elements" };
        self.error_with_help(
            Code::LENGTH,
            value,
            format!("expected {expected} {elements}, found {found}"),
            format!("give exactly {expected} {elements}"),
        );
    }

    /// Reports a value that is wrong in itself; the message goes on after the path. Always `None`.
    pub fn invalid<T>(
        &mut self,
        code: Code,
        value: Value<'a>,
        problem: impl Into<String>,
        help: impl FnOnce() -> String,
    ) -> Option<T> {
        let shown = self.shown(value);
        let message = match shown {
            Some(shown) => format!("{shown} {}", problem.into()),
            None => format!("the value {}", problem.into()),
        };
        self.report(code, value, message, Some(help()));
        None
    }

    pub(super) fn report(&mut self, code: Code, value: Value<'a>, message: String, help: Option<String>) {
        let mut finding = Finding::error(code, self.current_path(), message);
        finding = self.locate(finding, value, None);
        finding.help = help;
        self.findings.push(finding);
    }

    pub(super) fn secret_in_clear(&mut self, value: Value<'a>) {
        let finding = Finding::error(
            Code::SECRET_IN_CLEAR,
            self.current_path(),
            "a secret is referred to, but the field is not a Secret and would show it",
        )
        .with_help("make the field's type Secret<…>, or refer to something else");
        let finding = self.locate(finding, value, None);
        self.findings.push(finding);
    }

    /// Adds where a value comes from: its place, where its reference led, or the line of code of a default.
    pub(super) fn locate(&self, finding: Finding, value: Value<'a>, field: Option<&Field>) -> Finding {
        match value.span() {
            Some((layer, span)) => {
                let label = self.layer_label(layer, value);
                let place = if self.secret == 0 {
                    layer.place(span, Some(self.schema), label)
                } else {
                    layer.place_of_secret(span, self.schema, label)
                };
                let mut finding = finding.with_place(layer.origin(span), place);
                if let Inner::Node { layer, index } = value.0
                    && let Some(resolved) = self.resolutions.get(layer, index)
                {
                    if let Some(origin) = &resolved.origin {
                        finding = finding.with_labelled_origin(origin.clone(), None, "");
                    }
                    finding.notes.extend(resolved.trail.iter().cloned());
                }
                finding
            }
            None => {
                let line = field.map_or(self.schema.line, |field| field.line);
                finding.with_labelled_origin(
                    Origin::Code { file: self.schema.file.to_owned(), line },
                    None,
                    "the default",
                )
            }
        }
    }

    /// `65536, from layer 3 of 5, environment production`.
    pub(super) fn layer_label(&self, layer: &Layer, value: Value<'a>) -> String {
        let mut from = self.layer_name(layer);
        if from.is_empty() {
            return self.shown(value).unwrap_or_default();
        }
        if layer.for_environment {
            from.push_str(", environment ");
            from.push_str(self.environment.name());
        }
        match self.shown(value) {
            Some(shown) => format!("{shown}, {from}"),
            None => from,
        }
    }

    /// `from layer 3 of 5`; nothing for the file of another program, which is alone.
    pub(super) fn layer_name(&self, layer: &Layer) -> String {
        if self.foreign {
            String::new()
        } else {
            format!("from layer {} of {}", layer.number, self.layers.len())
        }
    }

    /// A scalar's text, cut to a length that fits a message; nothing for secrets, lists, maps and the empty.
    pub(super) fn shown(&self, value: Value<'a>) -> Option<String> {
        if self.secret > 0 {
            return None;
        }
        let value = self.follow(value);
        if let Inner::Node { layer, index } = value.0
            && let Some(resolved) = self.resolutions.get(layer, index)
        {
            return match &resolved.outcome {
                Outcome::Text(text, false) => Some(cut(text)),
                _ => None,
            };
        }
        let scalar = value.raw_scalar()?;
        match scalar.literal {
            Some(literal) => Some(cut(&literal.to_string())),
            None if scalar.text.is_empty() => None,
            None => Some(cut(scalar.text)),
        }
    }

    /// Makes a finding at the value being read, for implementations of [`crate::ConfigValue`]. The message must not
    /// hold the value's text unless the value may be shown.
    pub fn error(&mut self, code: Code, value: Value<'a>, message: impl Into<String>) {
        self.report(code, value, message.into(), None);
    }

    /// As [`Reader::error`], with what to do about it.
    pub(super) fn error_with_help(
        &mut self,
        code: Code,
        value: Value<'a>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, value, message.into(), Some(help.into()));
    }
}

pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 80;
    let masked = crate::secret::without_passwords(text);
    let text = masked.as_ref();
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > MOST || line.len() < text.trim_end().len() {
        let mut shortened: String = line.chars().take(MOST).collect();
        shortened.push('…');
        shortened
    } else {
        line.to_owned()
    }
}

/// The path of the schema that is nearest to a wrong one, changing one segment.
pub(crate) fn suggest_path(schema: &'static Schema, path: &str) -> Option<String> {
    let mut current = schema;
    let mut fixed = String::new();
    let mut changed = false;
    let mut kind: Option<&'static Kind> = None;
    for segment in crate::path::segments(path) {
        if let Some(inner) = kind.map(Kind::without_wrappers) {
            match inner {
                Kind::Section(section) => current = section,
                Kind::List { element, .. } => {
                    kind = Some(element);
                    push_index(&mut fixed, segment.parse().ok()?);
                    continue;
                }
                Kind::Map { value, .. } => {
                    kind = Some(value);
                    push_key(&mut fixed, segment);
                    continue;
                }
                _ => return changed.then_some(fixed),
            }
        }
        let name = if current.find(segment).is_some() {
            segment
        } else {
            changed = true;
            crate::suggest::nearest(segment, current.all_fields().map(|field| field.name))?
        };
        push_key(&mut fixed, name);
        kind = Some(&current.find(name)?.kind);
    }
    changed.then_some(fixed)
}
