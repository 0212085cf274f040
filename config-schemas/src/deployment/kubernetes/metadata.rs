//! What every object carries, and how objects are selected.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::StrictText;
use crate::value::DnsSubdomain;

/// What every object carries.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ObjectMetadata {
    /// Name, unique among the objects of its kind and namespace.
    pub name: Option<DnsSubdomain>,
    /// Beginning of a name that the server makes up, if there is none.
    pub generate_name: Option<String>,
    /// Namespace.
    pub namespace: Option<crate::value::DnsLabel>,
    /// Labels for selection.
    #[config(default, validate(labels))]
    pub labels: BTreeMap<String, StrictText>,
    /// Notes for people and tools.
    #[config(default, validate(keys))]
    pub annotations: BTreeMap<String, StrictText>,
    /// What must happen before the object goes.
    #[config(default = [])]
    pub finalizers: Vec<String>,
    /// Objects with which it goes; kept as written.
    pub owner_references: Option<AnyValue>,
    /// When the object was made; kept as written.
    pub creation_timestamp: Option<AnyValue>,
    /// When the object goes; kept as written.
    pub deletion_timestamp: Option<AnyValue>,
    /// How long it has until then.
    #[config(unit = "seconds")]
    pub deletion_grace_period_seconds: Option<i64>,
    /// Outdated address of the object; kept as written.
    pub self_link: Option<String>,
    /// Version of the object; kept as written.
    pub resource_version: Option<String>,
    /// Identifier of the object; kept as written.
    #[config(rename = "uid")]
    pub identifier: Option<String>,
    /// Number of the object's state; kept as written.
    pub generation: Option<i64>,
    /// Who set which field; kept as written.
    pub managed_fields: Option<AnyValue>,
}

/// What an object carries whose kind is not known here, and with it the rules for its name.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct OtherMetadata {
    /// Name, unique among the objects of its kind and namespace.
    pub name: Option<String>,
    /// Namespace.
    pub namespace: Option<crate::value::DnsLabel>,
    /// Labels for selection.
    #[config(default, validate(labels))]
    pub labels: BTreeMap<String, StrictText>,
    /// Notes for people and tools.
    #[config(default, validate(keys))]
    pub annotations: BTreeMap<String, StrictText>,
    /// Everything else, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The name of a label: up to 63 characters, perhaps with a prefix that is a domain.
pub(super) fn key_problem(key: &str) -> Option<&'static str> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    if prefix.is_some_and(|prefix| prefix.parse::<DnsSubdomain>().is_err()) {
        return Some("the prefix of a key is a domain");
    }
    if name.is_empty() || name.len() > 63 || !is_label(name) {
        return Some(
            "a key has 1 to 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends",
        );
    }
    None
}

fn is_label(text: &str) -> bool {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let end = |letter: char| letter.is_ascii_alphanumeric();
    text.is_empty() || (text.chars().all(inside) && text.starts_with(end) && text.ends_with(end))
}

pub(super) fn labels(labels: &BTreeMap<String, StrictText>) -> Result<(), String> {
    keys(labels)?;
    for (key, value) in labels {
        if value.as_str().len() > 63 || !is_label(value.as_str()) {
            return Err(format!(
                "the value of the label {key} has at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends"
            ));
        }
    }
    Ok(())
}

fn keys(map: &BTreeMap<String, StrictText>) -> Result<(), String> {
    for key in map.keys() {
        if let Some(problem) = key_problem(key) {
            return Err(format!("{problem}, not {key}"));
        }
    }
    Ok(())
}

/// Which objects are meant: all labels and all requirements must fit. An empty one means all objects.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct LabelSelector {
    /// Labels that must be there.
    #[config(default, validate(labels))]
    pub match_labels: BTreeMap<String, StrictText>,
    /// Requirements of labels.
    #[config(default = [])]
    pub match_expressions: Vec<SelectorRequirement>,
}

impl LabelSelector {
    /// Whether objects with these labels are meant.
    #[must_use]
    pub fn matches(&self, labels: &BTreeMap<String, StrictText>) -> bool {
        self.match_labels.iter().all(|(key, value)| labels.get(key) == Some(value))
            && self.match_expressions.iter().all(|requirement| requirement.matches(labels))
    }

    /// Whether all objects are meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.match_labels.is_empty() && self.match_expressions.is_empty()
    }
}

/// A requirement of one label.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.values_fit(), "In and NotIn need values, Exists and DoesNotExist have none"),
)]
pub struct SelectorRequirement {
    /// The label.
    #[config(validate(label_key))]
    pub key: String,
    /// How it is compared.
    pub operator: SelectorOperator,
    /// What it is compared with.
    #[config(default = [])]
    pub values: Vec<StrictText>,
}

fn label_key(key: &str) -> Result<(), &'static str> {
    key_problem(key).map_or(Ok(()), Err)
}

impl SelectorRequirement {
    /// Whether it compares the name of a node, the one field of nodes that can be compared.
    pub(super) fn is_one_name(&self) -> bool {
        self.key == "metadata.name"
            && matches!(self.operator, SelectorOperator::In | SelectorOperator::NotIn)
            && self.values.len() == 1
    }

    fn values_fit(&self) -> bool {
        match self.operator {
            SelectorOperator::In | SelectorOperator::NotIn => !self.values.is_empty(),
            SelectorOperator::Exists | SelectorOperator::DoesNotExist => self.values.is_empty(),
            SelectorOperator::Gt | SelectorOperator::Lt => self.values.len() == 1,
        }
    }

    fn matches(&self, labels: &BTreeMap<String, StrictText>) -> bool {
        let value = labels.get(&self.key);
        match self.operator {
            SelectorOperator::In => value.is_some_and(|value| self.values.contains(value)),
            SelectorOperator::NotIn => value.is_none_or(|value| !self.values.contains(value)),
            SelectorOperator::Exists => value.is_some(),
            SelectorOperator::DoesNotExist => value.is_none(),
            // Only for nodes, whose labels are not known here.
            SelectorOperator::Gt | SelectorOperator::Lt => true,
        }
    }
}

/// How a label is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum SelectorOperator {
    /// It is one of the values.
    In,
    /// It is none of the values.
    NotIn,
    /// It is there.
    Exists,
    /// It is not there.
    DoesNotExist,
    /// It is a larger number; for nodes.
    Gt,
    /// It is a smaller number; for nodes.
    Lt,
}
