//! The walk over the merged tree: paths, references, and findings for values of a wrong type.

use config_format::Kind as TextKind;
use config_format::number::{Integer, NumberError};

use super::value::{Inner, Scalar, Value};
use crate::environment::Environment;
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Layer, Outcome, Resolutions};
use crate::path::{Segment, joined, push_index, push_key};
use crate::schema::{Field, Kind, Literal, Schema};

/// Reads values and collects findings. Implementations of [`crate::ConfigValue`] get one and hand their value to its
/// methods.
pub struct Reader<'a> {
    pub(super) schema: &'static Schema,
    pub(super) layers: &'a [Layer],
    pub(super) resolutions: &'a Resolutions<'a>,
    pub(super) environment: &'a Environment,
    pub(crate) findings: Vec<Finding>,
    pub(super) path: Vec<Segment<'a>>,
    /// The values of the fields of all sections being read, innermost last.
    pub(super) slots: Vec<Option<Value<'a>>>,
    /// How many secrets the current value lies in.
    pub(super) secret: usize,
    /// Whether missing keys are left out, because a source could not be read and may have held them.
    pub(super) incomplete: bool,
    /// Whether the current section is flattened, so that the section around it reports unknown keys.
    pub(super) in_flattened: bool,
    /// Whether the current field accepts unknown keys inside.
    pub(super) allow_unknown: bool,
    /// The tag of the variant whose single value is read next; the section that is read then shares its map.
    pub(super) content_tag: Option<&'static str>,
    /// Keys that a flattened map must leave to the fields beside it.
    pub(super) claimed: Vec<&'static str>,
    /// The whole merged tree.
    pub(super) root: Value<'a>,
    /// Whether the text is another program's own file: without keys of ours, and null is as if the key were absent.
    pub(crate) foreign: bool,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reader").field("path", &self.current_path()).finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        schema: &'static Schema,
        layers: &'a [Layer],
        resolutions: &'a Resolutions<'a>,
        environment: &'a Environment,
        root: Value<'a>,
        incomplete: bool,
    ) -> Self {
        Self {
            schema,
            layers,
            resolutions,
            environment,
            findings: Vec::new(),
            path: Vec::new(),
            slots: Vec::new(),
            secret: 0,
            incomplete,
            in_flattened: false,
            allow_unknown: false,
            content_tag: None,
            claimed: Vec::new(),
            root,
            foreign: false,
        }
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// The environment that is loaded for.
    pub(crate) fn environment(&self) -> &'a Environment {
        self.environment
    }

    /// The whole merged tree.
    pub(crate) fn root(&self) -> Value<'a> {
        self.root
    }

    /// A layer by its number.
    pub(crate) fn layer(&self, number: usize) -> &'a Layer {
        &self.layers[number - 1]
    }

    /// What the references of a value led to.
    pub(crate) fn resolved(&self, value: Value<'a>) -> Option<&'a crate::layer::Resolved<'a>> {
        match value.0 {
            Inner::Node { layer, index } => self.resolutions.get(layer, index),
            _ => None,
        }
    }

    /// The path of the value being read.
    #[must_use]
    pub fn current_path(&self) -> String {
        joined(&self.path)
    }

    /// The path of a key of the section being read.
    pub(super) fn child_path(&self, key: &str) -> String {
        let mut path = self.current_path();
        push_key(&mut path, key);
        path
    }

    /// Reads one element of a list.
    pub(super) fn element<T: crate::ConfigValue>(&mut self, index: usize, value: Value<'a>) -> Option<T> {
        self.path.push(Segment::Index(index));
        let result = T::read(value, self);
        self.path.pop();
        result
    }

    /// The value that a `${config:…}` stands for, if the value is one that names a list, a map or a typed scalar.
    pub(crate) fn follow(&self, value: Value<'a>) -> Value<'a> {
        if let Inner::Node { layer, index } = value.0
            && layer.references
            && let Some(resolved) = self.resolutions.get(layer, index)
            && let Outcome::Value(target) = &resolved.outcome
        {
            return *target;
        }
        value
    }

    /// The scalar behind a value, references followed; `None` for lists, maps, and references that failed.
    pub(crate) fn scalar(&mut self, value: Value<'a>) -> Option<Scalar<'a>> {
        let value = self.follow(value);
        if let Inner::Node { layer, index } = value.0
            && layer.references
            && let Some(resolved) = self.resolutions.get(layer, index)
        {
            return match &resolved.outcome {
                Outcome::Text(text, secret) => {
                    if *secret && self.secret == 0 {
                        self.secret_in_clear(value);
                        return None;
                    }
                    Some(Scalar::text(text))
                }
                Outcome::Value(_) | Outcome::Failed => None,
            };
        }
        value.raw_scalar()
    }

    /// Whether a finding was made already for the references of a value.
    fn failed_reference(&self, value: Value<'a>) -> bool {
        matches!(value.0, Inner::Node { layer, index }
            if layer.references && self.resolutions.get(layer, index).is_some_and(|resolved| !matches!(resolved.outcome, Outcome::Value(_))))
    }

    /// The text of a scalar, for types that are written as text.
    pub fn text(&mut self, value: Value<'a>, kind: &Kind) -> Option<&'a str> {
        match self.scalar(value) {
            Some(scalar) => match scalar.as_text() {
                Some(text) => Some(text),
                None => self.wrong_type(value, kind),
            },
            None => self.wrong_type(value, kind),
        }
    }

    /// A truth value.
    pub fn boolean(&mut self, value: Value<'a>) -> Option<bool> {
        let scalar = self.scalar(value);
        let older = || scalar.filter(|_| self.foreign).and_then(|scalar| scalar.boolean_of_yaml_1_1());
        match scalar.and_then(|scalar| scalar.boolean()).or_else(older) {
            Some(truth) => Some(truth),
            None => self.wrong_type(value, &Kind::Boolean),
        }
    }

    /// A whole number that the kind can hold.
    pub fn integer(&mut self, value: Value<'a>, kind: &Kind) -> Option<Integer> {
        let scalar = self.scalar(value);
        let older = || scalar.filter(|_| self.foreign).and_then(|scalar| scalar.integer_of_yaml_1_1());
        let Some(number) = scalar.and_then(|scalar| scalar.integer()).or_else(older) else {
            return self.wrong_type(value, kind);
        };
        let Kind::Integer { minimum, maximum, name } = kind else { return None };
        match number {
            Ok(number) if within(number, *minimum, *maximum) => Some(number),
            Ok(_) | Err(NumberError::TooLarge) => {
                self.invalid(Code::NUMBER_RANGE, value, format!("is outside of what {name} can hold"), || {
                    format!("give {}", kind.describe())
                })
            }
            Err(NumberError::Malformed) => self.wrong_type(value, kind),
        }
    }

    /// A number.
    pub fn float(&mut self, value: Value<'a>) -> Option<f64> {
        match self.scalar(value).and_then(|scalar| scalar.float()) {
            Some(Ok(number)) => Some(number),
            Some(Err(NumberError::TooLarge)) => {
                self.invalid(Code::NUMBER_RANGE, value, "is larger than a 64-bit float can hold", || {
                    "give a smaller number".to_owned()
                })
            }
            _ => self.wrong_type(value, &Kind::Float),
        }
    }

    /// Text that a parser turns into a value. The parser's error must not repeat the text.
    pub fn parsed<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(value, kind)?;
        match parse(text) {
            Ok(parsed) => Some(parsed),
            Err(problem) => {
                self.invalid(Code::MALFORMED, value, format!("is not {}: {problem}", kind.describe()), || {
                    format!("give {}", kind.describe())
                })
            }
        }
    }

    /// Text through a parser whose error may repeat the text, and so is left out for secrets.
    pub(super) fn through_text<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let secret = self.secret > 0;
        self.parsed(value, kind, |text| {
            parse(text).map_err(|problem| if secret { "it cannot be read".to_owned() } else { problem })
        })
    }

    /// As [`Reader::through_text`]; nothing, or null, is `None`.
    pub(super) fn through_optional_text<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<Option<T>> {
        if self.follow(value).is_null() {
            return Some(None);
        }
        self.through_text(value, kind, parse).map(Some)
    }

    /// As [`Reader::parsed`], for types that bare numbers also stand for.
    pub fn measured<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if let Some(scalar) = self.scalar(value)
            && matches!(scalar.kind, TextKind::Integer | TextKind::Float)
            && scalar.literal.is_none()
        {
            return match parse(scalar.text) {
                Ok(parsed) => Some(parsed),
                Err(problem) => self.invalid(
                    Code::MALFORMED,
                    value,
                    format!("is not {}: {problem}", kind.describe()),
                    || format!("give {}", kind.describe()),
                ),
            };
        }
        if let Some(Scalar { literal: Some(literal @ Literal::Integer(_)), .. }) = self.scalar(value) {
            return parse(&literal.to_string()).ok();
        }
        self.parsed(value, kind, parse)
    }

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

    fn report(&mut self, code: Code, value: Value<'a>, message: String, help: Option<String>) {
        let mut finding = Finding::error(code, self.current_path(), message);
        finding = self.locate(finding, value, None);
        finding.help = help;
        self.findings.push(finding);
    }

    fn secret_in_clear(&mut self, value: Value<'a>) {
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
                let mut finding = finding.with_place(
                    layer.origin(span),
                    layer.place(span, (self.secret == 0).then_some(self.schema), label),
                );
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
        let mut from = format!("from layer {} of {}", layer.number, self.layers.len());
        if layer.for_environment {
            from.push_str(", environment ");
            from.push_str(self.environment.name());
        }
        match self.shown(value) {
            Some(shown) => format!("{shown}, {from}"),
            None => from,
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

fn within(number: Integer, minimum: i128, maximum: u128) -> bool {
    if number.negative && number.magnitude > 0 {
        minimum < 0 && number.magnitude <= minimum.unsigned_abs()
    } else {
        number.magnitude <= maximum && (minimum <= 0 || number.magnitude >= minimum.unsigned_abs())
    }
}

pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 80;
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
    Some(fixed)
}
