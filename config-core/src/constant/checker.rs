//! The check from end to end, and what its steps share.

use config_format::Kind as TextKind;

use super::arena::{Arena, At, Container, Entry};
use super::findings::Findings;
use super::names::same_letters;
use super::{Tree, section};
use crate::finding::Code;
use crate::schema::{Field, Schema};

/// How a check is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The environment whose rules hold; without one, those of no environment.
    pub environment: Option<&'o str>,
    /// Whether missing keys are no mistake, because other sources give them.
    pub partial: bool,
}

/// How deep sections, lists and maps may lie in each other to be checked. Below lie only the values of recursive
/// types, which a constant cannot follow; the compiler's own limit on nested calls is not far above.
pub(super) const DEEPEST: usize = 36;

/// What the steps of a check share.
pub(super) struct Checker<'c> {
    pub(super) trees: &'c [Tree<'c>],
    pub(super) options: Options<'c>,
    pub(super) arena: Arena<'c>,
    pub(super) findings: Findings,
    pub(super) path: [Segment<'c>; DEEPEST + 2],
    pub(super) depth: usize,
    /// How many secrets the current value lies in.
    pub(super) secret: u32,
    /// Whether the current section is flattened, so that the section around it reports unknown keys.
    pub(super) in_flattened: bool,
    /// Whether the current field accepts unknown keys inside.
    pub(super) allow_unknown: bool,
    /// The tag of the variant whose single value is read next; the section that is read then shares its map.
    pub(super) content_tag: Option<&'static str>,
    /// What a flattened map must leave to the sections around it.
    pub(super) claims: Claims,
    /// How many names may still be compared to find the nearest one.
    pub(super) comparisons: u32,
    /// Whether a key came twice in one map, so that which of them is meant counts.
    pub(super) twice: bool,
}

/// The fields of sections that stand in one map, outermost first, each with the key that names its variant.
#[derive(Clone, Copy)]
pub(super) struct Claims {
    pub(super) sections: [(&'static [Field], Option<&'static str>); 8],
    pub(super) count: usize,
}

impl Claims {
    pub(super) const NONE: Self = Self { sections: [(&[], None); 8], count: 0 };

    /// With one section more; those that are flattened deeper than there is room are left out.
    pub(super) const fn with(mut self, fields: &'static [Field], tag: Option<&'static str>) -> Self {
        if self.count < self.sections.len() {
            self.sections[self.count] = (fields, tag);
            self.count += 1;
        }
        self
    }
}

/// One step of the current path.
#[derive(Clone, Copy)]
pub(super) enum Segment<'c> {
    Key(&'c str),
    Index(u32),
}

/// Checks files, laid over each other in order, against a table. `NODES` is the number of nodes of all files; one file
/// alone needs no room.
#[must_use]
pub const fn check<const NODES: usize>(
    schema: &'static Schema,
    trees: &[Tree<'_>],
    options: Options<'_>,
) -> Findings {
    let mut entries = [Entry::NONE; NODES];
    let mut containers = [Container::NONE; NODES];
    let mut checker = Checker {
        trees,
        options,
        arena: Arena::new(&mut entries, &mut containers),
        findings: Findings::new(),
        path: [Segment::Index(0); DEEPEST + 2],
        depth: 0,
        secret: 0,
        in_flattened: false,
        allow_unknown: false,
        content_tag: None,
        claims: Claims::NONE,
        comparisons: 2_000,
        twice: false,
    };
    let mut index = 0;
    while index < trees.len() {
        checker.version(schema, index as u32);
        index += 1;
    }
    let root = checker.merge(schema);
    if let Some(root) = root {
        checker.references(root);
    }
    section::check(&mut checker, schema, root);
    checker.findings
}

impl<'c> Checker<'c> {
    /// What a value is, as its file says it.
    pub(super) const fn kind(&self, at: At) -> TextKind {
        if at.container == 0 {
            return self.trees[at.tree as usize].nodes.kind(at.node);
        }
        match self.arena.container(at) {
            Some(container) => container.kind,
            None => TextKind::Null,
        }
    }

    /// The text of a scalar or key.
    pub(super) const fn text(&self, at: At) -> &'c str {
        self.trees[at.tree as usize].nodes.text(at.node)
    }

    /// Whether a value is a scalar with a reference, so that what it is shows only at run time.
    pub(super) const fn is_reference(&self, at: At) -> bool {
        let tree = &self.trees[at.tree as usize];
        tree.references && at.container == 0 && tree.nodes.has_reference(at.node)
    }

    /// Whether a rule for an environment holds.
    pub(super) const fn is_environment(&self, name: &str) -> bool {
        let Some(own) = self.options.environment else { return false };
        let (full, short) = environment_names(own);
        same_letters(name, full) || same_letters(name, short)
    }

    pub(super) const fn enter(&mut self, segment: Segment<'c>) {
        self.path[self.depth] = segment;
        self.depth += 1;
    }

    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether a value inside the current one would lie too deep.
    pub(super) const fn is_too_deep(&self) -> bool {
        self.depth >= DEEPEST
    }

    /// Appends the current path and a key below it; gives whether there is any path.
    pub(super) const fn push_path(&mut self, key: Option<&str>) -> bool {
        let mut index = 0;
        while index < self.depth {
            match self.path[index] {
                Segment::Key(key) => self.push_key(key, index == 0),
                Segment::Index(place) => {
                    let text = self.findings.text();
                    text.push("[");
                    text.push_number(place as u128);
                    text.push("]");
                }
            }
            index += 1;
        }
        if let Some(key) = key {
            self.push_key(key, self.depth == 0);
        }
        self.depth > 0 || key.is_some()
    }

    const fn push_key(&mut self, key: &str, first: bool) {
        let text = self.findings.text();
        if !first {
            text.push(".");
        }
        text.push_cut(key);
    }

    /// Begins a message, with the path of the current value before it.
    pub(super) const fn begin(&mut self) -> usize {
        let start = self.findings.text().len();
        if self.push_path(None) {
            self.findings.text().push(": ");
        }
        start
    }

    pub(super) const fn say(&mut self, text: &str) {
        self.findings.text().push(text);
    }

    /// Ends a message about a value or key.
    pub(super) const fn find(&mut self, start: usize, at: At, code: Code) {
        self.close(start, at, code, false);
    }

    pub(super) const fn close(&mut self, start: usize, at: At, code: Code, warning: bool) {
        let nodes = &self.trees[at.tree as usize].nodes;
        let place = (at.tree, nodes.line(at.node), nodes.column(at.node));
        self.findings.close(start, place, code.as_str(), warning);
    }

    /// Compares a file's `$version` with that of the table.
    const fn version(&mut self, schema: &Schema, tree: u32) {
        let Some(at) = self.child(At::root(tree), "$version") else { return };
        let own = schema.version;
        let start = self.findings.text().len();
        let given = match self.trees[at.tree as usize].nodes.integer(at.node) {
            config_format::packed::Number::Read(number) if number.magnitude <= u32::MAX as u128 => {
                number.magnitude as u32
            }
            _ => {
                self.say("$version is not a whole number");
                return self.find(start, at, Code::VERSION);
            }
        };
        if let Some(own) = own
            && given == own
        {
            return;
        }
        self.say("the file is of version ");
        self.findings.text().push_number(given as u128);
        match own {
            Some(own) => {
                self.say(", this service reads version ");
                self.findings.text().push_number(own as u128);
                self.close(start, at, Code::VERSION, given < own);
            }
            None => {
                self.say(", this service has no versions");
                self.find(start, at, Code::VERSION);
            }
        }
    }
}

/// The full and the short name of an environment, as `Environment` knows them.
const fn environment_names(name: &str) -> (&str, &str) {
    if same_letters(name, "development") || same_letters(name, "dev") {
        ("development", "dev")
    } else if same_letters(name, "staging") || same_letters(name, "stage") {
        ("staging", "staging")
    } else if same_letters(name, "production") || same_letters(name, "prod") {
        ("production", "prod")
    } else {
        (name, name)
    }
}
