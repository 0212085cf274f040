//! The schema of text: its grammar, its lengths and its patterns.

use super::super::json::{Json, Object};
use super::super::pattern::portable;
use super::kinds::limits;
use super::{Generator, formats};
use crate::schema::{Existing, Kind, Rule, TextFormat};

impl Generator {
    /// The schema of a kind that is written as text.
    pub(super) fn text(&mut self, kind: &Kind, rules: &[&Rule]) -> Object {
        let mut object = Object::new().with("type", "string");
        // What text must keep unless it holds a reference.
        let mut own = Object::new();
        let mut further: Vec<Object> = Vec::new();
        if let Some((name, pattern)) = named_grammar(kind) {
            further.push(self.grammar(name, pattern, None, &kind.describe()));
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
                    let (pattern, except) = (formats::of_format(*format), formats::except(*format));
                    further.push(self.grammar(
                        format.name(),
                        pattern,
                        except,
                        crate::read::describe_format(*format),
                    ));
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
        if let Kind::Parsed { name, format, .. } = kind {
            match format {
                Some(format) => object.set("x-format", *format),
                None => object.set("x-grammar", *name),
            }
        }
        object
    }

    /// A grammar as a definition of its own, since its pattern is long.
    fn grammar(&mut self, name: &str, pattern: String, except: Option<&str>, what: &str) -> Object {
        let pattern = self.with_reference(&pattern);
        self.shared(name, || {
            let mut object = Object::new()
                .with("description", what)
                .with("pattern", pattern)
                .with("patternErrorMessage", format!("expected {what}"));
            if let Some(except) = except {
                // Only text has a pattern; other values must not be kept out by the negation.
                object.set("not", Object::new().with("type", "string").with("pattern", except));
            }
            object
        })
    }

    /// A pattern that text with a reference matches too.
    fn with_reference(&self, pattern: &str) -> String {
        if self.options.references { format!("{pattern}|{}", formats::REFERENCE) } else { pattern.to_owned() }
    }
}

/// The name and the pattern of a kind's grammar.
fn named_grammar(kind: &Kind) -> Option<(&'static str, String)> {
    let name = match kind {
        Kind::Duration => "duration",
        Kind::ByteSize => "byte-size",
        Kind::Percent => "percent",
        Kind::Parsed { format: Some("ip"), .. } => TextFormat::Ip.name(),
        Kind::Parsed { format: Some("ipv4"), .. } => TextFormat::Ipv4.name(),
        Kind::Parsed { format: Some("ipv6"), .. } => TextFormat::Ipv6.name(),
        Kind::Parsed { name, .. } if name.starts_with("an address and port") => "socket-address",
        Kind::Parsed { name, .. } if name.starts_with("an IPv4 address and port") => "socket-address-v4",
        Kind::Parsed { name, .. } if name.starts_with("an IPv6 address and port") => "socket-address-v6",
        _ => return None,
    };
    Some((name, formats::of_kind(kind)?))
}
