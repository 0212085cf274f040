//! Subjects that messages are moved to.

use std::collections::BTreeMap;

use config_core::Code;

use super::{EXCHANGE, Found};
use crate::infrastructure::nats::{Mapping, is_subject};
use crate::native::nats::shape::join;

/// Functions that make a token of a destination from the wildcards of the subject.
const FUNCTIONS: &[&str] = &[
    "wildcard",
    "partition",
    "splitfromleft",
    "splitfromright",
    "slicefromleft",
    "slicefromright",
    "split",
    "left",
    "right",
    "random",
];

pub(super) fn rules(found: &mut Found<'_>) {
    let nats = found.nats();
    if let Some(mappings) = &nats.mappings {
        each(found, "mappings", mappings);
    }
    for (name, account) in nats.accounts.iter().flatten() {
        if let Some(mappings) = &account.mappings {
            each(found, &format!("{}.mappings", join("accounts", name)), mappings);
        }
    }
}

fn each(found: &mut Found<'_>, path: &str, mappings: &BTreeMap<String, Vec<Mapping>>) {
    for (subject, destinations) in mappings {
        if !is_subject(subject) {
            let message = format!("{subject} is not a valid subject");
            found.error(
                Code::MALFORMED,
                &join(path, subject),
                message,
                "write tokens with points between them",
            );
            continue;
        }
        let place = join(path, subject);
        let mut weights: BTreeMap<Option<&str>, u32> = BTreeMap::new();
        for mapping in destinations {
            *weights.entry(mapping.cluster.as_deref()).or_default() += u32::from(mapping.weight.percent());
            if let Some(problem) = problem(subject, &mapping.destination) {
                let message = format!("the destination {} {problem}", mapping.destination);
                found.error(
                    EXCHANGE,
                    &place,
                    message,
                    "write a subject; $1 or {{wildcard(1)}} is its first wildcard",
                );
            }
        }
        if weights.values().any(|weight| *weight > 100) {
            found.error(EXCHANGE, &place, "the weights add up to more than 100", "lower one of them");
        }
    }
}

/// What is wrong with a destination.
fn problem(subject: &str, destination: &str) -> Option<String> {
    if destination.is_empty() {
        return None;
    }
    let wildcards = subject.split('.').filter(|token| *token == "*").count();
    let mut plain: Vec<String> = Vec::new();
    let mut stars = 0;
    for token in destination.split('.') {
        let mut indices: Vec<usize> = Vec::new();
        if let Some(call) = token.strip_prefix("{{").and_then(|token| token.strip_suffix("}}")) {
            let Some((name, arguments)) = call.trim().split_once('(') else {
                return Some("calls no function".to_owned());
            };
            let name = name.trim().to_lowercase();
            if !FUNCTIONS.contains(&name.as_str()) {
                return Some("calls a function that NATS does not have".to_owned());
            }
            let mut numbers = arguments.trim_end().trim_end_matches(')').split(',').map(str::trim);
            match name.as_str() {
                "partition" => {
                    indices.extend(numbers.skip(1).filter_map(|number| number.parse::<usize>().ok()))
                }
                "random" => {}
                _ => indices.extend(numbers.next().and_then(|number| number.parse::<usize>().ok())),
            }
            plain.push("x".to_owned());
        } else if let Some(index) = token.strip_prefix('$').and_then(|index| index.parse().ok()) {
            indices.push(index);
            plain.push("x".to_owned());
        } else {
            stars += usize::from(token == "*");
            plain.push(token.to_owned());
        }
        if indices.iter().any(|index| *index == 0 || *index > wildcards) {
            return Some(format!("names a wildcard that {subject} does not have"));
        }
    }
    let rest = |subject: &str| subject.split('.').next_back() == Some(">");
    if !is_subject(&plain.join(".")) || stars > 0 || rest(subject) != rest(destination) {
        return Some("is not a valid subject".to_owned());
    }
    None
}
