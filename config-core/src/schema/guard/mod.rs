//! What the compiler checks of a field where the derive cannot tell its type. Each function is called in a constant, at
//! the token that it is about, and panics with the message of the compile error.
//!
//! - `default`: a literal default or example, and a bare `default`, against the kind
//! - `rule`: rules against the kind, and a default against the rules
//! - `message`: texts put together in constants

mod default;
mod message;
mod rule;

use super::{Kind, Literal, Rule, Shape};

/// Checks a field's literal default against its kind and its rules.
///
/// # Panics
///
/// At compile time, where it becomes the error of the default.
#[track_caller]
pub const fn check_default(kind: &Kind, default: &Literal, rules: &[Rule]) {
    check_literal(kind, default, rules, default::DEFAULT);
}

/// Checks an example, as [`check_default`] checks a default.
///
/// # Panics
///
/// At compile time, where it becomes the error of the example.
#[track_caller]
pub const fn check_example(kind: &Kind, example: &Literal, rules: &[Rule]) {
    check_literal(kind, example, rules, "example");
}

#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
const fn check_literal(kind: &Kind, literal: &Literal, rules: &[Rule], what: &str) {
    if let Some(problem) = default::problem(kind, literal, what) {
        panic!("{}", problem.text());
    }
    let mut index = 0;
    while index < rules.len() {
        if let Some(problem) = rule::literal_problem(kind, &rules[index], literal, what) {
            panic!("{}", problem.text());
        }
        index += 1;
    }
}

/// Checks that a bare `default` has a value: the type's `Default`, or for a section the defaults of its fields.
///
/// # Panics
///
/// At compile time, where it becomes the error of `default`.
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
pub const fn check_type_default(kind: &Kind, has_default: bool) {
    if !has_default && let Some(problem) = default::type_problem(kind) {
        panic!("{}", problem.text());
    }
}

/// Checks a rule against the kind.
///
/// # Panics
///
/// At compile time, where it becomes the error of the rule.
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
pub const fn check_rule(kind: &Kind, rule: &Rule) {
    if let Some(problem) = rule::problem(kind, rule) {
        panic!("{}", problem);
    }
}

/// Checks that a field can be flattened.
///
/// # Panics
///
/// At compile time, where it becomes the error of `flatten`.
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
pub const fn check_flatten(kind: &Kind) {
    let flat = match kind {
        Kind::Optional(kind) | Kind::Secret(kind) => kind,
        kind => kind,
    };
    match flat {
        Kind::Section(_) | Kind::Map { .. } | Kind::Any | Kind::Recursive(_) => {}
        _ => panic!("only a section or a map can be flattened"),
    }
}

/// Checks that the elements of a list have the field that `key` names.
///
/// # Panics
///
/// At compile time, where it becomes the error of `key`.
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
pub const fn check_key(kind: &Kind, key: &str) {
    let Kind::List { element, .. } = inner(kind) else {
        panic!("`merge = \"keyed\"` is for lists");
    };
    let Kind::Section(schema) = inner(element) else {
        panic!("`merge = \"keyed\"` is for lists of sections, and the elements of this one are none");
    };
    let Shape::Struct(fields) = schema.shape else { return };
    let mut names =
        message::Message::new("no field of ").and(schema.name).and(" has the key ").and(key).and("; it has");
    let mut index = 0;
    while index < fields.len() {
        // A flattened field may bring the key.
        if fields[index].flatten || is_called(fields[index].name, fields[index].aliases, key) {
            return;
        }
        names = names.and(if index == 0 { " " } else { ", " }).and(fields[index].name);
        index += 1;
    }
    panic!("{}", names.text());
}

/// The kind inside of `Option` and `Secret`, and of newtypes.
const fn inner(kind: &Kind) -> &Kind {
    match kind {
        Kind::Optional(kind) | Kind::Secret(kind) => inner(kind),
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => inner(&fields[0].kind),
            _ => kind,
        },
        _ => kind,
    }
}

/// The kind of the elements of lists and maps, which rules hold for.
const fn element(kind: &Kind) -> &Kind {
    match inner(kind) {
        Kind::List { element: kind, .. } | Kind::Map { value: kind, .. } => element(kind),
        kind => kind,
    }
}

const fn is_called(name: &str, aliases: &[&str], text: &str) -> bool {
    if same(name, text) {
        return true;
    }
    let mut index = 0;
    while index < aliases.len() {
        if same(aliases[index], text) {
            return true;
        }
        index += 1;
    }
    false
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}
