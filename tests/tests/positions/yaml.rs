//! YAML, block and flow.

use crate::choices::Choices;
use crate::shape::Written;
use crate::text::{Text, quoted};
use crate::tree::{Tree, World};

pub(crate) fn write(text: &mut Text, tree: &Tree, choices: &mut Choices<'_>, world: &mut World) {
    text.idle("#", choices);
    if choices.percent(20) {
        text.push("---\n");
    }
    let Tree::Map(entries) = tree else { unreachable!("a document is a map") };
    let mut writer = Writer { text, choices, world };
    if writer.choices.percent(15) {
        writer.flow(tree, 1);
        writer.end();
    } else {
        writer.entries(entries, 0, false);
    }
}

struct Writer<'w, 'c> {
    text: &'w mut Text,
    choices: &'w mut Choices<'c>,
    world: &'w mut World,
}

impl Writer<'_, '_> {
    /// The entries of a block map. The first one may stand behind a dash.
    fn entries(&mut self, entries: &[(String, Tree)], indent: usize, mut inline: bool) {
        for (key, value) in entries {
            if !inline {
                self.text.idle("#", self.choices);
                self.text.blanks(indent);
            }
            inline = false;
            self.key(key);
            self.text.push(":");
            self.value(value, indent);
        }
    }

    fn key(&mut self, key: &str) {
        let key = match self.choices.below(8) {
            6 => format!("'{key}'"),
            7 => quoted(key, self.choices),
            _ => key.to_owned(),
        };
        self.text.push(&key);
    }

    /// What stands behind a colon.
    fn value(&mut self, value: &Tree, indent: usize) {
        match value {
            Tree::Map(entries) if !entries.is_empty() && self.choices.percent(65) => {
                self.end();
                let step = self.choices.of(&[2, 4, 1]);
                self.entries(entries, indent + step, false);
            }
            Tree::List(items) if !items.is_empty() && self.choices.percent(65) => {
                self.end();
                let step = self.choices.of(&[0, 2, 3]);
                self.items(items, indent + step);
            }
            Tree::Leaf(leaf) if self.choices.percent(10) && self.is_text(*leaf) => {
                self.text.push(" ");
                self.text.mark(*leaf, self.world);
                let text = self.text_of(*leaf);
                let header = self.choices.of(&["|-", ">-", "|2-"]);
                let inside = if header == "|2-" { indent + 2 } else { indent + 3 };
                self.text.push(&format!("{header}\n"));
                self.text.blanks(inside);
                self.text.push(&text);
                self.text.push("\n");
            }
            Tree::Leaf(_) if self.choices.percent(5) => {
                self.end();
                self.text.blanks(indent + 1);
                self.flow(value, indent + 1);
                self.end();
            }
            other => {
                self.text.push(self.choices.of(&[" ", "   ", "\t"]));
                self.flow(other, indent + 1);
                self.end();
            }
        }
    }

    fn items(&mut self, items: &[Tree], indent: usize) {
        for item in items {
            self.text.idle("#", self.choices);
            self.text.blanks(indent);
            self.text.push("-");
            match item {
                Tree::Map(entries) if !entries.is_empty() && self.choices.percent(70) => {
                    if self.choices.percent(70) {
                        let gap = self.choices.of(&[1, 3]);
                        self.text.blanks(gap);
                        self.entries(entries, indent + 1 + gap, true);
                    } else {
                        self.end();
                        self.entries(entries, indent + 2, false);
                    }
                }
                other => {
                    self.text.push(" ");
                    self.flow(other, indent + 1);
                    self.end();
                }
            }
        }
    }

    /// A value in brackets, or a scalar; `indent` is where a further line may begin.
    fn flow(&mut self, value: &Tree, indent: usize) {
        match value {
            Tree::Leaf(leaf) => {
                if self.choices.percent(5) {
                    let anchor = format!("&anker{leaf} ");
                    self.text.push(&anchor);
                }
                self.text.mark(*leaf, self.world);
                let written = self.scalar(*leaf);
                self.text.push(&written);
            }
            Tree::Map(entries) => {
                self.text.push("{");
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.gap(indent);
                    self.key(key);
                    self.text.push(": ");
                    self.flow(value, indent);
                    self.comma(index + 1 == entries.len());
                }
                self.gap(indent);
                self.text.push("}");
            }
            Tree::List(items) => {
                self.text.push("[");
                for (index, item) in items.iter().enumerate() {
                    self.gap(indent);
                    self.flow(item, indent);
                    self.comma(index + 1 == items.len());
                }
                self.gap(indent);
                self.text.push("]");
            }
            Tree::Indexed(_) | Tree::Literal(_) => unreachable!("YAML has lists"),
        }
    }

    fn comma(&mut self, last: bool) {
        if !last || self.choices.percent(20) {
            self.text.push(",");
        }
    }

    /// Blanks or a new line between the parts of a flow collection.
    fn gap(&mut self, indent: usize) {
        if self.choices.percent(20) {
            self.text.remark("#", self.choices);
            self.text.push("\n");
            self.text.blanks(indent);
        } else if self.choices.percent(50) {
            self.text.push(" ");
        }
    }

    fn end(&mut self) {
        self.text.remark("#", self.choices);
        self.text.push("\n");
    }

    fn is_text(&self, leaf: usize) -> bool {
        matches!(self.world.leaves[leaf].written, Written::Text(_))
    }

    fn text_of(&self, leaf: usize) -> String {
        match &self.world.leaves[leaf].written {
            Written::Text(text) => text.clone(),
            _ => unreachable!("asked for text alone"),
        }
    }

    fn scalar(&mut self, leaf: usize) -> String {
        match self.world.leaves[leaf].written.clone() {
            Written::Bare(text) => text,
            Written::Text(text) => match self.choices.below(4) {
                2 => format!("'{}'", text.replace('\'', "''")),
                3 => quoted(&text, self.choices),
                _ => text,
            },
            Written::Null => self.choices.of(&["null", "~"]).to_owned(),
            Written::Items => "[ 1, zwei ]".to_owned(),
            Written::Entries => "{ä: 1}".to_owned(),
        }
    }
}
