//! Configurations as trees, what a source may say, and what is left when all of them are merged: the rules of
//! `docs/layers.md` a second time, in the simplest way.

use crate::choices::Choices;
use crate::shape::{Medium, Merge, Shape, Sort, Written};

/// What one source says.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    /// The number of a leaf in the world.
    Leaf(usize),
    Map(Vec<(String, Tree)>),
    List(Vec<Tree>),
    /// Elements by their index, as variables give them.
    Indexed(Vec<(usize, Tree)>),
    /// Written as JSON inside of a text.
    Literal(Box<Tree>),
}

/// Where a leaf was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    Nowhere,
    /// Number of the file, line, column.
    File(usize, u32, u32),
    Variable(String),
    Override(String),
}

pub(crate) struct Leaf {
    pub(crate) sort: Sort,
    pub(crate) written: Written,
    pub(crate) medium: Medium,
    pub(crate) place: Place,
}

/// All leaves of all sources.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) leaves: Vec<Leaf>,
}

/// What a source can say.
#[derive(Clone, Copy)]
pub(crate) struct Means {
    pub(crate) medium: Medium,
    /// Keys that its maps may have.
    pub(crate) keys: &'static [&'static str],
    /// Whether lists may be given by index, and sections and lists as JSON.
    pub(crate) indexed: bool,
    /// Whether aliases may be written.
    pub(crate) aliases: bool,
}

impl World {
    pub(crate) fn leaf(&mut self, sort: Sort, written: Written, medium: Medium) -> Tree {
        self.leaves.push(Leaf { sort, written, medium, place: Place::Nowhere });
        Tree::Leaf(self.leaves.len() - 1)
    }

    /// Something that a source may say about a shape, knowing what the sources before it gave.
    pub(crate) fn document(
        &mut self,
        shape: &Shape,
        below: Option<&Tree>,
        means: Means,
        choices: &mut Choices<'_>,
    ) -> Tree {
        if means.indexed && !matches!(shape, Shape::Leaf(_)) && choices.percent(25) {
            let inside = Means { medium: Medium::Typed, indexed: false, ..means };
            return Tree::Literal(Box::new(self.document(shape, None, inside, choices)));
        }
        match shape {
            Shape::Leaf(sort) => {
                let written = sort.value(choices);
                self.leaf(*sort, written, means.medium)
            }
            Shape::Section(_) => self.section(shape, below, means, choices, None),
            Shape::Map(inner) => {
                let mut entries = Vec::new();
                for key in means.keys {
                    if choices.percent(40) {
                        let below = below.and_then(|below| child(below, key));
                        entries.push(((*key).to_owned(), self.document(inner, below, means, choices)));
                    }
                }
                Tree::Map(entries)
            }
            Shape::List(element, merge) => {
                let scalar = matches!(element, Shape::Leaf(_));
                if means.indexed && (!scalar || choices.percent(50)) {
                    return self.indexed(element, *merge, below, means, choices);
                }
                let count = choices.below(4);
                let mut taken = Vec::new();
                let items =
                    (0..count).map(|_| self.element(element, *merge, &mut taken, means, choices)).collect();
                Tree::List(items)
            }
        }
    }

    /// The root: at least the keys that are always there.
    pub(crate) fn section(
        &mut self,
        shape: &Shape,
        below: Option<&Tree>,
        means: Means,
        choices: &mut Choices<'_>,
        identity: Option<&str>,
    ) -> Tree {
        let Shape::Section(members) = shape else { unreachable!("only sections have members") };
        let mut entries = Vec::new();
        for member in *members {
            let value = match member.shape {
                Shape::Leaf(Sort::Tag) => self.document(&member.shape, None, means, choices),
                Shape::Leaf(Sort::Identity) => match identity {
                    Some(name) => self.leaf(Sort::Identity, Written::Text(name.to_owned()), means.medium),
                    None => continue,
                },
                _ if !choices.percent(45) => continue,
                _ => {
                    let below = below.and_then(|below| child(below, member.name));
                    self.document(&member.shape, below, means, choices)
                }
            };
            let name = match member.alias {
                Some(alias) if means.aliases && choices.percent(40) => alias,
                _ => member.name,
            };
            entries.push((name.to_owned(), value));
        }
        Tree::Map(entries)
    }

    fn element(
        &mut self,
        element: &Shape,
        merge: Merge,
        taken: &mut Vec<String>,
        means: Means,
        choices: &mut Choices<'_>,
    ) -> Tree {
        if merge != Merge::Keyed {
            return self.document(element, None, Means { indexed: false, ..means }, choices);
        }
        let name = self.free_name(taken, choices);
        taken.push(name.clone());
        self.section(element, None, Means { indexed: false, ..means }, choices, Some(&name))
    }

    fn free_name(&self, taken: &[String], choices: &mut Choices<'_>) -> String {
        let Written::Text(mut name) = Sort::Identity.value(choices) else { unreachable!("names are text") };
        while taken.contains(&name) {
            name.push('x');
        }
        name
    }

    /// Some of the elements below, and some behind them.
    fn indexed(
        &mut self,
        element: &Shape,
        merge: Merge,
        below: Option<&Tree>,
        means: Means,
        choices: &mut Choices<'_>,
    ) -> Tree {
        let items: &[Tree] = match below {
            Some(Tree::List(items)) => items,
            _ => &[],
        };
        let mut taken: Vec<String> = items.iter().filter_map(|item| self.identity(item)).collect();
        let mut given = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if choices.percent(30) {
                let value = match element {
                    Shape::Section(_) => self.section(element, Some(item), means, choices, None),
                    _ => self.document(element, Some(item), means, choices),
                };
                // A section of which nothing is said cannot be written.
                if !is_empty(&value) {
                    given.push((index, value));
                }
            }
        }
        for index in items.len()..items.len() + choices.below(3) {
            let value = if merge == Merge::Keyed {
                let name = self.free_name(&taken, choices);
                taken.push(name.clone());
                self.section(element, None, means, choices, Some(&name))
            } else {
                self.document(element, None, means, choices)
            };
            if is_empty(&value) {
                break;
            }
            given.push((index, value));
        }
        Tree::Indexed(given)
    }

    /// The name of a keyed element.
    fn identity(&self, item: &Tree) -> Option<String> {
        match child(item, "name")? {
            Tree::Leaf(leaf) => match &self.leaves[*leaf].written {
                Written::Text(text) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Lays what one source says over what those before it gave.
    pub(crate) fn lay(&self, shape: &'static Shape, below: Option<Tree>, above: &Tree) -> Tree {
        match (shape, above) {
            (_, Tree::Literal(inner)) => self.lay(shape, below, inner),
            (Shape::List(element, _), Tree::Indexed(given)) => {
                let mut items = items_of(below);
                for (index, value) in given {
                    let old = (*index < items.len()).then(|| items[*index].clone());
                    let new = self.lay(element, old, value);
                    if *index < items.len() {
                        items[*index] = new;
                    } else {
                        items.push(new);
                    }
                }
                Tree::List(items)
            }
            (Shape::List(element, merge), Tree::List(given)) => {
                let mut items = if *merge == Merge::Replace { Vec::new() } else { items_of(below) };
                for value in given {
                    let own = self.identity(value);
                    let place = match merge {
                        Merge::Keyed if own.is_some() => {
                            items.iter().position(|item| self.identity(item) == own)
                        }
                        _ => None,
                    };
                    match place {
                        Some(place) => items[place] = self.lay(element, Some(items[place].clone()), value),
                        None => items.push(self.lay(element, None, value)),
                    }
                }
                Tree::List(items)
            }
            (Shape::Section(_) | Shape::Map(_), Tree::Map(given)) => {
                let mut entries = match below {
                    Some(Tree::Map(entries)) => entries,
                    _ => Vec::new(),
                };
                for (key, value) in given.iter().filter(|(key, _)| !key.starts_with('$')) {
                    let (name, inner) = inside(shape, key);
                    match entries.iter().position(|(known, _)| known == name) {
                        Some(place) => {
                            entries[place].1 = self.lay(inner, Some(entries[place].1.clone()), value)
                        }
                        None => entries.push((name.to_owned(), self.lay(inner, None, value))),
                    }
                }
                Tree::Map(entries)
            }
            (_, other) => other.clone(),
        }
    }
}

/// The name and the shape that a key stands for.
pub(crate) fn inside<'k>(shape: &'static Shape, key: &'k str) -> (&'k str, &'static Shape) {
    match shape {
        Shape::Map(inner) => (key, inner),
        Shape::Section(members) => {
            let member = members
                .iter()
                .find(|member| member.name == key || member.alias == Some(key))
                .expect("only known keys are written");
            (member.name, &member.shape)
        }
        _ => unreachable!("only sections and maps have keys"),
    }
}

pub(crate) fn child<'t>(tree: &'t Tree, key: &str) -> Option<&'t Tree> {
    match tree {
        Tree::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
        Tree::Literal(inner) => child(inner, key),
        _ => None,
    }
}

fn items_of(tree: Option<Tree>) -> Vec<Tree> {
    match tree {
        Some(Tree::List(items)) => items,
        _ => Vec::new(),
    }
}

/// Whether nothing of it could be written as single values.
pub(crate) fn is_empty(tree: &Tree) -> bool {
    match tree {
        Tree::Map(entries) => entries.iter().all(|(_, value)| is_empty(value)),
        Tree::Indexed(given) => given.iter().all(|(_, value)| is_empty(value)),
        Tree::Leaf(_) | Tree::List(_) | Tree::Literal(_) => false,
    }
}

/// The leaves of a merged tree with their paths.
pub(crate) fn leaves(tree: &Tree, path: &str, found: &mut Vec<(String, usize)>) {
    match tree {
        Tree::Leaf(leaf) => found.push((path.to_owned(), *leaf)),
        Tree::Map(entries) => {
            for (key, value) in entries {
                leaves(value, &join(path, key), found);
            }
        }
        Tree::List(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, &format!("{path}[{index}]"), found);
            }
        }
        Tree::Indexed(_) | Tree::Literal(_) => unreachable!("a merged tree has neither"),
    }
}

/// A path and a key, quoted where it would not read back.
pub(crate) fn join(path: &str, key: &str) -> String {
    if key.contains(['.', '[', ']', '"']) {
        format!("{path}[\"{key}\"]")
    } else if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
