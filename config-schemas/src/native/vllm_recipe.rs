//! Recipes of the vLLM project: the schema of the file, and every list of arguments in it against the flags of vLLM.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, Severity, WriteValue};
use config_format::{Kind, Node};

use super::arguments::{Arguments, Item, json_or_text};
use super::text::yaml;
use super::vllm::{gone, unknown};
use super::{Native, NativeFile, Reading, kept_as_extra};
use crate::model::vllm::recipe::Recipe;
use crate::model::vllm::{Flag, Vllm, flag, long_name, negated};

/// Keys of lists of arguments.
const LISTS: &[&str] = &["args", "base_args", "extra_args", "vllm_args"];

impl Native for Recipe {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let mut findings = Vec::new();
        lists(&document, file, document.tree().root(), "", &mut findings);
        let loaded: Loaded<Self> = match document.read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        let extra = extra_keys(&loaded.value);
        findings.extend(extra.iter().map(|path| loaded.locate(kept_as_extra(path), path)));
        features(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

/// The paths of everything that the schema does not know.
fn extra_keys(recipe: &Recipe) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |way: &str, extra: &BTreeMap<String, AnyValue>| {
        let dot = if way.is_empty() { "" } else { "." };
        found.extend(extra.keys().map(|key| format!("{way}{dot}{key}")));
    };
    add("", &recipe.extra);
    add("meta", &recipe.meta.extra);
    add("model", &recipe.model.extra);
    for (index, dependency) in recipe.dependencies.iter().enumerate() {
        add(&format!("dependencies[{index}]"), &dependency.extra);
    }
    let mut overrides = Vec::new();
    for (name, feature) in &recipe.features {
        let way = format!("features.{name}");
        add(&way, &feature.extra);
        overrides.push((way.clone(), &feature.hardware_overrides));
        for (mode, value) in &feature.modes {
            let way = format!("{way}.modes.{mode}");
            add(&way, &value.extra);
            overrides.push((way, &value.hardware_overrides));
        }
    }
    for (name, variant) in &recipe.variants {
        let way = format!("variants.{name}");
        add(&way, &variant.extra);
        overrides.push((way, &variant.hardware_overrides));
    }
    overrides.push((String::new(), &recipe.hardware_overrides));
    for (name, strategy) in &recipe.strategy_overrides {
        let way = format!("strategy_overrides.{name}");
        add(&way, &strategy.extra);
        overrides.push((way.clone(), &strategy.hardware_overrides));
        for (pool, value) in [("prefill", &strategy.prefill), ("decode", &strategy.decode)] {
            if let Some(value) = value {
                let way = format!("{way}.{pool}");
                add(&way, &value.extra);
                overrides.push((way, &value.hardware_overrides));
            }
        }
    }
    for (way, hardware) in overrides {
        let dot = if way.is_empty() { "" } else { "." };
        for (name, value) in hardware {
            add(&format!("{way}{dot}hardware_overrides.{name}"), &value.extra);
        }
    }
    found
}

fn lists(
    document: &Document,
    file: &NativeFile<'_>,
    node: Node<'_>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    for (index, item) in node.items().enumerate() {
        lists(document, file, item, &format!("{path}[{index}]"), findings);
    }
    for (key, value) in node.entries() {
        let inner = if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
        if LISTS.contains(&key.text()) && value.kind() == Kind::List {
            arguments(document, file, value, &inner, findings);
        }
        lists(document, file, value, &inner, findings);
    }
}

/// Reads one list of arguments into the schema of vLLM.
pub(super) fn arguments(
    document: &Document,
    file: &NativeFile<'_>,
    list: Node<'_>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    let items: Vec<Node<'_>> = list.items().filter(|item| item.kind().is_scalar()).collect();
    let mut arguments = Arguments::new(document.tree());
    let mut next = 0;
    while next < items.len() {
        let place = format!("{path}[{next}]");
        let node = items[next];
        next += 1;
        let (name, inline) = split(node.text());
        let values = items[next..].iter().take_while(|item| !is_flag(item.text())).count();
        let values = if inline.is_some() { 0 } else { values };
        let mut all: Vec<Item<'_>> =
            items[next..next + values].iter().map(|item| json_or_text(item.text(), item.span())).collect();
        next += values;
        if !is_flag(name) {
            findings.push(
                document
                    .locate(Finding::error(Code::MALFORMED, place, "the argument belongs to no flag"), node)
                    .with_help("write a flag such as --max-model-len before it"),
            );
            continue;
        }
        let plain = name.trim_start_matches('-');
        match flag(plain) {
            Some(Flag::Known | Flag::Omni) => {}
            Some(Flag::Gone(help)) => {
                findings.push(gone(document, &place, node, help).with_severity(Severity::Warning));
                continue;
            }
            None => {
                findings.push(unknown(document, &place, node, name));
                continue;
            }
        }
        let (head, rest) = plain.split_once('.').map_or((plain, ""), |(head, rest)| (head, rest));
        let mut long = long_name(head).unwrap_or(head).to_owned();
        if !rest.is_empty() {
            long = format!("{long}.{rest}");
        }
        let span = node.span();
        if let Some(text) = inline {
            all.push(json_or_text(text, span));
        }
        let item = match (all.len(), negated(&long)) {
            (0, Some(positive)) => {
                long = positive;
                Item::Truth(false, span)
            }
            (0, _) => Item::Truth(true, span),
            (1, _) => all.remove(0),
            _ => Item::List(all, span),
        };
        arguments.insert(document, &place, &long, node, item);
    }
    let (tree, own) = arguments.into_tree();
    findings.extend(own.into_iter().map(|finding| finding.with_severity(Severity::Warning)));
    if let Err(report) = Document::new(file.path(), tree).read::<Vllm>() {
        // What several arguments must keep cannot be told from one list, because others are added to it.
        let alone = report
            .errors()
            .filter(|finding| finding.code() != Code::CHECK && !finding.code().as_str().starts_with("VLLM-"));
        findings.extend(alone.map(|finding| within(finding, path)));
    }
}

/// The finding with the path of the list in front of its own.
fn within(finding: &Finding, path: &str) -> Finding {
    let message = format!("{}: {}", finding.path(), finding.message());
    let mut moved = Finding::error(finding.code(), path, message);
    for origin in finding.origins() {
        moved = moved.with_origin(origin.clone());
    }
    match finding.help() {
        Some(help) => moved.with_help(help),
        None => moved,
    }
}

/// The name of a flag and the value that is written in the same element.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['=', ' ']) {
        Some((name, value)) if text.starts_with('-') => (name, Some(value.trim())),
        _ => (text, None),
    }
}

/// Whether an element is a flag, not a number below zero.
fn is_flag(text: &str) -> bool {
    text.starts_with("--")
        || (text.starts_with('-') && text[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// Names that must be those of something else in the file.
fn features(loaded: &Loaded<Recipe>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    for (index, name) in value.opt_in_features.iter().enumerate() {
        if !value.features.contains_key(name) {
            let path = format!("opt_in_features[{index}]");
            let message = format!("no feature is called {name}");
            let finding = loaded.locate(Finding::warning(Code::CHECK, path.clone(), message), &path);
            let names = value.features.keys().map(String::as_str);
            findings.push(match super::nearest(name, names) {
                Some(nearest) => finding.with_help(format!("did you mean {nearest}?")),
                None => finding.with_help("add it to features, or remove it here"),
            });
        }
    }
    if let Some(strategy) = &value.default_strategy
        && !value.compatible_strategies.contains(strategy)
    {
        let message = format!("{strategy} is not one of compatible_strategies");
        let finding = Finding::warning(Code::CHECK, "default_strategy", message);
        findings.push(loaded.locate(finding, "default_strategy").with_help("add it there"));
    }
}
