//! Where requests go when a model fails, followed to the end.
//!
//! The router tries each model once a request and skips the one that has failed, so a circle (`a -> b -> a`) ends: it is a
//! warning that nothing lies behind it. A model whose only fallback is itself has none, which is an error. So is a model
//! that is more than `max_fallbacks` (5) steps away from every model that leads to it: it is never tried.

use std::collections::{HashMap, HashSet, VecDeque};

use config_core::{AnyValue, Code, Finding, Loaded, Severity};

use super::{joined, sections};
use crate::model::litellm::{LiteLlm, RouterSettings};

const CODE: Code = Code::custom("LITELLM-029");

/// Steps that the router takes when nothing else is said.
const MAX_FALLBACKS: u32 = 5;

/// From one model to another.
struct Step<'l> {
    from: &'l str,
    to: &'l str,
    path: String,
    /// Whether it is one of `default_fallbacks`, which every model has without fallbacks of its own.
    default: bool,
}

/// The steps of one setting.
struct Steps<'l> {
    all: Vec<Step<'l>>,
    of: HashMap<&'l str, Vec<usize>>,
    default: Vec<usize>,
}

impl<'l> Steps<'l> {
    fn after(&self, model: &str) -> &[usize] {
        self.of.get(model).unwrap_or(&self.default)
    }

    fn add(&mut self, step: Step<'l>) {
        let index = self.all.len();
        match step.default {
            true => self.default.push(index),
            false => self.of.entry(step.from).or_default().push(index),
        }
        self.all.push(step);
    }

    /// Models as they follow each other: `a -> b -> c`.
    fn shown(&self, steps: &[usize], first: &str) -> String {
        let mut text = first.to_owned();
        for step in steps {
            text.push_str(" -> ");
            text.push_str(self.all[*step].to);
        }
        text
    }
}

/// What is wrong with fallbacks of every sort.
pub(super) fn fallbacks(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    for (section, fallbacks) in sections(value) {
        let mut steps = Steps { all: Vec::new(), of: HashMap::new(), default: Vec::new() };
        for (index, fallback) in fallbacks.iter().enumerate() {
            for (from, targets) in fallback {
                let path = joined(&format!("{section}[{index}]"), from);
                let from = resolved(&value.router_settings, from);
                let first = steps.all.len();
                for (place, target) in targets.iter().enumerate() {
                    if let Some(to) = model_of(target) {
                        let to = resolved(&value.router_settings, to);
                        steps.add(Step { from, to, path: format!("{path}[{place}]"), default: false });
                    }
                }
                to_itself(loaded, &steps.all[first..], targets.len(), &path, findings);
            }
        }
        // Other sorts of fallbacks have no default ones.
        let owner = section.strip_suffix(".fallbacks");
        let default = match owner {
            Some("router_settings") => value.router_settings.default_fallbacks.as_slice(),
            Some(_) => value.litellm_settings.default_fallbacks.as_slice(),
            None => &[],
        };
        for (place, name) in default.iter().enumerate() {
            let path = format!("{}.default_fallbacks[{place}]", owner.unwrap_or_default());
            let to = resolved(&value.router_settings, name);
            steps.add(Step { from: "*", to, path, default: true });
        }
        circles(loaded, &steps, findings);
        chains(loaded, &steps, findings);
    }
}

/// The model that a target names and nothing else: with further settings it is another attempt.
fn model_of(target: &AnyValue) -> Option<&str> {
    match target {
        AnyValue::Map(entries) if entries.len() > 1 => None,
        target => target.as_str().or_else(|| target.get("model").and_then(AnyValue::as_str)),
    }
}

/// The model behind an alias.
fn resolved<'l>(router: &'l RouterSettings, name: &'l str) -> &'l str {
    let alias = router.model_group_alias.get(name);
    alias.and_then(|target| target.as_str().or_else(|| target.get("model")?.as_str())).unwrap_or(name)
}

/// A model that takes over from itself is skipped.
fn to_itself(
    loaded: &Loaded<LiteLlm>,
    steps: &[Step<'_>],
    targets: usize,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    let own: Vec<&Step<'_>> = steps.iter().filter(|step| step.from == step.to).collect();
    let Some(first) = own.first() else { return };
    let alone = own.len() == targets;
    let (severity, place, rest) = match alone {
        true => (Severity::Error, path, "so nothing takes over"),
        false => (Severity::Warning, first.path.as_str(), "which is skipped"),
    };
    let message = format!("{0} falls back to itself ({0} -> {0}), {rest}", first.from);
    let finding = Finding::new(CODE, severity, place, message);
    findings.push(loaded.locate(finding, place).with_help("name another model"));
}

/// Circles of two and more models; of several through the same models one is told.
fn circles(loaded: &Loaded<LiteLlm>, steps: &Steps<'_>, findings: &mut Vec<Finding>) {
    let mut done: HashSet<&str> = HashSet::new();
    let mut told: HashSet<&str> = HashSet::new();
    let starts: Vec<&str> = steps.all.iter().filter(|step| !step.default).map(|step| step.from).collect();
    for start in starts {
        if done.contains(start) {
            continue;
        }
        // The way from the start: each model, the step that led to it, and how many of its own steps were followed.
        let mut way: Vec<(&str, Option<usize>, usize)> = vec![(start, None, 0)];
        let mut places: HashMap<&str, usize> = HashMap::from([(start, 0)]);
        while let Some((model, _, next)) = way.last_mut() {
            let Some(step) = steps.after(model).get(*next).copied() else {
                done.insert(model);
                places.remove(*model);
                way.pop();
                continue;
            };
            *next += 1;
            let (from, to) = (*model, steps.all[step].to);
            match places.get(to) {
                Some(_) if to == from => {}
                Some(place) => {
                    let mut circle: Vec<usize> =
                        way[place + 1..].iter().filter_map(|(_, step, _)| *step).collect();
                    circle.push(step);
                    let models = circle.iter().map(|step| steps.all[*step].to);
                    if models.filter(|model| told.insert(model)).count() > 0 {
                        findings.extend(circle_finding(loaded, steps, &circle, to));
                    }
                }
                None if done.contains(to) => {}
                None => {
                    places.insert(to, way.len());
                    way.push((to, Some(step), 0));
                }
            }
        }
    }
}

fn circle_finding(
    loaded: &Loaded<LiteLlm>,
    steps: &Steps<'_>,
    circle: &[usize],
    first: &str,
) -> Option<Finding> {
    let defaults = circle.iter().filter(|step| steps.all[**step].default).count();
    // Default fallbacks lead from each to all others, which nobody could write otherwise.
    let severity = match defaults {
        0 => Severity::Warning,
        _ if defaults < circle.len() => Severity::Note,
        _ => return None,
    };
    let message = format!(
        "fallbacks go in a circle: {}; each model is tried once, and nothing lies behind",
        steps.shown(circle, first)
    );
    let last = &steps.all[*circle.last()?];
    let mut finding = loaded.locate(Finding::new(CODE, severity, last.path.clone(), message), &last.path);
    for step in &circle[..circle.len() - 1] {
        finding = loaded.locate(finding, &steps.all[*step].path);
    }
    Some(finding.with_help("end the circle, or put a model at its end that does not depend on the others"))
}

/// Models that are too many steps away to be tried.
fn chains(loaded: &Loaded<LiteLlm>, steps: &Steps<'_>, findings: &mut Vec<Finding>) {
    let Some((most, place)) = max_fallbacks(&loaded.value) else { return };
    let mut told: HashSet<&str> = HashSet::new();
    let starts: Vec<&str> = steps.all.iter().filter(|step| !step.default).map(|step| step.from).collect();
    for start in starts {
        if told.contains(start) {
            continue;
        }
        if let Some(chain) = too_far(steps, start, most) {
            told.insert(start);
            told.extend(chain.iter().map(|step| steps.all[*step].to));
            let Some(last) = chain.last().map(|step| &steps.all[*step]) else { continue };
            let message = format!(
                "{} is never tried: {} are {} fallbacks, and max_fallbacks is {most}",
                last.to,
                steps.shown(&chain, start),
                chain.len()
            );
            let mut finding = loaded.locate(Finding::error(CODE, last.path.clone(), message), &last.path);
            for step in &chain[..chain.len() - 1] {
                finding = loaded.locate(finding, &steps.all[*step].path);
            }
            if let Some(place) = place {
                finding = loaded.locate(finding, place);
            }
            findings.push(finding.with_help("shorten the chain, or raise router_settings.max_fallbacks"));
        }
    }
}

/// The shortest way to a model that is one step further away than is allowed.
fn too_far(steps: &Steps<'_>, start: &str, most: u32) -> Option<Vec<usize>> {
    // The step that led to each model, and from where: a default fallback leads from many.
    let mut came: HashMap<&str, (usize, &str)> = HashMap::new();
    let mut queue: VecDeque<(&str, u32)> = VecDeque::from([(start, 0)]);
    while let Some((model, depth)) = queue.pop_front() {
        for step in steps.after(model) {
            let to = steps.all[*step].to;
            if to == start || came.contains_key(to) {
                continue;
            }
            came.insert(to, (*step, model));
            if depth == most {
                let mut chain = Vec::new();
                let mut model = to;
                while let Some((step, from)) = came.get(model) {
                    chain.push(*step);
                    model = from;
                }
                chain.reverse();
                return Some(chain);
            }
            queue.push_back((to, depth + 1));
        }
    }
    None
}

/// How many steps are taken, and where that is said; nothing when a variable says it.
fn max_fallbacks(value: &LiteLlm) -> Option<(u32, Option<&'static str>)> {
    if let Some(most) = &value.router_settings.max_fallbacks {
        return Some((most.value()?, Some("router_settings.max_fallbacks")));
    }
    match value.litellm_settings.extra.get("max_fallbacks") {
        Some(AnyValue::Number(most)) => Some((most.parse().ok()?, Some("litellm_settings.max_fallbacks"))),
        Some(_) => None,
        None => Some((MAX_FALLBACKS, None)),
    }
}
