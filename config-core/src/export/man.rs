//! The reference as a page for `man`.

use super::facts::{rules, type_name};
use super::markdown::deprecation;
use super::sections::{default_text, fields_of, sections};
use super::variables::variables;
use crate::schema::{Content, Field, Reload, Schema, Shape};

/// A manual page of section 5 in roff. `name` is that of the page, such as `gateway`.
#[must_use]
pub fn man_page(schema: &'static Schema, name: &str) -> String {
    let mut page = Page(String::new());
    page.line(&format!(".TH {} 5", quoted(&name.to_uppercase())));
    page.heading("NAME");
    page.text(&format!("{name} \u{2014} {}", first_line(schema.doc, schema.name)));
    page.heading("DESCRIPTION");
    page.text("The keys of the configuration, by section. Sources are files, environment variables and overrides; a later source wins.");
    for section in sections(schema) {
        let own = section.schema;
        if section.path.is_empty() {
            page.heading("KEYS");
        } else {
            page.line(&format!(".SS {}", quoted(&section.path)));
        }
        page.text(own.doc);
        if let Shape::Enum { tag, variants } = own.shape {
            if let Some(tag) = tag {
                page.text(&format!("The key {tag} says which of these it is."));
            }
            for variant in variants {
                page.item(variant.name, "");
                page.text(variant.doc);
                if !matches!(variant.content, Content::Unit) {
                    page.line(".RS");
                    for (_, field) in
                        fields_of(own).filter(|(of, _)| of.is_some_and(|of| std::ptr::eq(of, variant)))
                    {
                        page.field(field);
                    }
                    page.line(".RE");
                }
            }
        } else {
            own.fields().iter().filter(|field| !field.flatten).for_each(|field| page.field(field));
        }
        if !own.checks.is_empty() {
            page.line(".PP");
            page.text("Checks:");
            for check in own.checks {
                let only = check.environment.map(|name| format!(" (in {name})")).unwrap_or_default();
                page.item("\u{2022}", "");
                page.text(&format!("{}{only}", check.message));
            }
        }
    }
    let variables = variables(schema);
    if !variables.is_empty() {
        page.heading("ENVIRONMENT");
        for variable in variables {
            page.item(&variable.name, "");
            page.text(&format!("The value of {}. {}", variable.path, first_line(variable.field.doc, "")));
        }
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn heading(&mut self, name: &str) {
        self.line(&format!(".SH {name}"));
    }

    /// A term; its explanation follows.
    fn item(&mut self, term: &str, after: &str) {
        self.line(".TP");
        self.line(&format!("\\fB{}\\fR{}", escaped(term), escaped(after)));
    }

    fn text(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            // A line that begins with a point or an apostrophe would be a request.
            let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
            self.line(&format!("{guard}{}", escaped(line)));
        }
    }

    fn field(&mut self, field: &Field) {
        let names: Vec<&str> = std::iter::once(field.name).chain(field.aliases.iter().copied()).collect();
        let name = if field.rust_name == "0" { "(value)".to_owned() } else { names.join(", ") };
        self.item(&name, &format!(" ({})", type_name(&field.kind)));
        self.text(field.doc);
        let mut facts = vec![match default_text(field) {
            Some(default) => format!("Default: {default}."),
            None => "Required.".to_owned(),
        }];
        facts.extend(rules(field).into_iter().map(|rule| format!("Rule: {rule}.")));
        facts.extend(field.unit.map(|unit| format!("Unit: {unit}.")));
        if field.reload != Reload::Hot {
            facts.push(format!("A change asks for: {}.", field.reload.name()));
        }
        facts.extend(field.since.map(|since| format!("Since {since}.")));
        facts.extend(field.deprecated.as_ref().map(|it| format!("It is {}.", deprecation(it))));
        self.text(&facts.join(" "));
    }
}

fn first_line<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    text.lines().next().unwrap_or(otherwise).trim_end_matches('.')
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('"', "\\(dq"))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace(['-', '\u{2014}'], "\\-").replace('\u{2022}', "\\(bu")
}
