//! The walk over the merged tree: where the reader is, and what references lead to. `scalars` reads, `tell` makes findings.

use std::collections::HashMap;

use super::value::{Inner, Scalar, Value};
use crate::environment::Environment;
use crate::finding::Finding;
use crate::layer::{Layer, Lookup, Outcome, Resolutions};
use crate::path::{Segment, joined, push_key};
use crate::schema::Schema;

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
    /// Keys that a flattened map must leave to the fields of the sections around it.
    pub(super) claimed: Vec<&'static str>,
    /// The whole merged tree.
    pub(super) root: Value<'a>,
    /// Where things lie in single layers, by their numbers, as far as findings asked for it.
    in_layers: HashMap<usize, Lookup<'a>>,
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
            in_layers: HashMap::new(),
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

    /// The value that a single layer has at a path.
    pub(super) fn in_layer(&mut self, layer: &'a Layer, path: &str) -> Option<Value<'a>> {
        let schema = self.schema;
        let lookup = self.in_layers.entry(layer.number);
        lookup.or_insert_with(|| Lookup::new(Value::node(layer, 0), schema)).find(path)
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

    /// The path of something further below the section being read: `limits.max_tokens`.
    pub(super) fn path_below(&self, path: &str) -> String {
        let mut whole = self.current_path();
        for segment in crate::path::segments(path) {
            push_key(&mut whole, segment);
        }
        whole
    }

    /// Reads one element of a list.
    pub(super) fn element<T: crate::ConfigValue>(&mut self, index: usize, value: Value<'a>) -> Option<T> {
        self.path.push(Segment::Index(index));
        let result = T::read(value, self);
        self.path.pop();
        result
    }

    /// The value that a `${config:…}` stands for, if the value is one that names a list, a map or a typed scalar. Types that
    /// ask a value what it is ask this one.
    #[must_use]
    pub fn follow(&self, value: Value<'a>) -> Value<'a> {
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
        let scalar = value.raw_scalar();
        if self.foreign { scalar.map(Scalar::of_another_program) } else { scalar }
    }

    /// The text behind a value, references followed; nothing for what is no text. Nobody is told.
    pub(super) fn plain_text(&self, value: Value<'a>) -> Option<&'a str> {
        let value = self.follow(value);
        match self.resolved(value).map(|resolved| &resolved.outcome) {
            Some(Outcome::Text(text, _)) => Some(text),
            Some(_) => None,
            None => value.raw_scalar()?.as_text(),
        }
    }

    /// Whether a finding was made already for the references of a value.
    pub(super) fn failed_reference(&self, value: Value<'a>) -> bool {
        matches!(value.0, Inner::Node { layer, index }
            if layer.references && self.resolutions.get(layer, index).is_some_and(|resolved| !matches!(resolved.outcome, Outcome::Value(_))))
    }
}
