//! References followed: one value after the other, each after what it refers to. `target` knows where each kind leads.

use std::collections::HashMap;

use config_format::Limits;
use zeroize::Zeroizing;

use super::expand::{Collected, expand};
use super::lookup::Lookup;
use super::reference::{Outcome, Resolutions, Resolved, Surroundings};
use super::reference_text::{Part, parts, push_wiping};
use super::{Layer, Merged};
use crate::finding::{Code, Finding, Origin};
use crate::path::{push_index, push_key};
use crate::read::{Inner, Value};

/// Follows every reference of the merged tree.
pub(crate) fn resolve<'a>(
    root: &'a Merged<'a>,
    layers: &[Layer],
    surroundings: &Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Resolutions<'a> {
    let mut resolver = Resolver {
        lookup: Lookup::new(root.value(), surroundings.schema),
        surroundings,
        findings,
        resolutions: Resolutions::default(),
        waiting: Vec::new(),
        active: HashMap::new(),
        left: Limits::default().bytes,
        collected: Vec::new(),
    };
    if layers.iter().any(|layer| layer.references) {
        resolver.walk(root.value(), &mut String::new());
        expand(&mut resolver);
    }
    resolver.resolutions
}

pub(super) struct Resolver<'a, 's, 'f> {
    pub(super) lookup: Lookup<'a>,
    pub(super) surroundings: &'s Surroundings<'s>,
    pub(super) findings: &'f mut Vec<Finding>,
    pub(super) resolutions: Resolutions<'a>,
    /// Values being followed, each led to by the one before it.
    waiting: Vec<Waiting<'a>>,
    /// Where each of them stands in the list, to find cycles.
    active: HashMap<(usize, u32), usize>,
    /// How many bytes of text references may still yield: a few lines that double each other would fill the memory.
    left: usize,
    /// The references that lead to lists and maps.
    pub(super) collected: Vec<Collected<'a>>,
}

/// A scalar with references, and what it refers to that must be followed before it.
struct Waiting<'a> {
    layer: &'a Layer,
    index: u32,
    path: String,
    /// The next to follow is the last.
    targets: Vec<(&'a Layer, u32, &'a str)>,
}

impl<'a> Resolver<'a, '_, '_> {
    fn walk(&mut self, value: Value<'a>, path: &mut String) {
        if let Inner::Node { layer, index } = value.0 {
            if !layer.references {
                return;
            }
            let node = layer.tree.node(index);
            if node.kind().is_scalar() {
                if node.raw().reference {
                    self.follow(layer, index, path);
                }
                return;
            }
        }
        let length = path.len();
        for (index, item) in value.items().into_iter().enumerate() {
            push_index(path, index);
            self.walk(item, path);
            path.truncate(length);
        }
        let mut entries = Vec::new();
        value.for_each_entry(|_, key, value| entries.push((key, value)));
        for (key, value) in entries {
            push_key(path, key);
            self.walk(value, path);
            path.truncate(length);
        }
    }

    /// Follows the references of one scalar, once, after those of all that it refers to. A chain of references may be
    /// longer than the stack is deep.
    fn follow(&mut self, layer: &'a Layer, index: u32, path: &str) {
        self.wait_for(layer, index, path);
        while let Some(last) = self.waiting.last_mut() {
            if let Some((layer, index, key)) = last.targets.pop() {
                self.wait_for(layer, index, key);
            } else if let Some(Waiting { layer, index, path, .. }) = self.waiting.pop() {
                let resolved = self.text(layer, index, &path);
                self.active.remove(&(layer.number, index));
                if matches!(resolved.outcome, Outcome::Value(value) if value.is_list() || value.is_map()) {
                    self.collected.push(Collected { layer, index, path });
                }
                self.resolutions.found.insert((layer.number, index), resolved);
            }
        }
    }

    /// Puts a scalar before all others that wait, unless it was followed already or waits itself.
    fn wait_for(&mut self, layer: &'a Layer, index: u32, path: &str) {
        let id = (layer.number, index);
        if self.resolutions.found.contains_key(&id) {
            return;
        }
        if let Some(start) = self.active.get(&id) {
            let chain = self.waiting[*start..].iter().map(|waiting| waiting.path.as_str());
            let chain = shortened(chain.chain([path]).collect());
            let message = format!("references lead in a circle: {chain}");
            let help = "give one of them a value of its own";
            self.find(Code::REFERENCE_CYCLE, layer, index, path, message, help);
            return;
        }
        let mut targets = Vec::new();
        for part in parts(layer.tree.node(index).text()).iter().rev() {
            if let Part::Reference { kind: "config", argument, .. } = part
                && let Some(value) = self.lookup.find(argument)
                && let Some((layer, index)) = reference(value)
            {
                targets.push((layer, index, *argument));
            }
        }
        self.active.insert(id, self.waiting.len());
        self.waiting.push(Waiting { layer, index, path: path.to_owned(), targets });
    }

    fn text(&mut self, layer: &'a Layer, index: u32, path: &str) -> Resolved<'a> {
        let source = layer.tree.node(index).text();
        let parts = parts(source);
        let mut resolved = Resolved {
            outcome: Outcome::Failed,
            trail: Vec::new(),
            origin: None,
            target: None,
            files: Vec::new(),
        };
        if let [Part::Reference { kind: "config", argument, whole, .. }] = parts.as_slice() {
            if let Some((value, origin)) = self.config(layer, index, path, argument) {
                if let Outcome::Text(text, _) = &value
                    && !self.spend(text.len(), layer, index, path)
                {
                    return resolved;
                }
                resolved.trail.push(format!("{whole} is {}", place_of(origin.as_ref())));
                resolved.origin = origin;
                resolved.outcome = value;
                resolved.target = Some(self.end_of(argument));
            }
            return resolved;
        }
        let mut text = Zeroizing::new(String::with_capacity(source.len()));
        let mut secret = false;
        let mut failed = false;
        for part in &parts {
            match part {
                Part::Text(plain) => push_wiping(&mut text, plain),
                Part::Broken(problem) => {
                    let help = "write ${env:NAME}, ${env:NAME:-default}, ${file:path}, ${config:key} or ${secret:path}; $${ stands for ${ itself";
                    self.find(Code::REFERENCE_SYNTAX, layer, index, path, (*problem).to_owned(), help);
                    failed = true;
                }
                Part::Reference { kind, argument, default, whole } => {
                    match self.yielded(layer, index, path, kind, argument, *default) {
                        Some((piece, origin, hidden)) => {
                            resolved.files.extend(self.file_of(kind, argument, origin.as_ref()));
                            secret |= hidden;
                            if !self.spend(piece.len(), layer, index, path) {
                                return resolved;
                            }
                            push_wiping(&mut text, &piece);
                            let shown = match default {
                                // The default of a secret is a secret.
                                Some(_) if self.may_be_secret(path) => format!("${{{kind}:{argument}:-***}}"),
                                _ => (*whole).to_owned(),
                            };
                            resolved.trail.push(format!("{shown} is {}", place_of(origin.as_ref())));
                            if parts.len() == 1 {
                                resolved.origin = origin;
                            }
                        }
                        None => failed = true,
                    }
                }
            }
        }
        if !failed {
            resolved.outcome = Outcome::Text(text, secret);
        }
        resolved
    }

    /// The path that a key leads to: its own, or where the reference there ends.
    fn end_of(&mut self, key: &str) -> String {
        let reference = self.lookup.find(key).and_then(reference);
        let resolved = reference.and_then(|(layer, index)| self.resolutions.get(layer, index));
        resolved.and_then(|resolved| resolved.target.clone()).unwrap_or_else(|| key.to_owned())
    }

    /// Whether references may yield so many bytes more.
    fn spend(&mut self, bytes: usize, layer: &Layer, index: u32, path: &str) -> bool {
        let Some(left) = self.left.checked_sub(bytes) else {
            let most = Limits::default().bytes / (1024 * 1024);
            let message = format!("references yield more than {most} MiB of text");
            let help = "refer to less; values that refer to each other twice double in size";
            self.find(Code::LIMIT, layer, index, path, message, help);
            return false;
        };
        self.left = left;
        true
    }

    /// Whether the value at a path is or holds a secret, or is one that nobody knows.
    pub(super) fn may_be_secret(&self, path: &str) -> bool {
        self.surroundings.schema.holds_secret_at(path).unwrap_or(true)
    }

    pub(super) fn find(
        &mut self,
        code: Code,
        layer: &Layer,
        index: u32,
        path: &str,
        message: String,
        help: &str,
    ) -> &mut Finding {
        let span = layer.tree.node(index).span();
        let place = layer.place(span, Some(self.surroundings.schema), "");
        self.findings
            .push(Finding::error(code, path, message).with_place(layer.origin(span), place).with_help(help));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// The node of a scalar with references.
pub(super) fn reference(value: Value<'_>) -> Option<(&Layer, u32)> {
    let Inner::Node { layer, index } = value.0 else { return None };
    let node = layer.tree.node(index);
    (node.kind().is_scalar() && node.raw().reference).then_some((layer, index))
}

/// The paths of a circle; of a long one those at its ends.
fn shortened(mut chain: Vec<&str>) -> String {
    const ENDS: usize = 6;
    if chain.len() > 2 * ENDS + 1 {
        chain.splice(ENDS..chain.len() - ENDS, ["…"]);
    }
    chain.join(" -> ")
}

fn place_of(origin: Option<&Origin>) -> String {
    origin.map_or_else(|| "its own default".to_owned(), ToString::to_string)
}
