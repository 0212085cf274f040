//! TOML: headers, dotted keys, inline tables, arrays of tables.

use crate::choices::Choices;
use crate::shape::Written;
use crate::text::{Text, quoted};
use crate::tree::{Tree, World};

pub(crate) fn write(text: &mut Text, tree: &Tree, choices: &mut Choices<'_>, world: &mut World) {
    let Tree::Map(entries) = tree else { unreachable!("a document is a map") };
    Writer { text, choices, world }.table(entries, "");
}

struct Writer<'w, 'c> {
    text: &'w mut Text,
    choices: &'w mut Choices<'c>,
    world: &'w mut World,
}

impl Writer<'_, '_> {
    /// The entries of a table: first those with a line of their own, then the tables with a header.
    fn table(&mut self, entries: &[(String, Tree)], prefix: &str) {
        let mut later = Vec::new();
        for (key, value) in entries {
            match value {
                Tree::Map(inner) if self.choices.percent(60) => later.push((key, inner.as_slice(), None)),
                Tree::Map(inner) if !inner.is_empty() && self.choices.percent(50) => {
                    for (second, value) in inner {
                        let first = self.key(key);
                        let second = self.key(second);
                        self.entry(&format!("{first}.{second}"), value);
                    }
                }
                Tree::List(items)
                    if !items.is_empty()
                        && items.iter().all(|item| matches!(item, Tree::Map(_)))
                        && self.choices.percent(60) =>
                {
                    later.push((key, &[], Some(items)));
                }
                other => {
                    let key = self.key(key);
                    self.entry(&key, other);
                }
            }
        }
        for (key, inner, items) in later {
            let key = self.key(key);
            let path = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match items {
                None => {
                    self.header(&format!("[{path}]"));
                    self.table(inner, &path);
                }
                Some(items) => {
                    for item in items {
                        let Tree::Map(inner) = item else { unreachable!("an array of tables") };
                        self.header(&format!("[[{path}]]"));
                        self.table(inner, &path);
                    }
                }
            }
        }
    }

    fn header(&mut self, header: &str) {
        self.text.idle("#", self.choices);
        self.text.push(header);
        self.end();
    }

    fn entry(&mut self, key: &str, value: &Tree) {
        self.text.idle("#", self.choices);
        if self.choices.percent(20) {
            self.text.push("  ");
        }
        let separator = self.choices.of(&[" = ", "=", "\t=   "]);
        self.text.push(&format!("{key}{separator}"));
        self.value(value);
        self.end();
    }

    fn value(&mut self, value: &Tree) {
        match value {
            Tree::Leaf(leaf) => {
                self.text.mark(*leaf, self.world);
                let written = self.scalar(*leaf);
                self.text.push(&written);
            }
            Tree::Map(entries) => {
                self.text.push("{");
                for (index, (key, value)) in entries.iter().enumerate() {
                    let key = self.key(key);
                    self.text.push(&format!("{} {key} = ", if index == 0 { "" } else { "," }));
                    self.value(value);
                }
                self.text.push(" }");
            }
            Tree::List(items) => {
                self.text.push("[");
                for (index, item) in items.iter().enumerate() {
                    self.gap();
                    self.value(item);
                    if index + 1 < items.len() || self.choices.percent(30) {
                        self.text.push(",");
                    }
                }
                self.gap();
                self.text.push("]");
            }
            Tree::Indexed(_) | Tree::Literal(_) => unreachable!("TOML has lists"),
        }
    }

    fn gap(&mut self) {
        if self.choices.percent(20) {
            self.text.remark("#", self.choices);
            self.text.push("\n   ");
        } else if self.choices.percent(50) {
            self.text.push(" ");
        }
    }

    fn key(&mut self, key: &str) -> String {
        let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        match self.choices.below(6) {
            4 if !key.contains('\'') => format!("'{key}'"),
            5 => quoted(key, self.choices),
            _ if bare => key.to_owned(),
            _ => format!("\"{key}\""),
        }
    }

    fn scalar(&mut self, leaf: usize) -> String {
        match self.world.leaves[leaf].written.clone() {
            Written::Bare(text) => text,
            Written::Text(text) => match self.choices.below(5) {
                2 if !text.contains('\'') => format!("'{text}'"),
                3 if !text.contains('"') => format!("\"\"\"{text}\"\"\""),
                4 if !text.contains('\'') => format!("'''{text}'''"),
                _ => quoted(&text, self.choices),
            },
            Written::Null => unreachable!("TOML has no null"),
            Written::Items => "[ 1, 'zwei' ]".to_owned(),
            Written::Entries => "{ 'ä' = 1 }".to_owned(),
        }
    }

    fn end(&mut self) {
        self.text.remark("#", self.choices);
        self.text.push("\n");
    }
}
