//! The walk over two schemas at once.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::shape::{Document, Shape};
use super::{Change, ChangeKind};
use crate::export::json::Json;

/// Every change between two documents.
pub(super) fn documents(old: &Json, new: &Json) -> Vec<Change> {
    let mut walk = Walk {
        old: Document(old),
        new: Document(new),
        changes: Vec::new(),
        path: String::new(),
        open: Vec::new(),
    };
    walk.schemas(old, new);
    walk.changes
}

struct Walk<'d> {
    old: Document<'d>,
    new: Document<'d>,
    changes: Vec<Change>,
    path: String,
    /// Pairs of definitions being compared, to end where a type contains itself.
    open: Vec<(Vec<String>, Vec<String>)>,
}

impl Walk<'_> {
    fn change(&mut self, kind: ChangeKind, breaking: bool, message: impl Into<String>) {
        self.changes.push(Change { path: self.path.clone(), kind, breaking, message: message.into() });
    }

    fn narrowed(&mut self, message: impl Into<String>) {
        self.change(ChangeKind::Narrowed, true, message);
    }

    fn widened(&mut self, message: impl Into<String>) {
        self.change(ChangeKind::Widened, false, message);
    }

    /// Compares what is below a step of the path.
    fn below(&mut self, step: &str, old: &Json, new: &Json) {
        let length = self.path.len();
        if !self.path.is_empty() && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        self.schemas(old, new);
        self.path.truncate(length);
    }

    fn schemas(&mut self, old: &Json, new: &Json) {
        let (old, new) = (self.old.shape(old), self.new.shape(new));
        let names = (old.names.clone(), new.names.clone());
        if !names.0.is_empty() && self.open.contains(&names) {
            return;
        }
        self.open.push(names);
        self.shapes(&old, &new);
        self.open.pop();
    }

    fn shapes(&mut self, old: &Shape, new: &Shape) {
        match (old.never, new.never) {
            (false, true) => return self.narrowed("no value is accepted any more"),
            (true, false) => return self.widened("values are accepted now"),
            (true, true) => return,
            (false, false) => {}
        }
        self.types(&old.types, &new.types);
        self.values(old, new);
        for added in new.patterns.difference(&old.patterns).filter(|_| concerns("pattern", &old.types)) {
            self.narrowed(format!("text must match {added}"));
        }
        for removed in old.patterns.difference(&new.patterns) {
            self.widened(format!("text need not match {removed}"));
        }
        for added in new.conditions.difference(&old.conditions) {
            self.narrowed(format!("a new condition: {added}"));
        }
        for removed in old.conditions.difference(&new.conditions) {
            self.widened(format!("a condition is gone: {removed}"));
        }
        self.variants(old, new);
        self.properties(old, new);
        let keys: BTreeSet<&str> = old.rest.entries().chain(new.rest.entries()).map(|(key, _)| key).collect();
        for key in keys.into_iter().filter(|key| concerns(key, &old.types)) {
            self.keyword(key, old.rest.get(key), new.rest.get(key));
        }
    }

    fn types(&mut self, old: &BTreeSet<String>, new: &BTreeSet<String>) {
        let accepts = |types: &BTreeSet<String>, name: &str| {
            types.is_empty() || types.contains(name) || (name == "integer" && types.contains("number"))
        };
        const ALL: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
        let gone: Vec<&str> =
            ALL.into_iter().filter(|name| accepts(old, name) && !accepts(new, name)).collect();
        let come: Vec<&str> =
            ALL.into_iter().filter(|name| !accepts(old, name) && accepts(new, name)).collect();
        if !gone.is_empty() {
            self.narrowed(format!("the type {} is no longer accepted", gone.join(", ")));
        }
        if !come.is_empty() {
            self.widened(format!("the type {} is accepted as well", come.join(", ")));
        }
    }

    fn values(&mut self, old: &Shape, new: &Shape) {
        match (&old.values, &new.values) {
            (None, Some(values)) => {
                let all: Vec<&str> = values.iter().map(String::as_str).collect();
                self.narrowed(format!("only {} are accepted", all.join(", ")));
            }
            (Some(_), None) if new.variants.is_empty() => self.widened("any value is accepted"),
            (Some(_), None) => self.narrowed("names alone are no longer accepted"),
            (Some(old), Some(new)) => {
                for gone in old.difference(new) {
                    self.narrowed(format!("{gone} is no longer accepted"));
                }
                for come in new.difference(old) {
                    self.widened(format!("{come} is accepted as well"));
                }
            }
            (None, None) => {}
        }
    }

    fn variants(&mut self, old: &Shape, new: &Shape) {
        for (name, variant) in &old.variants {
            match new.variants.iter().find(|(known, _)| known == name) {
                Some((_, other)) => {
                    self.schemas(variant, other);
                }
                None => self.narrowed(format!("the variant {name} is gone")),
            }
        }
        for (name, _) in
            new.variants.iter().filter(|(name, _)| !old.variants.iter().any(|(known, _)| known == name))
        {
            if old.variants.is_empty() && old.values.is_none() {
                self.narrowed(format!("only variants are accepted: {name}"));
            } else {
                self.widened(format!("the variant {name} is new"));
            }
        }
    }

    fn properties(&mut self, old: &Shape, new: &Shape) {
        let of = |shape: &Shape| {
            shape.rest.get("properties").and_then(Json::as_object).cloned().unwrap_or_default()
        };
        let (before, after) = (of(old), of(new));
        for (name, property) in before.entries() {
            match after.get(name) {
                Some(other) => {
                    let alias = other.get("x-alias-of").and_then(Json::as_str);
                    if let Some(newer) = alias
                        && property.get("x-alias-of").is_none()
                    {
                        self.at(name, |walk| {
                            walk.change(
                                ChangeKind::Renamed,
                                false,
                                format!("it is now {newer}; {name} still works"),
                            );
                        });
                    }
                    self.deprecation(name, property, other);
                    self.default(name, (property, old), (other, new));
                    self.below(name, property, other);
                }
                None => {
                    let breaking = property != &Json::Boolean(false);
                    self.at(name, |walk| {
                        walk.change(ChangeKind::Removed, breaking, "the key is no longer known")
                    });
                }
            }
        }
        let closed = |shape: &Shape| shape.rest.get("additionalProperties") == Some(&Json::Boolean(false));
        for (name, property) in after.entries().filter(|(name, _)| before.get(name).is_none()) {
            let alias = property.get("x-alias-of").and_then(Json::as_str);
            let takes_over = before.entries().any(|(old_name, _)| {
                after.get(old_name).and_then(|it| it.get("x-alias-of")).and_then(Json::as_str) == Some(name)
            });
            self.at(name, |walk| match alias {
                Some(of) => walk.change(ChangeKind::Added, !closed(old), format!("another name of {of}")),
                None if takes_over => {}
                None if new.required.contains(name) => {
                    walk.change(ChangeKind::Added, true, "the key is required");
                }
                None if !closed(old) => {
                    walk.change(
                        ChangeKind::Added,
                        true,
                        "files may hold the key already, for something else",
                    );
                }
                None => walk.change(ChangeKind::Added, false, "the key is optional"),
            });
        }
        for name in new.required.difference(&old.required).filter(|name| before.get(name).is_some()) {
            self.at(name, |walk| walk.narrowed("the key is now required"));
        }
        for name in old.required.difference(&new.required).filter(|name| after.get(name).is_some()) {
            let renamed = after.get(name).is_some_and(|it| it.get("x-alias-of").is_some());
            if !renamed {
                self.at(name, |walk| walk.widened("the key is no longer required"));
            }
        }
    }

    /// What counts when no source gives a value. A key that must be given has no default.
    fn default(&mut self, name: &str, old: (&Json, &Shape), new: (&Json, &Shape)) {
        let of = |property: &Json| {
            property.get("default").or_else(|| property.get("x-default")).map(Json::to_line)
        };
        let (before, after) = (of(old.0), of(new.0));
        if before == after || old.1.required.contains(name) || new.1.required.contains(name) {
            return;
        }
        let told = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
        let message = format!("the default {} is now {}", told(before), told(after));
        self.at(name, |walk| walk.change(ChangeKind::DefaultChanged, true, message));
    }

    fn deprecation(&mut self, name: &str, old: &Json, new: &Json) {
        let is = |json: &Json| json.get("deprecated") == Some(&Json::Boolean(true));
        match (is(old), is(new)) {
            (false, true) => {
                let note =
                    new.get("deprecationMessage").and_then(Json::as_str).unwrap_or("deprecated").to_owned();
                self.at(name, |walk| walk.change(ChangeKind::DeprecationChanged, false, note));
            }
            (true, false) => {
                self.at(name, |walk| {
                    walk.change(ChangeKind::DeprecationChanged, false, "no longer deprecated")
                });
            }
            _ => {}
        }
    }

    fn at(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        work(self);
        self.path.truncate(length);
    }

    /// One keyword that has one value.
    fn keyword(&mut self, key: &str, old: Option<&Json>, new: Option<&Json>) {
        // Equal text may refer to definitions that differ.
        let refers = matches!(key, "items" | "prefixItems" | "additionalProperties" | "propertyNames");
        if (old == new && !refers) || matches!(key, "properties" | "deprecated" | "default" | "x-default") {
            return;
        }
        let told = |value: Option<&Json>| value.map_or_else(|| "nothing".to_owned(), Json::to_line);
        let message = || match (old, new) {
            (Some(old), Some(new)) => format!("{} {} is now {}", plain(key), old.to_line(), new.to_line()),
            (None, Some(new)) => format!("{} is now {}", plain(key), new.to_line()),
            (old, None) => format!("{} {} is gone", plain(key), told(old)),
        };
        match key {
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" | "x-minimum"
            | "x-exclusiveMinimum" => self.limit(old, new, Ordering::Greater, message()),
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" | "x-maximum"
            | "x-exclusiveMaximum" => self.limit(old, new, Ordering::Less, message()),
            "x-unit" => self.change(ChangeKind::MeaningChanged, true, message()),
            "writeOnly" => match new {
                // A secret may come from anywhere; a reference to a secret is refused where it would be shown.
                Some(Json::Boolean(true)) => {
                    self.change(ChangeKind::MeaningChanged, false, "it is now a secret")
                }
                _ => self.narrowed("it is no longer a secret, so that references to secrets are refused"),
            },
            "x-required-in" => {
                let (was, is) = (list_of(old), list_of(new));
                for name in is.iter().filter(|name| !was.contains(name)) {
                    self.narrowed(format!("it is now required in {name}"));
                }
                for name in was.iter().filter(|name| !is.contains(name)) {
                    self.widened(format!("it is no longer required in {name}"));
                }
            }
            "items" | "additionalProperties" | "propertyNames" => {
                let anything = Json::Boolean(true);
                let (old, new) = (old.unwrap_or(&anything), new.unwrap_or(&anything));
                match (key, old, new) {
                    ("items", Json::List(old), Json::List(new)) => self.places(old, new),
                    (_, Json::Boolean(old), Json::Boolean(new)) if old == new => {}
                    (_, Json::Boolean(false), Json::Boolean(true)) => {
                        self.widened("any other key is accepted")
                    }
                    (_, Json::Boolean(false), _) => self.widened("other keys are accepted"),
                    (_, _, Json::Boolean(false)) => self.narrowed("other keys are no longer accepted"),
                    ("items", old, new) => self.below("[]", old, new),
                    ("additionalProperties", old, new) => self.below("<key>", old, new),
                    (_, old, new) => self.below("<name>", old, new),
                }
            }
            "prefixItems" => match (old, new) {
                (Some(Json::List(old)), Some(Json::List(new))) => self.places(old, new),
                _ => self.narrowed(message()),
            },
            // Whatever is not known may be anything: only that it goes is good news.
            _ if new.is_none() => self.widened(message()),
            _ => self.narrowed(message()),
        }
    }

    fn places(&mut self, old: &[Json], new: &[Json]) {
        if old.len() != new.len() {
            self.narrowed(format!("{} elements are wanted in place of {}", new.len(), old.len()));
        }
        for (index, (old, new)) in old.iter().zip(new).enumerate() {
            self.below(&format!("[{index}]"), old, new);
        }
    }

    /// A limit; `tighter` is the order of a new value that lets less through.
    fn limit(&mut self, old: Option<&Json>, new: Option<&Json>, tighter: Ordering, message: String) {
        match (old, new) {
            (Some(_), None) => self.widened(message),
            (Some(old), Some(new)) => match order(new, old) {
                Some(Ordering::Equal) => {}
                Some(order) if order != tighter => self.widened(message),
                // What cannot be compared may be tighter.
                _ => self.narrowed(message),
            },
            (None, _) => self.narrowed(message),
        }
    }
}

/// Whether a keyword says anything about values of these types. About types that were not accepted before, it cannot
/// narrow what was.
fn concerns(key: &str, types: &BTreeSet<String>) -> bool {
    let of: &[&str] = match key {
        "items" | "prefixItems" | "additionalItems" | "minItems" | "maxItems" => &["array"],
        "properties" | "additionalProperties" | "propertyNames" | "minProperties" | "maxProperties" => {
            &["object"]
        }
        "pattern" | "minLength" | "maxLength" => &["string"],
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => &["integer", "number"],
        _ => return true,
    };
    types.is_empty() || of.iter().any(|name| types.contains(*name))
}

/// A keyword in words.
fn plain(key: &str) -> &str {
    key.strip_prefix("x-").unwrap_or(key)
}

fn list_of(value: Option<&Json>) -> Vec<String> {
    let items = value.and_then(Json::as_list).unwrap_or_default();
    items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// The order of two limits: numbers, or text with units.
fn order(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => match (left.parse::<i128>(), right.parse::<i128>()) {
            (Ok(left), Ok(right)) => Some(left.cmp(&right)),
            _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
        },
        (Json::String(left), Json::String(right)) => {
            if let (Ok(left), Ok(right)) = (parse_duration(left), parse_duration(right)) {
                return Some(left.cmp(&right));
            }
            if let (Ok(left), Ok(right)) = (parse_percent(left), parse_percent(right)) {
                return Some(left.cmp(&right));
            }
            Some(parse_byte_size(left).ok()?.cmp(&parse_byte_size(right).ok()?))
        }
        _ => None,
    }
}
