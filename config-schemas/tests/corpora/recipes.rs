//! Recipes of the vLLM project: all are accepted, and every flag in them is known.

use std::collections::BTreeSet;

use config_format::{Format, Kind, Limits, Node};
use config_schemas::model::vllm::{Flag, flag, long_name};
use config_schemas::native;

use crate::common::{corpus, files_below};

/// The flags of every list of arguments.
fn flags(node: Node<'_>, found: &mut Vec<String>) {
    node.items().for_each(|item| flags(item, found));
    for (key, value) in node.entries() {
        if matches!(key.text(), "args" | "base_args" | "extra_args" | "vllm_args")
            && value.kind() == Kind::List
        {
            for item in value.items().filter(|item| item.text().starts_with('-')) {
                let name = item.text().trim_start_matches('-').split(['=', ' ']).next().unwrap();
                if name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                    found.push(name.to_owned());
                }
            }
        }
        flags(value, found);
    }
}

#[test]
fn all_are_accepted_and_every_flag_is_known() {
    let Some(folder) = corpus("vllm-recipes/models") else { return };
    let (mut recipes, mut warnings) = (0, 0);
    let mut used = Vec::new();
    for path in files_below(&folder) {
        let report = native::check("vllm-recipe", &path);
        assert!(!report.has_errors(), "{} is refused:\n{report}", path.display());
        warnings += report.warnings().count();
        if let Err(report) = native::rewrite("vllm-recipe", &path) {
            panic!("{} does not come back:\n{report}", path.display());
        }
        let tree =
            config_format::parse(Format::Yaml, std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
        flags(tree.root(), &mut used);
        recipes += 1;
    }
    let distinct: BTreeSet<String> = used
        .iter()
        .map(|name| {
            let name = name.split('.').next().unwrap().replace('_', "-");
            long_name(&name).map_or(name.clone(), str::to_owned)
        })
        .collect();
    let gone: Vec<&String> =
        distinct.iter().filter(|name| matches!(flag(name), Some(Flag::Gone(_)))).collect();
    let unknown: Vec<&String> = distinct.iter().filter(|name| flag(name).is_none()).collect();
    println!(
        "vllm-recipe: {recipes} recipes accepted and the same after being written, {warnings} warnings, {} uses of {} flags, \
         {} unknown, gone from vLLM: {gone:?}",
        used.len(),
        distinct.len(),
        unknown.len()
    );
    assert_eq!(recipes, 173);
    assert_eq!(unknown, Vec::<&String>::new());
}
