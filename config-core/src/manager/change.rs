//! What a reload changes, path by path.

use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::finding::Origin;
use crate::layer::{EffectiveValue, Number};
use crate::schema::{Content, Field, Kind, Reload, Schema, Shape};

/// A change that is offered to subscribers: the old and the new value, and the paths in which they differ.
pub struct Change<T> {
    pub(crate) old: Snapshot<T>,
    pub(crate) new: Snapshot<T>,
    pub(crate) paths: Arc<[PathChange]>,
    pub(crate) rollback: bool,
    pub(crate) planned: bool,
}

impl<T> Change<T> {
    /// What serves until now.
    #[must_use]
    pub fn old(&self) -> &Snapshot<T> {
        &self.old
    }

    /// What is to serve, or serves.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "the other side of `old`")]
    pub fn new(&self) -> &Snapshot<T> {
        &self.new
    }

    /// The paths that differ, in the order of the schema.
    #[must_use]
    pub fn paths(&self) -> &[PathChange] {
        &self.paths
    }

    /// Whether anything at or below `path` differs: `limits` stands for `limits.max_tokens`.
    #[must_use]
    pub fn touches(&self, path: &str) -> bool {
        self.paths.iter().any(|change| lies_in(&change.path, path))
    }

    /// What the whole change asks for: the strictest class of its paths.
    #[must_use]
    pub fn reload(&self) -> Reload {
        strictest(&self.paths)
    }

    /// Whether this goes back to a value that served before.
    #[must_use]
    pub fn is_rollback(&self) -> bool {
        self.rollback
    }

    /// Whether this only asks what would happen: see `ConfigurationManager::plan`. Nothing follows on `prepare`.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        self.planned
    }
}

impl<T> Clone for Change<T> {
    fn clone(&self) -> Self {
        Self {
            old: self.old.clone(),
            new: self.new.clone(),
            paths: Arc::clone(&self.paths),
            rollback: self.rollback,
            planned: self.planned,
        }
    }
}

impl<T> std::fmt::Debug for Change<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Change")
            .field("old", &self.old.generation())
            .field("new", &self.new.generation())
            .field("paths", &self.paths)
            .finish_non_exhaustive()
    }
}

/// A path whose value differs. Secrets are masked on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct PathChange {
    pub(crate) path: String,
    pub(crate) old: Option<EffectiveValue>,
    pub(crate) new: Option<EffectiveValue>,
    /// What both values mean, where they are numbers.
    pub(crate) numbers: (Option<Number>, Option<Number>),
    pub(crate) reload: Reload,
}

impl PathChange {
    /// The path, such as `upstreams[2].url`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value until now, with its origin; nothing when the path is new.
    #[must_use]
    pub fn old(&self) -> Option<&EffectiveValue> {
        self.old.as_ref()
    }

    /// The value from now on, with its origin; nothing when the path is gone.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "the other side of `old`")]
    pub fn new(&self) -> Option<&EffectiveValue> {
        self.new.as_ref()
    }

    /// What the change asks for: the strictest class of the fields on the way to the path.
    #[must_use]
    pub fn reload(&self) -> Reload {
        self.reload
    }

    /// The origins of both values, the new one first.
    pub(crate) fn origins(&self) -> impl Iterator<Item = (&Origin, Option<usize>, &str)> {
        self.new.iter().chain(&self.old).map(|value| (&value.origin, value.layer, value.text.as_str()))
    }
}

impl std::fmt::Display for PathChange {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |value: &Option<EffectiveValue>| match value {
            Some(value) => value.text.clone(),
            None => "nothing".to_owned(),
        };
        write!(formatter, "{}: {} -> {}", self.path, text(&self.old), text(&self.new))?;
        match self.reload {
            Reload::Hot => Ok(()),
            class => write!(formatter, " ({})", class.name()),
        }
    }
}

/// Whether `path` is `prefix` or lies below it.
pub(crate) fn lies_in(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| prefix.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The strictest class among paths.
pub(crate) fn strictest(paths: &[PathChange]) -> Reload {
    paths.iter().map(|change| change.reload).max().unwrap_or_default()
}

/// The fields on the way to a path, outermost first, each with its own path.
pub(crate) fn fields_on(schema: &'static Schema, path: &str) -> Vec<(String, &'static Field)> {
    let mut found = Vec::new();
    let mut place = Place::Section(schema);
    let mut walked = String::new();
    for segment in crate::path::segments(path) {
        let index =
            segment.parse().ok().filter(|_| matches!(place, Place::Kind(Kind::List { .. } | Kind::Tuple(_))));
        match index {
            Some(index) => crate::path::push_index(&mut walked, index),
            None => crate::path::push_key(&mut walked, segment),
        }
        let Some((next, fields)) = place.step(segment) else { break };
        found.extend(fields.into_iter().map(|field| (walked.clone(), field)));
        place = next;
    }
    found
}

/// The strictest class of the fields on the way to a path.
pub(crate) fn reload_of(schema: &'static Schema, path: &str) -> Reload {
    fields_on(schema, path).iter().map(|(_, field)| field.reload).max().unwrap_or_default()
}

/// Where a walk along a path stands.
#[derive(Clone, Copy)]
enum Place {
    Section(&'static Schema),
    Fields(&'static [Field]),
    Kind(&'static Kind),
}

impl Place {
    /// One step down, and the fields that it passes: a flattened section adds its own.
    fn step(self, segment: &str) -> Option<(Self, Vec<&'static Field>)> {
        match self {
            Place::Fields(fields) => step_fields(fields, segment),
            Place::Kind(kind) => match kind {
                Kind::Section(schema) => Place::Section(schema).step(segment),
                Kind::List { element, .. } => Some((Place::of(element), Vec::new())),
                Kind::Map { value, .. } => Some((Place::of(value), Vec::new())),
                Kind::Tuple(kinds) => {
                    Some((Place::of(kinds.get(segment.parse::<usize>().ok()?)?), Vec::new()))
                }
                _ => None,
            },
            Place::Section(schema) => match schema.shape {
                Shape::Struct(fields) => step_fields(fields, segment),
                Shape::Newtype(fields) => Place::of(&fields[0].kind).step(segment),
                Shape::Enum { tag: None, variants } => {
                    let variant = variants.iter().find(|variant| variant.name == segment)?;
                    match variant.content {
                        Content::Unit => None,
                        Content::Struct(fields) => Some((Place::Fields(fields), Vec::new())),
                        Content::Newtype(fields) => Some((Place::of(&fields[0].kind), Vec::new())),
                    }
                }
                Shape::Enum { tag: Some(_), variants } => {
                    variants.iter().find_map(|variant| match variant.content {
                        Content::Unit => None,
                        Content::Struct(fields) => step_fields(fields, segment),
                        Content::Newtype(fields) => Place::of(&fields[0].kind).step(segment),
                    })
                }
            },
        }
    }

    fn of(kind: &'static Kind) -> Self {
        Place::Kind(kind.without_wrappers())
    }
}

fn step_fields(fields: &'static [Field], segment: &str) -> Option<(Place, Vec<&'static Field>)> {
    if let Some(field) = fields.iter().find(|field| !field.flatten && field.is_called(segment)) {
        return Some((Place::of(&field.kind), vec![field]));
    }
    fields.iter().filter(|field| field.flatten).find_map(|field| {
        let (place, mut inner) = Place::of(&field.kind).step(segment)?;
        inner.insert(0, field);
        Some((place, inner))
    })
}
