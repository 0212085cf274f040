//! The first phase without the subscribers: rules over old and new, reload classes.

use super::change::{PathChange, strictest};
use super::classes::{held_fields, split};
use super::difference::difference;
use super::options::ClassPolicy;
use super::snapshot::Snapshot;
use super::state::Shared;
use super::subscriber::guarded;
use super::transition;
use crate::finding::{Code, Finding, Report};
use crate::layer::{Leaf, Loaded};
use crate::read::ServiceConfig;
use crate::schema::Reload;

/// A candidate that may be taken: what to swap in, and what waits.
pub(super) struct Accepted<T> {
    pub(super) loaded: Loaded<T>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) changes: Vec<PathChange>,
    pub(super) pending: Vec<PathChange>,
}

/// What the first phase came to.
pub(super) enum Judgement<T> {
    Take(Accepted<T>),
    Hold { pending: Vec<PathChange>, report: Report },
    Refuse { report: Report, changes: Vec<PathChange> },
}

impl<T: ServiceConfig + Send + Sync + 'static> Shared<T> {
    /// The first phase without the subscribers: rules over old and new, reload classes.
    pub(super) fn judge(&self, current: &Snapshot<T>, loaded: Loaded<T>, leaves: Vec<Leaf>) -> Judgement<T> {
        let old = current.loaded();
        let old_leaves = old.history.leaves();
        let changes = difference(T::SCHEMA, &old_leaves, &leaves);
        let mut findings = emptied(old, &loaded);
        findings.extend(self.broken((&old.value, &old_leaves), (&loaded.value, &leaves), &changes));
        if !findings.is_empty() {
            return Judgement::Refuse { report: Report::new(findings), changes };
        }
        if strictest(&changes) == Reload::Hot {
            return Judgement::Take(Accepted { loaded, leaves, changes, pending: Vec::new() });
        }
        match self.options.class_policy {
            ClassPolicy::Hold => Judgement::Hold { pending: changes, report: loaded.report },
            ClassPolicy::Reject => {
                let beyond = changes.iter().filter(|change| change.reload > Reload::Hot);
                let report = Report::new(beyond.map(too_much).collect());
                Judgement::Refuse { report, changes }
            }
            ClassPolicy::ApplyHot => self.mix(old, &old_leaves, &loaded, changes),
        }
    }

    /// Takes what is hot, if everything holds on the mix.
    fn mix(
        &self,
        old: &Loaded<T>,
        old_leaves: &[Leaf],
        loaded: &Loaded<T>,
        changes: Vec<PathChange>,
    ) -> Judgement<T> {
        let held = held_fields(T::SCHEMA, &changes);
        let mixed = match loaded.holding(old, &held) {
            Ok(mixed) => mixed,
            Err(report) => return Judgement::Hold { pending: changes, report },
        };
        let leaves = mixed.history.leaves();
        let hot = difference(T::SCHEMA, old_leaves, &leaves);
        let broken = self.broken((&old.value, old_leaves), (&mixed.value, &leaves), &hot);
        if hot.is_empty() || strictest(&hot) > Reload::Hot || !broken.is_empty() {
            return Judgement::Hold { pending: changes, report: Report::new(broken) };
        }
        let (pending, _) = split(changes, &held);
        Judgement::Take(Accepted { loaded: mixed, leaves, changes: hot, pending })
    }

    fn broken(&self, old: (&T, &[Leaf]), new: (&T, &[Leaf]), changes: &[PathChange]) -> Vec<Finding> {
        guarded(|| transition::broken(old, new, changes)).unwrap_or_else(|panic| {
            vec![Finding::error(
                Code::PANIC,
                "",
                format!("a check over old and new values panicked: {panic}"),
            )]
        })
    }
}

/// Files that held values and hold none now. An editor or a full disk leaves such files; a person who means it writes
/// `{}` or leaves a comment.
pub(super) fn emptied<T>(old: &Loaded<T>, new: &Loaded<T>) -> Vec<Finding> {
    let is_blank = |layer: &&crate::layer::Layer| {
        matches!(layer.places, crate::layer::Places::File(_)) && layer.tree.source().trim().is_empty()
    };
    let held_values = |name: &str| {
        old.history.layers.iter().any(|layer| layer.name == name && !layer.tree.source().trim().is_empty())
    };
    new.history
        .layers
        .iter()
        .filter(is_blank)
        .filter(|layer| held_values(&layer.name))
        .map(|layer| {
            Finding::error(Code::EMPTIED, "", format!("{} is empty, but held values before", layer.name))
                .with_labelled_origin(
                    crate::Origin::File { path: layer.name.clone().into(), line: 0, column: 0 },
                    Some(layer.number),
                    "",
                )
                .with_help(
                    "write the values back; to take them all away on purpose, leave {} or a comment in it",
                )
        })
        .collect()
}

fn too_much(change: &PathChange) -> Finding {
    let mut finding = Finding::error(
        Code::RELOAD_CLASS,
        change.path.clone(),
        format!("a change of {} asks for a {}", change.path, change.reload.name()),
    );
    for (origin, layer, text) in change.origins() {
        finding = finding.with_labelled_origin(origin.clone(), layer, text);
    }
    finding.with_help("put the old value back, or restart the service with the new one")
}
