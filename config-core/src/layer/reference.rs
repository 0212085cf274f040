//! References in values: `${env:NAME}`, `${file:path}`, `${config:other.key}`, `${secret:path}`.
//!
//! Only values that won the merge are followed. A reference is parsed once; what it yields is never scanned again.

use std::collections::HashMap;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::Layer;
use crate::finding::Origin;
use crate::read::Value;
use crate::schema::Schema;
use crate::secret::SecretResolver;

/// What references led to, by layer and node.
#[derive(Default)]
pub(crate) struct Resolutions<'a> {
    pub(super) found: HashMap<(usize, u32), Resolved<'a>>,
}

/// What one value with references led to.
pub(crate) struct Resolved<'a> {
    pub(crate) outcome: Outcome<'a>,
    /// One line for each reference: where it led.
    pub(crate) trail: Vec<String>,
    /// Where the text came from, if it was a single reference.
    pub(crate) origin: Option<Origin>,
    /// The path that a single `${config:…}` led to in the end.
    pub(crate) target: Option<String>,
    /// The files that gave the text or parts of it.
    pub(crate) files: Vec<PathBuf>,
}

pub(crate) enum Outcome<'a> {
    /// Text, and whether any part of it is secret.
    Text(Zeroizing<String>, bool),
    /// A single `${config:…}` that named a list, a map or a typed scalar.
    Value(Value<'a>),
    /// A finding was made.
    Failed,
}

impl<'a> Resolutions<'a> {
    /// What the value at a node led to.
    pub(crate) fn get(&self, layer: &Layer, index: u32) -> Option<&Resolved<'a>> {
        self.found.get(&(layer.number, index))
    }
}

/// What references may use.
pub(crate) struct Surroundings<'s> {
    pub(crate) schema: &'static Schema,
    pub(crate) resolvers: &'s [Box<dyn SecretResolver>],
    /// Looks up an environment variable.
    pub(crate) variable: &'s dyn Fn(&str) -> Option<Result<String, Origin>>,
}
