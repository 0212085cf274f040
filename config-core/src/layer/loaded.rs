//! A loaded value with everything that is known about where it came from.

use std::collections::HashMap;
use std::sync::Arc;

use config_format::Kind as TextKind;
use figment::Figment;
use zeroize::Zeroizing;

use super::effective::{ClearLeaf, effective, leaves};
use super::exported::Exported;
use super::lookup::Lookup;
use super::shown::flatten;
use super::{Explanation, Layer, Merged, Outcome, Resolutions, Resolved, Surroundings, merge, resolve};
use crate::environment::{Environment, audit};
use crate::finding::{Finding, Origin, Report};
use crate::read::{Inner, Reader, ServiceConfig, Value};
use crate::schema::{Kind, Schema};
use crate::secret::SecretResolver;
use crate::source::{Intake, Taken};

/// A loaded value, its report, and its layers.
///
/// It is a figment [`Provider`](figment::Provider) itself, so `Figment::from(loaded)` extracts any serde type from the same values. Values
/// that come out that way are plain: figment does not wipe secrets.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// The value.
    pub value: T,
    /// Warnings and notes; a loaded value has no errors.
    pub report: Report,
    pub(crate) history: Arc<History>,
}

/// The layers of a load and what their references led to.
pub(crate) struct History {
    pub(crate) schema: &'static Schema,
    pub(crate) layers: Vec<Layer>,
    pub(crate) environment: Environment,
    pub(super) resolved: HashMap<(usize, u32), Kept>,
    pub(super) watched: Vec<std::path::PathBuf>,
    pub(super) taken: Vec<Taken>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("History").field("layers", &self.layers).finish_non_exhaustive()
    }
}

/// What a reference led to, kept without borrowing.
#[derive(Clone)]
pub(super) struct Kept {
    text: Option<(Zeroizing<String>, bool)>,
    target: Option<String>,
    trail: Vec<String>,
    origin: Option<Origin>,
    files: Vec<std::path::PathBuf>,
}

/// One scalar of the configuration as it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectiveValue {
    /// Its path.
    pub path: String,
    /// Its text; `***` for secrets.
    pub text: String,
    /// Whether the text is a number or a truth value, as JSON writes them.
    pub bare: bool,
    /// Whether it is a secret.
    pub secret: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Number of the layer, from 1; nothing for defaults.
    pub layer: Option<usize>,
    /// Where references led, a line each.
    pub references: Vec<String>,
}

/// Reads what sources took in: merge, references, typed value, checks.
pub(crate) fn read_intake<T: ServiceConfig>(
    intake: Intake<'_>,
    resolvers: &[Box<dyn SecretResolver>],
    variable: &dyn Fn(&str) -> Option<Result<String, Origin>>,
) -> Result<Loaded<T>, Report> {
    let Intake {
        layers,
        mut findings,
        incomplete,
        environment,
        mut watched,
        foreign,
        secret_files,
        taken,
        policy,
        ..
    } = intake;
    let (value, kept) = {
        let merged = merge(T::SCHEMA, &layers, &mut findings);
        let surroundings = Surroundings { schema: T::SCHEMA, resolvers, variable };
        let resolutions = match &merged {
            Some(merged) => resolve(merged, &layers, &surroundings, &mut findings),
            None => Resolutions::default(),
        };
        // In a stable order, so that two loads of the same sources look at the same list.
        let mut files: Vec<_> = resolutions.found.values().flat_map(|resolved| &resolved.files).collect();
        files.sort();
        files.dedup();
        watched.extend(files.into_iter().cloned());
        let root = merged.as_ref().map_or_else(|| alone(&layers), Merged::value);
        let mut reader = Reader::new(T::SCHEMA, &layers, &resolutions, environment, root, incomplete);
        reader.foreign = foreign;
        let value = T::read(root, &mut reader);
        let audited = policy.map(|policy| {
            let mut findings = std::mem::take(&mut reader.findings);
            let leaves = leaves(T::SCHEMA, &reader);
            audit(T::SCHEMA, &leaves, &reader, &secret_files, policy, &mut findings);
            findings
        });
        findings.extend(audited.unwrap_or_else(|| reader.into_findings()));
        if let Some(policy) = policy {
            policy.weigh(&mut findings);
        }
        (value, resolutions.into_kept())
    };
    let report = Report::new(findings);
    match value {
        Some(value) if !report.has_errors() => {
            let history = History {
                schema: T::SCHEMA,
                layers,
                environment: environment.clone(),
                resolved: kept,
                watched,
                taken,
            };
            Ok(Loaded { value, report, history: Arc::new(history) })
        }
        _ => Err(report),
    }
}

/// A word or a number that is the whole of the only layer, as serde gives the names of variants.
fn alone(layers: &[Layer]) -> Value<'_> {
    match layers {
        [layer] if layer.tree.root().kind() != TextKind::Null => Value::node(layer, 0),
        _ => Value(Inner::Absent),
    }
}

/// Reads a type from ready layers, without an environment.
pub(crate) fn read_layers<T: ServiceConfig>(layers: Vec<Layer>) -> Result<T, Report> {
    let environment = Environment::default();
    let mut intake = Intake::new(T::SCHEMA, &environment);
    intake.layers = layers;
    read_intake(intake, &[], &|_| None).map(|loaded| loaded.value)
}

impl<'a> Resolutions<'a> {
    fn into_kept(self) -> HashMap<(usize, u32), Kept> {
        self.found
            .into_iter()
            .map(|(id, resolved)| {
                let text = match resolved.outcome {
                    Outcome::Text(text, secret) => Some((text, secret)),
                    _ => None,
                };
                let Resolved { target, trail, origin, files, .. } = resolved;
                (id, Kept { text, target, trail, origin, files })
            })
            .collect()
    }

    /// The same outcomes over a tree merged anew from the same layers.
    pub(super) fn from_kept(
        kept: &HashMap<(usize, u32), Kept>,
        root: Value<'a>,
        schema: &'static Schema,
    ) -> Self {
        let mut lookup = Lookup::new(root, schema);
        let found = kept
            .iter()
            .map(|(id, kept)| {
                let outcome = match (&kept.text, &kept.target) {
                    (Some((text, secret)), _) => Outcome::Text(text.clone(), *secret),
                    (None, Some(path)) => {
                        at(&mut lookup, path, schema).map_or(Outcome::Failed, Outcome::Value)
                    }
                    (None, None) => Outcome::Failed,
                };
                let resolved = Resolved {
                    outcome,
                    trail: kept.trail.clone(),
                    origin: kept.origin.clone(),
                    target: kept.target.clone(),
                    files: kept.files.clone(),
                };
                (*id, resolved)
            })
            .collect();
        Self { found }
    }
}

/// The value at a path, or its literal default.
fn at<'a>(lookup: &mut Lookup<'a>, path: &str, schema: &'static Schema) -> Option<Value<'a>> {
    lookup.find(path).or_else(|| match &schema.field_at(path)?.default {
        crate::schema::DefaultValue::Literal(literal) => Some(Value(Inner::Literal(literal))),
        _ => None,
    })
}

impl History {
    /// Merges the layers again and hands out a reader over them.
    pub(crate) fn with_reader<R>(&self, work: impl FnOnce(&mut Reader<'_>) -> R) -> R {
        let merged = merge(self.schema, &self.layers, &mut Vec::new());
        let root = merged.as_ref().map_or(Value(Inner::Absent), Merged::value);
        let resolutions = Resolutions::from_kept(&self.resolved, root, self.schema);
        work(&mut Reader::new(self.schema, &self.layers, &resolutions, &self.environment, root, false))
    }
}

impl<T> Loaded<T> {
    /// The environment it was loaded for.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.history.environment
    }

    /// The warnings of the load.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.report.warnings()
    }

    /// The names of the layers, first to last.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        self.history.layers.iter().map(|layer| layer.name.as_str())
    }

    /// The files and directories that were looked at, those that do not exist included.
    #[must_use]
    pub fn watched(&self) -> &[std::path::PathBuf] {
        &self.history.watched
    }

    pub(super) fn layers_of(&self) -> &[Layer] {
        &self.history.layers
    }

    /// The table of the loaded type.
    #[must_use]
    pub fn schema(&self) -> &'static Schema {
        self.history.schema
    }

    /// Every layer that a path passed through, who won, and where each reference led. It displays as text for people;
    /// secrets are masked.
    ///
    /// # Errors
    ///
    /// A report when the path names no field.
    pub fn explain(&self, path: &str) -> Result<Explanation, Report> {
        Explanation::of(&self.history, path)
    }

    /// The values that a path had in each layer, first to last, masked: as [`Loaded::explain`], without the text.
    #[must_use]
    pub fn history(&self, path: &str) -> Vec<EffectiveValue> {
        self.explain(path).map(|explanation| explanation.steps().to_vec()).unwrap_or_default()
    }

    /// Every scalar of the configuration as it counts, defaults included, in the order of the schema. Secrets are
    /// masked, and an `Option` without a value is left out.
    #[must_use]
    pub fn values(&self) -> Vec<EffectiveValue> {
        self.history.with_reader(|reader| {
            let root = reader.root();
            let all = effective(Some(&Kind::Section(self.history.schema)), root, false, reader);
            let mut found = Vec::new();
            flatten(&all, &mut String::new(), self.history.schema, reader, &mut found);
            found
        })
    }

    /// The layers, and which source made which.
    pub(super) fn all_layers(&self) -> &[Layer] {
        &self.history.layers
    }

    /// Which source made which layers, where copies are kept.
    pub(super) fn taken(&self) -> &[Taken] {
        &self.history.taken
    }

    /// Hands out every scalar in the clear.
    pub(crate) fn with_clear_leaves<R>(&self, work: impl FnOnce(&[ClearLeaf<'_>]) -> R) -> R {
        self.history.with_reader(|reader| work(&leaves(self.history.schema, reader)))
    }

    /// `{"values": {path: {"value", "origin", "layer"}}}` as one line of JSON; secrets are masked.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\"values\": {");
        for (index, value) in self.values().iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            crate::finding::json_string(&mut out, &value.path);
            out.push_str(": {\"value\": ");
            if value.bare {
                out.push_str(&value.text);
            } else {
                crate::finding::json_string(&mut out, &value.text);
            }
            out.push_str(", \"origin\": ");
            crate::finding::json_origin(&mut out, &value.origin, None);
            out.push_str(", \"layer\": ");
            match value.layer {
                Some(layer) => out.push_str(&layer.to_string()),
                None => out.push_str("null"),
            }
            out.push('}');
        }
        out.push_str("}}");
        out
    }

    /// The same values as a figment.
    #[must_use]
    pub fn figment(&self) -> Figment {
        Figment::from(Exported(&self.history))
    }
}
