//! JSON, also with comments, also on one line inside of another text.

use crate::choices::Choices;
use crate::shape::Written;
use crate::text::{Text, quoted};
use crate::tree::{Tree, World};

/// How to write it.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// On several lines.
    pub(crate) lines: bool,
    /// With comments and trailing commas.
    pub(crate) comments: bool,
    /// Whether single quotes must not occur.
    pub(crate) in_single_quotes: bool,
}

pub(crate) fn write(
    text: &mut Text,
    tree: &Tree,
    style: Style,
    choices: &mut Choices<'_>,
    world: &mut World,
) {
    gap(text, style, choices);
    value(text, tree, style, choices, world);
    gap(text, style, choices);
}

fn value(text: &mut Text, tree: &Tree, style: Style, choices: &mut Choices<'_>, world: &mut World) {
    match tree {
        Tree::Leaf(leaf) => {
            text.mark(*leaf, world);
            let written = world.leaves[*leaf].written.clone();
            text.push(&scalar(&written, style, choices));
        }
        Tree::Map(entries) => {
            text.push("{");
            for (index, (key, value)) in entries.iter().enumerate() {
                gap(text, style, choices);
                text.push(&quoted(key, choices));
                gap(text, style, choices);
                text.push(":");
                gap(text, style, choices);
                self::value(text, value, style, choices, world);
                comma(text, index + 1 == entries.len(), style, choices);
            }
            gap(text, style, choices);
            text.push("}");
        }
        Tree::List(items) => {
            text.push("[");
            for (index, item) in items.iter().enumerate() {
                gap(text, style, choices);
                value(text, item, style, choices, world);
                comma(text, index + 1 == items.len(), style, choices);
            }
            gap(text, style, choices);
            text.push("]");
        }
        Tree::Indexed(_) | Tree::Literal(_) => unreachable!("JSON has lists"),
    }
}

fn scalar(written: &Written, style: Style, choices: &mut Choices<'_>) -> String {
    match written {
        Written::Bare(text) => text.clone(),
        Written::Text(text) => {
            let text = quoted(text, choices);
            if style.in_single_quotes { text.replace('\'', "\\u0027") } else { text }
        }
        Written::Null => "null".to_owned(),
        Written::Items => "[ 1 ]".to_owned(),
        Written::Entries => "{\"ü\": 1}".to_owned(),
    }
}

fn comma(text: &mut Text, last: bool, style: Style, choices: &mut Choices<'_>) {
    gap(text, style, choices);
    if !last || (style.comments && choices.percent(30)) {
        text.push(",");
    }
}

fn gap(text: &mut Text, style: Style, choices: &mut Choices<'_>) {
    if style.lines && choices.percent(30) {
        text.push("\n");
    }
    if choices.percent(40) {
        text.push(choices.of(&[" ", "\t", "   "]));
    }
    if style.comments && choices.percent(10) {
        text.push("/* schöne 🦀 */");
    }
    if style.comments && style.lines && choices.percent(10) {
        text.push("// 名前, {\n");
    }
}
