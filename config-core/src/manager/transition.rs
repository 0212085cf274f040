//! Rules over the old and the new value: `immutable`, `monotonic`, `max_step`, and the author's own.

use std::collections::HashSet;

use super::change::{PathChange, fields_on, lies_in};
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Leaf, Number};
use crate::path::segments;
use crate::read::{BrokenChange, ChangeOutcomes, ServiceConfig};
use crate::schema::{Field, Kind, Schema, Transition};

/// Every rule that a change breaks.
pub(crate) fn broken<T: ServiceConfig>(
    (old, old_leaves): (&T, &[Leaf]),
    (new, new_leaves): (&T, &[Leaf]),
    changes: &[PathChange],
) -> Vec<Finding> {
    let mut sides = Sides { old: old_leaves, new: new_leaves, told: HashSet::new(), findings: Vec::new() };
    for change in changes {
        sides.judge(T::SCHEMA, change);
    }
    for broken in ChangeOutcomes::of(old, new) {
        sides.check(&broken);
    }
    sides.findings
}

struct Sides<'l> {
    old: &'l [Leaf],
    new: &'l [Leaf],
    /// Rules that were judged for a field as a whole, which may lie above several changed paths.
    told: HashSet<(String, &'static str)>,
    findings: Vec<Finding>,
}

impl Sides<'_> {
    fn judge(&mut self, schema: &'static Schema, change: &PathChange) {
        for (path, field) in fields_on(schema, &change.path) {
            for transition in field.transitions {
                match transition {
                    Transition::Immutable => self.immutable(&path, change),
                    Transition::Monotonic => {
                        self.measured(&path, field, change, "monotonic", |old, new| {
                            new.is_less_than(old).then(|| "may not become smaller".to_owned())
                        });
                    }
                    Transition::MaximumStep(step) => {
                        let Some(share) = share(step) else { continue };
                        self.measured(&path, field, change, "max_step", |old, new| {
                            let (old, new) = (old.real(), new.real());
                            ((new - old).abs() > old.abs() * share * (1.0 + 1e-12))
                                .then(|| format!("may not change by more than {step} at once"))
                        });
                    }
                }
            }
        }
    }

    fn immutable(&mut self, path: &str, change: &PathChange) {
        if self.told.insert((path.to_owned(), "immutable")) {
            let finding =
                Finding::error(Code::CHANGE, path, format!("{path} may not change while the service runs"));
            self.push(finding, change, "put the old value back, or restart the service with the new one");
        }
    }

    /// Judges a number by its value, a list or a map by the number of its elements.
    fn measured(
        &mut self,
        path: &str,
        field: &Field,
        change: &PathChange,
        rule: &'static str,
        problem: impl Fn(Number, Number) -> Option<String>,
    ) {
        if matches!(field.kind.without_wrappers(), Kind::List { .. } | Kind::Map { .. }) {
            if !self.told.insert((path.to_owned(), rule)) {
                return;
            }
            let (old, new) = (count(self.old, path), count(self.new, path));
            let whole = |count: usize| Number::Whole(count as i128);
            if let (Some(old), Some(new)) = (old, new)
                && let Some(problem) = problem(whole(old), whole(new))
            {
                let message = format!("{path} {problem}, but goes from {old} to {new} elements");
                let finding = Finding::error(Code::CHANGE, path, message);
                self.push(finding, change, way_out(rule));
            }
            return;
        }
        if path != change.path {
            return;
        }
        if let (Some(old), Some(new)) = change.numbers
            && let Some(problem) = problem(old, new)
            && let (Some(old), Some(new)) = (&change.old, &change.new)
        {
            let message = format!("{path} {problem}, but goes from {} to {}", old.text, new.text);
            let finding = Finding::error(Code::CHANGE, path, message);
            self.push(finding, change, way_out(rule));
        }
    }

    /// An author's own check, with the values that it reads.
    fn check(&mut self, broken: &BrokenChange) {
        let mut finding = Finding::error(Code::CHANGE, broken.path.clone(), broken.check.message);
        let mut told = Vec::new();
        for (rust_path, keys) in broken.reads() {
            if told.contains(&keys) {
                continue;
            }
            let mut path = broken.path.clone();
            keys.iter().for_each(|key| crate::path::push_key(&mut path, key));
            let leaf = |leaves: &'_ [Leaf]| {
                leaves.iter().find(|leaf| lies_in(&leaf.value.path, &path)).map(|leaf| leaf.value.clone())
            };
            for (value, side) in [(leaf(self.new), "new"), (leaf(self.old), "old")] {
                if let Some(value) = value {
                    let label = format!("{side}.{} is {}", rust_path.join("."), value.text);
                    finding = finding.with_labelled_origin(value.origin, value.layer, label);
                }
            }
            told.push(keys);
        }
        self.findings.push(
            finding
                .with_origin(Origin::Code { file: broken.schema.file.to_owned(), line: broken.check.line })
                .with_note(format!("check: {}", broken.check.text))
                .with_help("put the old value back, or restart the service with the new one"),
        );
    }

    /// Both origins, the one to change first.
    fn push(&mut self, mut finding: Finding, change: &PathChange, help: &str) {
        for (value, side) in [(&change.new, "new"), (&change.old, "old")] {
            if let Some(value) = value {
                let label = format!("{side} value {}", value.text);
                finding = finding.with_labelled_origin(value.origin.clone(), value.layer, label);
            }
        }
        self.findings.push(finding.with_help(help));
    }
}

/// What to do where a change goes too far, or the wrong way.
fn way_out(rule: &str) -> &'static str {
    if rule == "monotonic" {
        "put the old value back, or restart the service with the new one"
    } else {
        "change it in smaller steps, or restart the service with the new value"
    }
}

/// How many elements a list or a map has; nothing when it is not there.
fn count(leaves: &[Leaf], path: &str) -> Option<usize> {
    let mut elements = HashSet::new();
    let mut there = false;
    for leaf in leaves.iter().filter(|leaf| lies_in(&leaf.value.path, path)) {
        there = true;
        if let Some(element) = segments(&leaf.value.path[path.len()..]).next() {
            elements.insert(element);
        }
    }
    there.then_some(elements.len())
}

/// The share that `20%` stands for.
fn share(step: &str) -> Option<f64> {
    step.trim().strip_suffix('%')?.trim().parse::<f64>().ok().map(|percent| percent / 100.0)
}
