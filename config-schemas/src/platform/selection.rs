//! Which services selectors of pods mean, and which policies limit each service.
//!
//! A policy mostly names one service by its labels. Asking every service of every policy would take time with the square of
//! their number, so services are found by their labels first.

use std::collections::{BTreeMap, HashMap};

use super::documents::PolicyDocument;
use super::edge::{Direction, labels};
use super::load::{Entry, Platform};
use crate::deployment::kubernetes::{LabelSelector, StrictText};

/// The services of an environment by the labels of their pods.
pub(super) struct Selection<'p> {
    platform: &'p Platform,
    /// The labels of every service, in their order.
    labels: Vec<BTreeMap<String, StrictText>>,
    /// Services by a label and its value.
    labelled: HashMap<String, HashMap<StrictText, Vec<usize>>>,
}

impl<'p> Selection<'p> {
    pub(super) fn new(platform: &'p Platform) -> Self {
        let labels: Vec<_> = platform.services().iter().map(labels).collect();
        let mut labelled: HashMap<String, HashMap<StrictText, Vec<usize>>> = HashMap::new();
        for (index, labels) in labels.iter().enumerate() {
            for (key, value) in labels {
                let values = labelled.entry(key.clone()).or_default();
                values.entry(value.clone()).or_default().push(index);
            }
        }
        Self { platform, labels, labelled }
    }

    /// The services that a selector means, in their order.
    pub(super) fn select(&self, selector: &LabelSelector) -> impl Iterator<Item = &'p Entry> {
        let fewest = selector
            .match_labels
            .iter()
            .map(|(key, value)| self.labelled.get(key).and_then(|values| values.get(value)))
            .map(|found| found.map_or(&[][..], Vec::as_slice))
            .min_by_key(|found| found.len());
        // Without labels to find them by, each service is asked.
        let all = if fewest.is_none() { self.labels.len() } else { 0 };
        fewest
            .unwrap_or_default()
            .iter()
            .copied()
            .chain(0..all)
            .filter(|index| selector.matches(&self.labels[*index]))
            .map(|index| &self.platform.services()[index])
    }

    /// The policies that limit each service in a direction, by its name.
    pub(super) fn limits(&self, direction: Direction) -> HashMap<&'p str, Vec<&'p PolicyDocument>> {
        let mut limits: HashMap<&str, Vec<&PolicyDocument>> = HashMap::new();
        for policy in self.platform.policies().iter().filter(|policy| policy.limits(direction)) {
            for entry in self.select(&policy.policy.value.spec.pod_selector) {
                limits.entry(entry.name()).or_default().push(policy);
            }
        }
        limits
    }
}

#[cfg(test)]
mod tests {
    use config_core::Environment;

    use super::*;
    use crate::deployment::kubernetes::{SelectorOperator, SelectorRequirement};

    /// Labels and a requirement of a selector, and the services that it means.
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<SelectorRequirement>, &'a [&'a str]);

    #[test]
    fn finds_what_asking_every_service_finds() {
        let directory = tempfile::tempdir().unwrap();
        for (name, tier) in [("a", "web"), ("b", "web"), ("c", "data")] {
            let text = format!("name: {name}\nkind: other\nowner: t\nlabels: {{tier: {tier}}}\n");
            std::fs::write(directory.path().join(format!("{name}.yaml")), text).unwrap();
        }
        let platform = Platform::inspect(directory.path(), &Environment::Development);
        let selection = Selection::new(&platform);
        let requirement = |operator, value: &str| SelectorRequirement {
            key: "tier".to_owned(),
            operator,
            values: vec![StrictText::from(value)],
        };
        let cases: [Case<'_>; 7] = [
            (&[], None, &["a", "b", "c"]),
            (&[("app", "b")], None, &["b"]),
            (&[("app", "b"), ("tier", "web")], None, &["b"]),
            (&[("app", "b"), ("tier", "data")], None, &[]),
            (&[("other", "b")], None, &[]),
            (&[("tier", "web")], Some(requirement(SelectorOperator::NotIn, "web")), &[]),
            (&[], Some(requirement(SelectorOperator::In, "web")), &["a", "b"]),
        ];
        for (pairs, expression, expected) in cases {
            let match_labels =
                pairs.iter().map(|(key, value)| ((*key).to_owned(), StrictText::from(*value))).collect();
            let selector =
                LabelSelector { match_labels, match_expressions: expression.into_iter().collect() };
            let found: Vec<&str> = selection.select(&selector).map(Entry::name).collect();
            let asked: Vec<&str> = platform
                .services()
                .iter()
                .filter(|entry| selector.matches(&labels(entry)))
                .map(Entry::name)
                .collect();
            assert_eq!(found, expected, "{selector:?}");
            assert_eq!(asked, expected, "{selector:?}");
        }
    }
}
