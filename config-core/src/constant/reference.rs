//! References: whether they can be read at all. Where they lead is known only at run time.

use config_format::Kind as TextKind;

use super::arena::At;
use super::checker::{Checker, DEEPEST};
use super::names::same;
use crate::finding::Code;

/// What is to be known of the references in a text.
pub(super) struct References {
    /// What is wrong with one of them.
    broken: Option<&'static str>,
    /// Whether one of them is `${secret:…}`.
    pub(super) secret: bool,
}

/// Reads the references of a text as the loader does.
pub(super) const fn read(text: &str) -> References {
    let bytes = text.as_bytes();
    let mut references = References { broken: None, secret: false };
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'$' || bytes[at + 1] != b'{' {
            at += 1;
            continue;
        }
        if at > 0 && bytes[at - 1] == b'$' {
            at += 2;
            continue;
        }
        let start = at + 2;
        let mut end = start;
        let mut colon = None;
        while end < bytes.len() && bytes[end] != b'}' {
            if bytes[end] == b':' && colon.is_none() {
                colon = Some(end);
            }
            end += 1;
        }
        if end == bytes.len() {
            references.broken = Some("a reference is not closed: there is no } after ${");
            return references;
        }
        match colon {
            Some(colon) if colon + 1 < end => {
                let (before, _) = text.split_at(colon);
                let (_, kind) = before.split_at(start);
                if same(kind, "secret") {
                    references.secret = true;
                } else if !same(kind, "env") && !same(kind, "file") && !same(kind, "config") {
                    references.broken =
                        Some("unknown kind of reference; known kinds: env, file, config, secret");
                }
            }
            _ => references.broken = Some("a reference does not say what it refers to"),
        }
        at = end + 1;
    }
    references
}

impl Checker<'_> {
    /// Checks the references of a value and of all below it.
    pub(super) const fn references(&mut self, root: At) {
        self.references_of(root, 0);
    }

    const fn references_of(&mut self, at: At, depth: usize) {
        if !at.is_merged() {
            return self.references_of_node(at);
        }
        let mut children = self.children(at);
        while let Some(child) = self.next(&mut children) {
            if depth <= DEEPEST {
                self.references_of(child.value, depth + 1);
            }
        }
    }

    const fn references_of_node(&mut self, at: At) {
        let tree = &self.trees[at.tree as usize];
        if !tree.references {
            return;
        }
        let nodes = tree.nodes;
        let end = nodes.end(at.node);
        let mut node = at.node;
        while node < end {
            if nodes.has_reference(node)
                && let Some(problem) = read(nodes.text(node)).broken
            {
                let start = self.begin();
                self.say(problem);
                self.find(start, At::node(at.tree, node), Code::REFERENCE_SYNTAX);
            }
            node += 1;
        }
    }

    /// Whether a secret that a value refers to stays one: refuses it where the type would show it.
    pub(super) const fn secret_is_hidden(&mut self, at: At) -> bool {
        if self.secret > 0 || !read(self.text(at)).secret {
            return true;
        }
        let start = self.begin();
        self.say("a secret is referred to, but the field is not a Secret and would show it");
        self.find(start, at, Code::SECRET_IN_CLEAR);
        false
    }

    /// Refuses a secret that stands in the file as it is. The empty text gives nothing away.
    pub(super) const fn committed_secret(&mut self, at: At) {
        let nodes = &self.trees[at.tree as usize].nodes;
        if self.secret > 0
            && !self.is_reference(at)
            && !matches!(nodes.kind(at.node), TextKind::Null)
            && nodes.text_length(at.node) > 0
        {
            let start = self.begin();
            self.say("a secret is written in clear text; write ${secret:path} or ${env:NAME} instead");
            self.find(start, at, Code::CLEAR_SECRET);
        }
    }
}
