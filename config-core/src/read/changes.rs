//! Checks over an old and a new value, through everything that lies inside. With the feature `validator`, the same walk
//! leads a single value through its sections.

use super::ConfigValue;
use crate::path::{push_index, push_key};
use crate::schema::{ChangeCheck, Content, Field, Schema, Shape};

/// What looks into two values: `ConfigValue::compare`, named by the generated code at the field's own type.
type CompareFunction<T> = fn(&T, &T, &mut ChangeOutcomes);

/// Takes the results of checks over an old and a new value. Called by the code that the derive writes.
pub struct ChangeOutcomes {
    schema: &'static Schema,
    path: String,
    /// The same way as Rust has it.
    steps: Vec<Step>,
    broken: Vec<BrokenChange>,
    /// Set where one value, given as the old and the new one, is held against what its own tables ask for.
    #[cfg(feature = "validator")]
    validation: Option<super::Validation>,
}

/// One step from a value to a part of it.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "validator"), expect(dead_code, reason = "only validation looks at them"))]
pub(super) enum Step {
    /// Into a field, by its name in Rust.
    Field(&'static str),
    /// Into an element of a list, a set or a map.
    Element(usize),
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
        let mut outcomes = Self::new(T::SCHEMA);
        T::check_change(old, new, &mut outcomes);
        outcomes.broken
    }

    fn new(schema: &'static Schema) -> Self {
        Self {
            schema,
            path: String::new(),
            steps: Vec::new(),
            broken: Vec::new(),
            #[cfg(feature = "validator")]
            validation: None,
        }
    }

    /// Holds a value, and all sections inside, against what the tables ask for.
    #[cfg(feature = "validator")]
    pub(super) fn validate<T: crate::ServiceConfig>(value: &T) -> super::Validation {
        let mut outcomes = Self::new(T::SCHEMA);
        outcomes.validation = Some(super::Validation::new(T::SCHEMA));
        outcomes.section(value, value);
        outcomes.validation.unwrap_or_else(|| super::Validation::new(T::SCHEMA))
    }

    /// Takes the result of a check; `index` counts in the table.
    pub fn check(&mut self, index: usize, holds: bool) {
        #[cfg(feature = "validator")]
        if self.validation.is_some() {
            return;
        }
        if let Some(check) = self.schema.change_checks.get(index).filter(|_| !holds) {
            self.broken.push(BrokenChange { path: self.path.clone(), schema: self.schema, check });
        }
    }

    /// Takes the results of a section's own change checks.
    pub fn section<T: crate::ServiceConfig>(&mut self, old: &T, new: &T) {
        #[cfg(feature = "validator")]
        if let Some(validation) = &mut self.validation {
            validation.section(new, &self.steps);
        }
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
        let step = field.map(|field| Step::Field(field.rust_name));
        self.inside(step, |path| key.into_iter().for_each(|key| push_key(path, key)), old, new, compare);
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
        let (field, named): (Option<&Field>, bool) = match content {
            Some(Content::Struct(fields)) => (fields.get(index), true),
            Some(Content::Newtype(fields)) => (fields.get(index), false),
            Some(Content::Unit) | None => (None, false),
        };
        let outer = tag.is_none().then_some(variant);
        let own = field.filter(|field| named && !field.flatten).map(|field| field.name);
        let keys = outer.into_iter().chain(own);
        let step = field.map(|field| Step::Field(field.rust_name));
        self.inside(step, |path| keys.for_each(|key| push_key(path, key)), old, new, compare);
    }

    /// Looks into an element of a list.
    pub(super) fn element<T: ConfigValue>(&mut self, index: usize, old: &T, new: &T) {
        let step = Some(Step::Element(index));
        self.inside(step, |path| push_index(path, index), old, new, T::compare);
    }

    /// Looks into the elements that two lists have in the same places.
    pub(super) fn elements<'l, T: ConfigValue + 'l>(&mut self, pairs: impl Iterator<Item = (&'l T, &'l T)>) {
        for (index, (old, new)) in pairs.enumerate() {
            self.element(index, old, new);
        }
    }

    /// Looks into the members of a set. They have no places by which to compare them, but each has its own rules.
    pub(super) fn members<'l, T: ConfigValue + 'l>(&mut self, members: impl Iterator<Item = &'l T>) {
        #[cfg(feature = "validator")]
        if self.validation.is_some() {
            self.elements(members.map(|member| (member, member)));
        }
        #[cfg(not(feature = "validator"))]
        drop(members);
    }

    /// Looks into the values that two maps have under the same keys. The path is that of the map, for a key may be of
    /// any type.
    pub(super) fn entries<'l, T: ConfigValue + 'l>(&mut self, pairs: impl Iterator<Item = (&'l T, &'l T)>) {
        for (index, (old, new)) in pairs.enumerate() {
            self.inside(Some(Step::Element(index)), |_| {}, old, new, T::compare);
        }
    }

    fn inside<T>(
        &mut self,
        step: Option<Step>,
        extend: impl FnOnce(&mut String),
        old: &T,
        new: &T,
        compare: CompareFunction<T>,
    ) {
        let length = self.path.len();
        extend(&mut self.path);
        let depth = self.steps.len();
        self.steps.extend(step);
        compare(old, new, self);
        self.steps.truncate(depth);
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
