//! Checks over an old and a new value, through everything that lies inside.

use super::ConfigValue;
use crate::path::{push_index, push_key};
use crate::schema::{ChangeCheck, Content, Field, Schema, Shape};

/// What looks into two values: `ConfigValue::compare`, named by the generated code at the field's own type.
type CompareFunction<T> = fn(&T, &T, &mut ChangeOutcomes);

/// Takes the results of checks over an old and a new value. Called by the code that the derive writes.
pub struct ChangeOutcomes {
    schema: &'static Schema,
    path: String,
    broken: Vec<BrokenChange>,
}

/// A check over an old and a new value that does not hold.
pub(crate) struct BrokenChange {
    /// The section that the check belongs to.
    pub(crate) path: String,
    pub(crate) schema: &'static Schema,
    pub(crate) check: &'static ChangeCheck,
}

impl std::fmt::Debug for ChangeOutcomes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ChangeOutcomes").field("path", &self.path).finish_non_exhaustive()
    }
}

impl ChangeOutcomes {
    /// Evaluates the change checks of a type and of all that lies inside; nothing when the change is allowed.
    pub(crate) fn of<T: crate::ServiceConfig>(old: &T, new: &T) -> Vec<BrokenChange> {
        let mut outcomes = Self { schema: T::SCHEMA, path: String::new(), broken: Vec::new() };
        T::check_change(old, new, &mut outcomes);
        outcomes.broken
    }

    /// Takes the result of a check; `index` counts in the table.
    pub fn check(&mut self, index: usize, holds: bool) {
        if let Some(check) = self.schema.change_checks.get(index).filter(|_| !holds) {
            self.broken.push(BrokenChange { path: self.path.clone(), schema: self.schema, check });
        }
    }

    /// Takes the results of a section's own change checks.
    pub fn section<T: crate::ServiceConfig>(&mut self, old: &T, new: &T) {
        let outer = std::mem::replace(&mut self.schema, T::SCHEMA);
        T::check_change(old, new, self);
        self.schema = outer;
    }

    /// Looks into a field; `index` counts in the table.
    pub fn field<T>(&mut self, index: usize, old: &T, new: &T, compare: CompareFunction<T>) {
        let field = self.schema.fields().get(index);
        let key = match self.schema.shape {
            Shape::Struct(_) => field.filter(|field| !field.flatten).map(|field| field.name),
            _ => None,
        };
        self.inside(|path| key.into_iter().for_each(|key| push_key(path, key)), old, new, compare);
    }

    /// Looks into a field of a variant; `index` counts in the table.
    pub fn variant_field<T>(
        &mut self,
        variant: &str,
        index: usize,
        old: &T,
        new: &T,
        compare: CompareFunction<T>,
    ) {
        let Shape::Enum { tag, variants } = self.schema.shape else { return };
        let content = variants.iter().find(|known| known.name == variant).map(|known| known.content);
        let field: Option<&Field> = match content {
            Some(Content::Struct(fields)) => fields.get(index),
            _ => None,
        };
        let outer = tag.is_none().then_some(variant);
        let keys = outer.into_iter().chain(field.filter(|field| !field.flatten).map(|field| field.name));
        self.inside(|path| keys.for_each(|key| push_key(path, key)), old, new, compare);
    }

    /// Looks into an element of a list.
    pub(super) fn element<T: ConfigValue>(&mut self, index: usize, old: &T, new: &T) {
        self.inside(|path| push_index(path, index), old, new, T::compare);
    }

    /// Looks into the elements that two lists have in the same places.
    pub(super) fn elements<'l, T: ConfigValue + 'l>(&mut self, pairs: impl Iterator<Item = (&'l T, &'l T)>) {
        for (index, (old, new)) in pairs.enumerate() {
            self.element(index, old, new);
        }
    }

    fn inside<T>(&mut self, step: impl FnOnce(&mut String), old: &T, new: &T, compare: CompareFunction<T>) {
        let length = self.path.len();
        step(&mut self.path);
        compare(old, new, self);
        self.path.truncate(length);
    }
}

impl BrokenChange {
    /// The fields that the check names, each as Rust has it and as files have it.
    pub(crate) fn reads(&self) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
        let mut found = Vec::new();
        for path in paths_in(self.check.text) {
            let mut schema = self.schema;
            let mut keys = Vec::new();
            for name in &path {
                let Some(field) = schema.fields().iter().find(|field| field.rust_name == *name) else {
                    break;
                };
                keys.push(field.name);
                if let crate::schema::Kind::Section(inner) = field.kind.without_wrappers() {
                    schema = inner;
                }
            }
            if !keys.is_empty() {
                let names = path[..keys.len()].to_vec();
                found.push((names, keys));
            }
        }
        found
    }
}

/// The field paths behind `old` and `new` in the text of an expression.
fn paths_in(text: &'static str) -> Vec<Vec<&'static str>> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(start) = rest.find(is_name) {
        before = rest[..start].chars().next_back().unwrap_or(before);
        rest = &rest[start..];
        let end = rest.find(|character| !is_name(character)).unwrap_or(rest.len());
        let (word, mut tail) = rest.split_at(end);
        if (word == "old" || word == "new") && before != '.' {
            let mut path = Vec::new();
            while let Some(after) = tail.trim_start().strip_prefix('.') {
                let after = after.trim_start();
                let end = after.find(|character| !is_name(character)).unwrap_or(after.len());
                if end == 0 || after[end..].trim_start().starts_with('(') {
                    break;
                }
                path.push(&after[..end]);
                tail = &after[end..];
            }
            found.push(path);
        }
        before = word.chars().next_back().unwrap_or(' ');
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_that_a_check_names_are_found_in_its_text() {
        let paths =
            paths_in("new . limits.tokens >= old.limits.tokens.min(3) && renew.x == self.old.y || new.z");
        assert_eq!(paths, [vec!["limits", "tokens"], vec!["limits", "tokens"], vec!["z"]]);
    }
}
