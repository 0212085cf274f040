//! Any figment provider as a layer.

use std::collections::{HashMap, HashSet};

use config_format::{Builder, Format, Kind as TextKind, Span};
use figment::value::{Empty, Num, Tag, Value};
use figment::{Figment, Metadata, Profile, Source};

use super::Intake;
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Index, Layer, Places, Sight};
use crate::path::DEEPEST;

/// Reads a provider's values, for the environment's profile over its default one, into a layer.
pub(crate) fn provider(intake: &mut Intake<'_>, figment: &Figment, name: &str) {
    let figment = figment.clone().select(Profile::new(intake.environment.name()));
    match figment.find_value("") {
        Ok(value) => {
            let (mut layer, too_deep) = layer_of(name, &value, &|tag| figment.get_metadata(tag));
            layer.number = intake.next_number();
            if let Some(finding) = too_deep {
                intake.incomplete = true;
                intake.findings.push(finding);
            }
            intake.layers.push(layer);
        }
        Err(error) => {
            intake.incomplete = true;
            for error in error {
                let origin = match &error.metadata {
                    Some(metadata) => origin_of(metadata),
                    None => Origin::Provider { name: name.to_owned() },
                };
                // A provider's message may repeat values, so only its sort is told.
                let message = match &error.kind {
                    figment::error::Kind::Message(text) if !intake.may_hold_secrets() => {
                        format!("the provider failed: {text}")
                    }
                    figment::error::Kind::MissingField(field) => format!("the provider misses {field}"),
                    figment::error::Kind::InvalidType(_, wanted)
                    | figment::error::Kind::InvalidValue(_, wanted) => {
                        format!("the provider failed: expected {wanted}")
                    }
                    _ => "the provider failed".to_owned(),
                };
                intake.findings.push(Finding::error(Code::PROVIDER, "", message).with_origin(origin));
            }
        }
    }
}

/// A figment value as the only layer of a reading. Its text stays as it is: it may come from anyone, as the body of a
/// request does, and a reference in it would read our files.
///
/// # Errors
///
/// A finding, when values lie too deep in each other to be read.
pub(crate) fn from_figment_value(name: &str, value: &Value) -> Result<Layer, Box<Finding>> {
    let (layer, too_deep) = layer_of(name, value, &|_| None);
    match too_deep {
        Some(finding) => Err(Box::new(finding)),
        None => Ok(Layer { references: false, ..layer }),
    }
}

/// The layer, and what to say of values that lie too deep in each other and were left out.
fn layer_of<'m>(
    name: &str,
    value: &Value,
    metadata: &dyn Fn(Tag) -> Option<&'m Metadata>,
) -> (Layer, Option<Finding>) {
    let mut copier = Copier {
        builder: Builder::new(),
        origins: vec![Origin::Provider { name: name.to_owned() }],
        tags: HashMap::new(),
        metadata,
        references: false,
        too_deep: None,
    };
    copier.copy(value, 0);
    let too_deep = copier.too_deep.map(|place| {
        let message = format!("values lie more than {DEEPEST} levels deep in each other");
        Finding::error(Code::LIMIT, "", message)
            .with_origin(copier.origins[place.start as usize].clone())
            .with_help("nest less; what lies deeper was left out")
    });
    let layer = Layer {
        number: 1,
        name: name.to_owned(),
        tree: copier.builder.finish(Format::Text, ""),
        places: Places::Listed(copier.origins),
        indexed: false,
        for_environment: false,
        references: copier.references,
        refused: HashSet::new(),
        sight: Sight::default(),
        index: Index::default(),
    };
    (layer, too_deep)
}

struct Copier<'c, 'm> {
    builder: Builder,
    origins: Vec<Origin>,
    tags: HashMap<Tag, u32>,
    metadata: &'c dyn Fn(Tag) -> Option<&'m Metadata>,
    references: bool,
    /// Where the first value lies that is too deep.
    too_deep: Option<Span>,
}

impl Copier<'_, '_> {
    /// The place of a tag: its origin's index.
    fn place(&mut self, tag: Tag) -> Span {
        if let Some(index) = self.tags.get(&tag) {
            return Span::new(*index, *index);
        }
        let Some(metadata) = (self.metadata)(tag) else { return Span::new(0, 0) };
        let index = self.origins.len() as u32;
        self.origins.push(origin_of(metadata));
        self.tags.insert(tag, index);
        Span::new(index, index)
    }

    fn copy(&mut self, value: &Value, depth: usize) {
        let span = self.place(value.tag());
        if depth >= DEEPEST {
            self.too_deep.get_or_insert(span);
            return self.builder.decoded(TextKind::Null, span, "", true);
        }
        match value {
            Value::String(_, text) => {
                self.references |= config_format::has_reference(text);
                self.builder.decoded(TextKind::String, span, text, false);
            }
            Value::Char(_, character) => {
                self.builder.decoded(TextKind::String, span, character.encode_utf8(&mut [0; 4]), false)
            }
            Value::Bool(_, truth) => {
                self.builder.decoded(TextKind::Boolean, span, if *truth { "true" } else { "false" }, true);
            }
            Value::Num(_, number) => {
                let kind = if matches!(number, Num::F32(_) | Num::F64(_)) {
                    TextKind::Float
                } else {
                    TextKind::Integer
                };
                self.builder.decoded(kind, span, &number_text(*number), true);
            }
            Value::Empty(_, Empty::None | Empty::Unit) => {
                self.builder.decoded(TextKind::Null, span, "", true)
            }
            Value::Dict(_, dict) => {
                self.builder.open(TextKind::Map, span);
                for (key, value) in dict {
                    let span = self.place(value.tag());
                    self.builder.decoded(TextKind::Text, span, key, true);
                    self.copy(value, depth + 1);
                }
                self.builder.close(span.end);
            }
            Value::Array(_, items) => {
                self.builder.open(TextKind::List, span);
                items.iter().for_each(|item| self.copy(item, depth + 1));
                self.builder.close(span.end);
            }
        }
    }
}

fn number_text(number: Num) -> String {
    match number {
        Num::U8(number) => number.to_string(),
        Num::U16(number) => number.to_string(),
        Num::U32(number) => number.to_string(),
        Num::U64(number) => number.to_string(),
        Num::U128(number) => number.to_string(),
        Num::USize(number) => number.to_string(),
        Num::I8(number) => number.to_string(),
        Num::I16(number) => number.to_string(),
        Num::I32(number) => number.to_string(),
        Num::I64(number) => number.to_string(),
        Num::I128(number) => number.to_string(),
        Num::ISize(number) => number.to_string(),
        Num::F32(number) => format!("{number:?}"),
        Num::F64(number) => format!("{number:?}"),
    }
}

fn origin_of(metadata: &Metadata) -> Origin {
    Origin::Provider { name: provider_name(metadata) }
}

/// What to call a provider: its name, and its source where it tells.
pub(crate) fn provider_name(metadata: &Metadata) -> String {
    match &metadata.source {
        Some(Source::File(path)) => format!("{} {}", metadata.name, path.display()),
        Some(source) => format!("{} {source}", metadata.name),
        None => metadata.name.to_string(),
    }
}
