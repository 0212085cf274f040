//! Where a value came from: every layer it passed through, and who won.

use std::fmt;

use config_format::Kind as TextKind;

use super::loaded::{EffectiveValue, History};
use super::merge;
use super::shown::shown;
use crate::finding::{Code, Finding, Report};
use crate::read::{Value, suggest_path};
use crate::schema::{DefaultValue, Field, KeyInList, Kind, Merge};

/// The way of one path through the layers. Displays as text for people; secrets are masked.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    path: String,
    doc: &'static str,
    layers: usize,
    environment: String,
    steps: Vec<EffectiveValue>,
    /// Number of the layer that took the value away, when nothing gave it again.
    removed: Option<usize>,
    default: Option<String>,
    /// Whether every layer's part counts: a list that grows.
    grows: bool,
}

impl Explanation {
    pub(super) fn of(history: &History, path: &str) -> Result<Self, Report> {
        let schema = history.schema;
        if let Some(misplaced) = schema.key_in_list(path) {
            let help = what_to_write(history, &misplaced);
            return Err(Finding::error(Code::UNKNOWN_KEY, path, misplaced.message()).with_help(help).into());
        }
        let Some(place) = schema.place_at(path) else {
            let mut finding = Finding::error(Code::UNKNOWN_KEY, path, format!("no field is called {path}"));
            finding.help = Some(match suggest_path(schema, path) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => {
                    let keys: Vec<&str> = schema.all_fields().map(|field| field.name).take(20).collect();
                    format!("begin with one of {}", keys.join(", "))
                }
            });
            return Err(finding.into());
        };
        let (given, removed) = given_by(history, path);
        let secret = schema.holds_secret_at(path).unwrap_or(true);
        let steps = history.with_reader(|reader| {
            let step = |(layer, index)| {
                let value = Value::node(reader.layer(layer), index);
                let mut step = shown(value, secret, path, schema, reader);
                if let Some(what) = collection(value, place.kind) {
                    step.text = what;
                }
                step
            };
            given.into_iter().map(step).collect()
        });
        // What lies inside of a field has no default and no strategy of its own.
        let field = place.field.filter(|_| !place.inside);
        let default = match field.map(|field| &field.default) {
            Some(DefaultValue::Literal(literal)) => Some(literal.to_string()),
            Some(DefaultValue::Expression(text)) => Some((*text).to_owned()),
            Some(DefaultValue::Type) => Some("the type's default".to_owned()),
            Some(DefaultValue::Required) | None => None,
        };
        let strategy = field.map(Field::merge_strategy);
        Ok(Self {
            path: path.to_owned(),
            doc: place.field.map_or("", |field| field.doc),
            layers: history.layers.len(),
            environment: history.environment.name().to_owned(),
            steps,
            removed,
            default,
            grows: matches!(strategy, Some(Merge::Append | Merge::Keyed)),
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
        self.steps.last().filter(|_| self.removed.is_none())
    }
}

/// The path that may be meant, where one names a key in the place of an element's number.
fn what_to_write(history: &History, misplaced: &KeyInList<'_>) -> String {
    let schema = history.schema;
    let key = schema.field_at(&misplaced.list).and_then(|field| field.key).unwrap_or("name");
    history.with_reader(|reader| {
        let list = reader.root().lookup(schema, &misplaced.list);
        let items = list.map(Value::items).unwrap_or_default();
        let is_called = |item: &Value<'_>| {
            item.child(key).and_then(Value::raw_scalar).is_some_and(|name| name.text == misplaced.key)
        };
        if let Some(index) = items.iter().position(is_called) {
            return format!("did you mean {}?", misplaced.mended(index, true));
        }
        let path = misplaced.mended(0, false);
        match items.len() {
            0 => format!("write {path}; it has no elements now"),
            1 => format!("write {path}, for its only element"),
            count => format!("write {path}, for one of its {count} elements"),
        }
    })
}

/// The layers that gave the value at a path, each with the node that did, and the layer that took it away in the end.
/// The layers are merged one by one, so that the path leads to the same element of a list in each.
fn given_by(history: &History, path: &str) -> (Vec<(usize, u32)>, Option<usize>) {
    let mut given: Vec<(usize, u32)> = Vec::new();
    let mut removed = None;
    for layer in &history.layers {
        let merged = merge(history.schema, &history.layers[..layer.number], &mut Vec::new());
        let value = merged.as_ref().and_then(|merged| merged.value().lookup(history.schema, path));
        match value.and_then(Value::place) {
            Some((giver, node)) if giver.number == layer.number => {
                given.push((layer.number, node.index()));
                removed = None;
            }
            Some(_) => {}
            None if !given.is_empty() && removed.is_none() => removed = Some(layer.number),
            None => {}
        }
    }
    (given, removed)
}

/// What a list or a map is called here.
fn collection(value: Value<'_>, kind: Option<&Kind>) -> Option<String> {
    match (value.kind()?, kind.map(Kind::without_wrappers)) {
        (TextKind::List, _) => Some(format!("a list of {}", value.items().len())),
        (TextKind::Map, Some(Kind::List { .. })) => Some("elements by their index".to_owned()),
        (TextKind::Map, Some(Kind::Map { .. })) => Some("a map".to_owned()),
        (TextKind::Map, _) => Some("a section".to_owned()),
        _ => None,
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.path)?;
        for line in self.doc.lines() {
            writeln!(formatter, "  {line}")?;
        }
        writeln!(formatter, "  environment {}, {} layers", self.environment, self.layers)?;
        match &self.default {
            Some(default) => {
                let mark = if self.winner().is_none() { "=>" } else { "  " };
                writeln!(formatter, "{mark} default: {default}")?;
            }
            None => writeln!(formatter, "   no default")?,
        }
        for (index, step) in self.steps.iter().enumerate() {
            let counts = self.removed.is_none() && (self.grows || index + 1 == self.steps.len());
            let mark = if counts { "=>" } else { "  " };
            let layer = step.layer.unwrap_or_default();
            writeln!(formatter, "{mark} layer {layer} of {}: {} at {}", self.layers, step.text, step.origin)?;
            for reference in &step.references {
                writeln!(formatter, "       {reference}")?;
            }
        }
        if let Some(layer) = self.removed {
            writeln!(formatter, "   layer {layer} of {}: took it away", self.layers)?;
        }
        Ok(())
    }
}
