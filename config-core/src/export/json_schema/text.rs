//! The schema of text: its grammar, its lengths and its patterns.

use super::super::json::{Json, Object};
use super::super::pattern::portable;
use super::grammars::{Part, name, of_format, parts};
use super::kinds::limits;
use super::{Generator, formats};
use crate::schema::{Existing, Kind, Rule};

impl Generator {
    /// The schema of a kind that is written as text.
    pub(super) fn text(&mut self, kind: &Kind, rules: &[&Rule]) -> Object {
        let mut object = Object::new().with("type", "string");
        // What text must keep unless it holds a reference.
        let mut own = Object::new();
        let mut further: Vec<Object> = Vec::new();
        let parts = match kind {
            Kind::Parsed { grammar, .. } => parts(grammar),
            other => {
                formats::of_kind(other).map(|pattern| Part { pattern, negated: false }).into_iter().collect()
            }
        };
        if !parts.is_empty() {
            further.push(self.grammar(&name(kind), &parts, &kind.describe()));
        }
        for rule in rules {
            match rule {
                Rule::Pattern(pattern) => match portable(pattern) {
                    Some(pattern) => {
                        if own.get("pattern").is_none() {
                            own.set("pattern", pattern);
                        } else {
                            further.push(Object::new().with("pattern", self.with_reference(&pattern)));
                        }
                    }
                    None => object.set("x-pattern", *pattern),
                },
                Rule::Format(format) => {
                    object.set("x-format", format.name());
                    let what = crate::constant::describe(*format);
                    further.push(self.grammar(format.name(), &of_format(*format), what));
                }
                Rule::MustExist(existing) => {
                    object.set("x-must-exist", if *existing == Existing::File { "file" } else { "dir" });
                }
                Rule::Function(path) => object.set("x-validate", *path),
                _ => {}
            }
        }
        let single = matches!(kind, Kind::Character).then_some(1);
        limits(&mut own, rules, single, single, "minLength", "maxLength");
        let has_length = own.get("minLength").is_some() || own.get("maxLength").is_some();
        if has_length && self.options.references {
            let reference = Object::new().with("pattern", formats::REFERENCE);
            object.set("anyOf", vec![own, reference]);
        } else {
            if let Some(Json::String(pattern)) = own.get("pattern").cloned() {
                own.set("pattern", self.with_reference(&pattern));
            }
            object.extend(own);
        }
        if !further.is_empty() {
            object.set("allOf", further);
        }
        if self.options.foreign {
            object.set("type", vec!["string", "number", "boolean"]);
        }
        if let Kind::Parsed { name, format, check, numbers, .. } = kind {
            if *numbers {
                let fits = |text: &str| check(text).is_ok();
                object.set(
                    "type",
                    vec!["string", if fits("1.5") || fits("0.5") { "number" } else { "integer" }],
                );
                object.set_some("minimum", (!fits("-1")).then_some(0_u64));
            }
            match format {
                Some(format) => object.set("x-format", *format),
                None => object.set("x-grammar", *name),
            }
        }
        object
    }

    /// A grammar as a definition of its own, since its patterns are long. All of its parts hold.
    fn grammar(&mut self, name: &str, parts: &[Part], what: &str) -> Object {
        let mut object = Object::new().with("description", what);
        let mut further: Vec<Object> = Vec::new();
        for part in parts {
            if part.negated {
                further.push(self.without(&part.pattern));
            } else if object.get("pattern").is_none() {
                object.set("pattern", self.with_reference(&part.pattern));
            } else {
                further.push(Object::new().with("pattern", self.with_reference(&part.pattern)));
            }
        }
        object.set("patternErrorMessage", format!("expected {what}"));
        match further.len() {
            0 => {}
            1 => object.extend(further.remove(0)),
            _ => object.set("allOf", further),
        }
        self.shared(name, object)
    }

    /// Text that a pattern keeps out. Only text has a pattern; other values must not be kept out by the negation.
    fn without(&self, pattern: &str) -> Object {
        let matching = |pattern: &str| Object::new().with("type", "string").with("pattern", pattern);
        let kept_out = matching(pattern);
        if self.options.references {
            let reference = Object::new().with("not", matching(formats::REFERENCE));
            Object::new().with("not", Object::new().with("allOf", vec![kept_out, reference]))
        } else {
            Object::new().with("not", kept_out)
        }
    }

    /// A pattern that text with a reference matches too.
    fn with_reference(&self, pattern: &str) -> String {
        if self.options.references { format!("{pattern}|{}", formats::REFERENCE) } else { pattern.to_owned() }
    }
}
