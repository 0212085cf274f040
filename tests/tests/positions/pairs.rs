//! INI, `.env` files, variables and overrides: a name and a text each.

use crate::choices::Choices;
use crate::json;
use crate::shape::{SERVICE, Shape, Sort, Written};
use crate::text::Text;
use crate::tree::{Place, Tree, World, inside, is_empty};

/// The prefix of the service's variables.
const PREFIX: &str = "SVC";

/// One value and the way to it.
struct Assignment<'t> {
    path: Vec<Segment>,
    value: &'t Tree,
}

#[derive(Clone)]
enum Segment {
    Key(String),
    Index(usize),
}

fn assignments(tree: &Tree) -> Vec<Assignment<'_>> {
    fn walk<'t>(tree: &'t Tree, path: &mut Vec<Segment>, found: &mut Vec<Assignment<'t>>) {
        match tree {
            Tree::Map(entries) => {
                for (key, value) in entries {
                    path.push(Segment::Key(key.clone()));
                    walk(value, path, found);
                    path.pop();
                }
            }
            Tree::Indexed(given) => {
                for (index, value) in given {
                    path.push(Segment::Index(*index));
                    walk(value, path, found);
                    path.pop();
                }
            }
            value => found.push(Assignment { path: path.clone(), value }),
        }
    }
    let mut found = Vec::new();
    walk(tree, &mut Vec::new(), &mut found);
    found
}

/// `SVC_LIMITS__MAX_LEVEL`.
fn variable(path: &[Segment]) -> String {
    let segments: Vec<String> = path
        .iter()
        .map(|segment| match segment {
            Segment::Key(key) => key.to_uppercase(),
            Segment::Index(index) => index.to_string(),
        })
        .collect();
    format!("{PREFIX}_{}", segments.join("__"))
}

/// Writes a text that means the value; marks each leaf where it begins.
fn push_value(text: &mut Text, value: &Tree, single: bool, choices: &mut Choices<'_>, world: &mut World) {
    match value {
        Tree::Leaf(leaf) => {
            text.mark(*leaf, world);
            let plain = plain(*leaf, world);
            text.push(&plain);
        }
        Tree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    let comma = choices.of(&[",", ", ", " ,"]);
                    text.push(comma);
                }
                push_value(text, item, single, choices, world);
            }
        }
        Tree::Literal(inner) => {
            let style = json::Style { lines: false, comments: false, in_single_quotes: single };
            json::write(text, inner, style, choices, world);
        }
        Tree::Map(_) | Tree::Indexed(_) => unreachable!("these are no single values"),
    }
}

fn plain(leaf: usize, world: &World) -> String {
    match &world.leaves[leaf].written {
        Written::Bare(text) | Written::Text(text) => text.clone(),
        other => unreachable!("{other:?} cannot be written as text"),
    }
}

/// Text in double quotes with the two escapes that INI and `.env` files share.
fn double_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value on the rest of a line, in quotes or without.
fn push_line(text: &mut Text, value: &Tree, untyped: bool, choices: &mut Choices<'_>, world: &mut World) {
    let quotes = choices.below(4);
    match value {
        Tree::Leaf(leaf) => {
            let plain = plain(*leaf, world);
            let may = untyped || matches!(world.leaves[*leaf].written, Written::Text(_));
            text.mark(*leaf, world);
            let written = match quotes {
                2 if may && !plain.contains('\'') => format!("'{plain}'"),
                3 if may => double_quoted(&plain),
                _ => plain,
            };
            text.push(&written);
        }
        value if untyped && quotes == 2 && !world.holds_quote(value) => {
            text.push("'");
            push_value(text, value, true, choices, world);
            text.push("'");
        }
        value => push_value(text, value, false, choices, world),
    }
}

impl World {
    /// Whether a list of texts holds a single quote.
    fn holds_quote(&self, value: &Tree) -> bool {
        match value {
            Tree::List(items) => items.iter().any(|item| self.holds_quote(item)),
            Tree::Leaf(leaf) => plain(*leaf, self).contains('\''),
            _ => false,
        }
    }

    fn settle(&mut self, value: &Tree, place: &Place) {
        match value {
            Tree::Leaf(leaf) => self.leaves[*leaf].place = place.clone(),
            Tree::List(items) => items.iter().for_each(|item| self.settle(item, place)),
            Tree::Map(entries) => entries.iter().for_each(|(_, value)| self.settle(value, place)),
            Tree::Literal(inner) => self.settle(inner, place),
            Tree::Indexed(_) => unreachable!("these are no single values"),
        }
    }
}

pub(crate) fn dotenv(text: &mut Text, tree: &Tree, choices: &mut Choices<'_>, world: &mut World) {
    for assignment in assignments(tree) {
        text.idle("#", choices);
        if choices.percent(20) {
            text.push("export ");
        }
        text.push(&variable(&assignment.path));
        text.push(choices.of(&["=", "= ", " = "]));
        push_line(text, assignment.value, true, choices, world);
        text.remark("#", choices);
        text.push("\n");
    }
}

/// Names and values of variables.
pub(crate) fn variables(tree: &Tree, choices: &mut Choices<'_>, world: &mut World) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for assignment in assignments(tree) {
        let mut text = Text::new(0, &mut Choices::new(&[]));
        push_value(&mut text, assignment.value, false, choices, world);
        let name = variable(&assignment.path);
        world.settle(assignment.value, &Place::Variable(name.clone()));
        pairs.push((name, text.finish()));
    }
    pairs
}

pub(crate) fn overrides(tree: &Tree, choices: &mut Choices<'_>, world: &mut World) -> Vec<String> {
    let mut all = Vec::new();
    for assignment in assignments(tree) {
        let mut path = String::new();
        let mut shape: &'static Shape = &SERVICE;
        for segment in &assignment.path {
            match segment {
                Segment::Key(key) => {
                    shape = inside(shape, key).1;
                    if key.contains(['.', ' ']) {
                        path.push_str(&format!("[\"{key}\"]"));
                    } else {
                        path.push_str(if path.is_empty() { "" } else { "." });
                        path.push_str(key);
                    }
                }
                Segment::Index(index) => {
                    if let Shape::List(element, _) = shape {
                        shape = element;
                    }
                    path.push_str(&format!("[{index}]"));
                }
            }
        }
        let mut text = Text::new(0, &mut Choices::new(&[]));
        push_value(&mut text, assignment.value, false, choices, world);
        let text = format!("{path}={}", text.finish());
        let shown = if holds_secret(shape) { format!("{path}=***") } else { text.clone() };
        world.settle(assignment.value, &Place::Override(shown));
        all.push(text);
    }
    all
}

fn holds_secret(shape: &Shape) -> bool {
    match shape {
        Shape::Leaf(sort) => *sort == Sort::Pin,
        Shape::Section(members) => members.iter().any(|member| holds_secret(&member.shape)),
        Shape::List(inner, _) | Shape::Map(inner) => holds_secret(inner),
    }
}

pub(crate) fn ini(text: &mut Text, tree: &Tree, choices: &mut Choices<'_>, world: &mut World) {
    section(text, tree, &mut Vec::new(), choices, world);
}

/// The lines of a section, then the sections inside of it.
fn section(
    text: &mut Text,
    tree: &Tree,
    path: &mut Vec<String>,
    choices: &mut Choices<'_>,
    world: &mut World,
) {
    let entries: Vec<(String, &Tree)> = match tree {
        Tree::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Tree::Indexed(given) => given.iter().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => unreachable!("these are no sections"),
    };
    let (inner, own): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .filter(|(_, value)| !is_empty(value))
        .partition(|(_, value)| matches!(value, Tree::Map(_) | Tree::Indexed(_)));
    if !path.is_empty() && !own.is_empty() {
        text.idle(choices.of(&["#", ";"]), choices);
        text.push(&format!("[{}]", path.join(".")));
        text.remark(";", choices);
        text.push("\n");
    }
    for (key, value) in own {
        text.idle(choices.of(&["#", ";"]), choices);
        if choices.percent(20) {
            text.push("\t");
        }
        let key = if choices.percent(20) { format!("'{key}'") } else { key };
        text.push(&key);
        text.push(choices.of(&[" = ", "=", ": ", " :  "]));
        push_line(text, value, false, choices, world);
        text.remark("#", choices);
        text.push("\n");
    }
    for (key, value) in inner {
        path.push(if key.contains('.') || choices.percent(20) { format!("\"{key}\"") } else { key });
        section(text, value, path, choices, world);
        path.pop();
    }
}
