//! Where a value came from: every layer it passed through, and who won.

use std::fmt;

use super::loaded::{EffectiveValue, History, shown};
use crate::finding::{Code, Finding, Report};
use crate::path::segments;
use crate::read::{Value, suggest_path};
use crate::schema::{DefaultValue, Merge};

/// The way of one path through the layers. Displays as text for people; secrets are masked.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    path: String,
    doc: &'static str,
    layers: usize,
    environment: String,
    steps: Vec<EffectiveValue>,
    names: Vec<String>,
    default: Option<String>,
    merge: Merge,
}

impl Explanation {
    pub(super) fn of(history: &History, path: &str) -> Result<Self, Report> {
        let Some(field) = history.schema.field_at(path) else {
            let mut finding = Finding::error(Code::UNKNOWN_KEY, path, format!("no field is called {path}"));
            finding.help =
                suggest_path(history.schema, path).map(|nearest| format!("did you mean {nearest}?"));
            return Err(finding.into());
        };
        let secret = field.kind.contains_secret();
        let (steps, names) = history.with_reader(|reader| {
            let mut steps = Vec::new();
            let mut names = Vec::new();
            for layer in &history.layers {
                let mut value = Some(Value::node(reader.layer(layer.number), 0));
                for segment in segments(path) {
                    value = value.and_then(|value| value.child(segment));
                }
                if let Some(value) = value {
                    steps.push(shown(value, secret, path, history.schema, reader));
                    names.push(layer.name.clone());
                }
            }
            (steps, names)
        });
        let default = match &field.default {
            DefaultValue::Literal(literal) => Some(literal.to_string()),
            DefaultValue::Expression(text) => Some((*text).to_owned()),
            DefaultValue::Type => Some("the type's default".to_owned()),
            DefaultValue::Required => None,
        };
        Ok(Self {
            path: path.to_owned(),
            doc: field.doc,
            layers: history.layers.len(),
            environment: history.environment.name().to_owned(),
            steps,
            names,
            default,
            merge: field.merge_strategy(),
        })
    }

    /// The values in the order of the layers; the last one won, unless lists were appended or merged.
    #[must_use]
    pub fn steps(&self) -> &[EffectiveValue] {
        &self.steps
    }

    /// The value that won; nothing when the default counts.
    #[must_use]
    pub fn winner(&self) -> Option<&EffectiveValue> {
        self.steps.last()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.path)?;
        if !self.doc.is_empty() {
            for line in self.doc.lines() {
                writeln!(formatter, "  {line}")?;
            }
        }
        writeln!(formatter, "  environment {}, {} layers", self.environment, self.layers)?;
        match &self.default {
            Some(default) => {
                let mark = if self.steps.is_empty() { "=>" } else { "  " };
                writeln!(formatter, "{mark} default: {default}")?;
            }
            None => writeln!(formatter, "   no default")?,
        }
        let whole = !matches!(self.merge, Merge::Append | Merge::Keyed);
        for (index, step) in self.steps.iter().enumerate() {
            let last = index + 1 == self.steps.len();
            let mark = if last || !whole { "=>" } else { "  " };
            let layer = step.layer.unwrap_or_default();
            writeln!(formatter, "{mark} layer {layer} of {}: {} at {}", self.layers, step.text, step.origin)?;
            for reference in &step.references {
                writeln!(formatter, "       {reference}")?;
            }
        }
        Ok(())
    }
}
