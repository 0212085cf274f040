//! The reference in Markdown: one table for each section.

use super::facts::{rules, type_name};
use super::sections::{Section, default_text, fields_of, sections};
use super::variable_for;
use crate::schema::{Check, Content, Deprecated, Expression, Field, Kind, Reload, Schema, Shape, Variant};

/// The reference of a configuration in Markdown. Each section has a table of its keys: type, default, rule, unit, reload
/// class, variable, since and deprecated; columns that no key of the section needs are left out.
///
/// ```
/// use config_core::{ServiceConfig, export};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// #[config(env_prefix = "SMALL")]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080, reload = "restart")]
///     port: u16,
/// }
///
/// assert_eq!(export::markdown(Small::SCHEMA), "\
/// ## Small
///
/// A small service.
///
/// | Key | Type | Default | Reload | Variable | Meaning |
/// | --- | --- | --- | --- | --- | --- |
/// | `port` | u16 | `8080` | restart | `SMALL_PORT` | Port to listen on. |
/// ".replacen("## ", "# ", 1));
/// ```
#[must_use]
pub fn markdown(schema: &'static Schema) -> String {
    let mut out = format!("# {}\n", schema.name);
    for (index, section) in sections(schema).iter().enumerate() {
        let Section { path, schema: own } = section;
        match (index, path.as_str()) {
            (0, _) => {}
            // Its keys stand in the root itself.
            (_, "") => out.push_str(&format!("\n## {}\n", own.name)),
            (_, path) => out.push_str(&format!("\n## `{path}`: {}\n", own.name)),
        }
        paragraph(own.doc, &mut out);
        let class = class_of(schema, path);
        if class != Reload::Hot && fields_of(own).next().is_some() {
            paragraph(&format!("A change here asks for: {}.", class.name()), &mut out);
        }
        match own.shape {
            Shape::Enum { tag, variants } => {
                if let Some(tag) = tag {
                    out.push_str(&format!("\nThe key `{tag}` says which of these it is.\n"));
                }
                names(variants, &mut out);
                for variant in variants.iter().filter(|variant| !matches!(variant.content, Content::Unit)) {
                    let fields: Vec<&'static Field> = fields_of(own)
                        .filter(|(of, _)| of.is_some_and(|of| std::ptr::eq(of, variant)))
                        .map(|(_, field)| field)
                        .collect();
                    out.push_str(&format!("\nWith `{}`:\n", variant.name));
                    table(schema, &inside(path, tag, variant), &fields, &mut out);
                }
            }
            _ => table(schema, path, &own.fields().iter().collect::<Vec<_>>(), &mut out),
        }
        checks(own.checks, &mut out);
    }
    out
}

/// What a change inside of a section asks for at least, because the fields around it do.
fn class_of(root: &'static Schema, path: &str) -> Reload {
    crate::manager::reload_of(root, &path.replace("[]", "[0]").replace("<key>", "KEY"))
}

/// The path of what a variant holds.
fn inside(path: &str, tag: Option<&str>, variant: &Variant) -> String {
    match (tag, path) {
        (Some(_), path) => path.to_owned(),
        (None, "") => variant.name.to_owned(),
        (None, path) => format!("{path}.{}", variant.name),
    }
}

fn paragraph(text: &str, out: &mut String) {
    if !text.is_empty() {
        out.push_str(&format!("\n{text}\n"));
    }
}

fn names(variants: &[Variant], out: &mut String) {
    out.push_str("\n| Value | Meaning |\n| --- | --- |\n");
    for variant in variants {
        let mut meaning = cell(variant.doc);
        if let Some(deprecated) = &variant.deprecated {
            meaning.push_str(&format!(" ({})", cell(&deprecation(deprecated))));
        }
        let other: Vec<String> = variant.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        if !other.is_empty() {
            meaning.push_str(&format!(" Also {}.", other.join(", ")));
        }
        out.push_str(&format!("| `{}` | {} |\n", variant.name, meaning.trim()));
    }
}

fn checks(checks: &[Check], out: &mut String) {
    if checks.is_empty() {
        return;
    }
    out.push_str("\nChecks:\n\n");
    for check in checks {
        let only = check.environment.map(|name| format!(", in {name}")).unwrap_or_default();
        // What only Rust can work out helps nobody who writes a file; the message says it.
        let condition = match check.expression {
            Expression::Other { .. } => String::new(),
            _ => format!(": `{}`", check.text.replace("self.", "")),
        };
        out.push_str(&format!("- {}{only}{condition}\n", check.message));
    }
}

/// The columns of a table with what each key has there.
fn table(root: &'static Schema, path: &str, fields: &[&'static Field], out: &mut String) {
    if fields.is_empty() {
        return;
    }
    let key = |field: &Field| match (field.rust_name, field.flatten) {
        ("0", _) => "(value)".to_owned(),
        (_, true) if matches!(field.kind.without_wrappers(), Kind::Map { .. }) => "(other keys)".to_owned(),
        (_, true) => format!("(keys of {})", type_name(&field.kind)),
        _ => {
            let names = std::iter::once(field.name).chain(field.aliases.iter().copied());
            names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        }
    };
    type Column<'c> = (&'c str, Box<dyn Fn(&Field) -> String + 'c>);
    let columns: [Column<'_>; 10] = [
        ("Key", Box::new(key)),
        ("Type", Box::new(|field| cell(&type_name(&field.kind)))),
        (
            "Default",
            Box::new(|field| match default_text(field) {
                _ if field.flatten => String::new(),
                Some(text) => shown(&text),
                None => "required".to_owned(),
            }),
        ),
        ("Rule", Box::new(|field| cell(&rules(field).join("; ")))),
        ("Unit", Box::new(|field| cell(field.unit.unwrap_or_default()))),
        (
            "Reload",
            Box::new(|field| match field.reload {
                Reload::Hot => String::new(),
                class => class.name().to_owned(),
            }),
        ),
        ("Variable", Box::new(|field| variables(root, path, field))),
        ("Since", Box::new(|field| cell(field.since.unwrap_or_default()))),
        (
            "Deprecated",
            Box::new(|field| field.deprecated.as_ref().map(|it| cell(&deprecation(it))).unwrap_or_default()),
        ),
        ("Meaning", Box::new(|field| cell(field.doc))),
    ];
    let used: Vec<&Column<'_>> =
        columns.iter().filter(|(_, text)| fields.iter().any(|field| !text(field).is_empty())).collect();
    let heads: Vec<&str> = used.iter().map(|(name, _)| *name).collect();
    out.push_str(&format!("\n| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len())));
    for field in fields {
        let cells: Vec<String> = used.iter().map(|(_, text)| text(field)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

/// The variables of a scalar; those in lists and maps hold a place for the index or the key.
fn variables(root: &'static Schema, path: &str, field: &Field) -> String {
    if !field.kind.is_scalar() && !is_list_of_scalars(field) {
        return String::new();
    }
    let mut full = path.replace("[]", ".0").replace("<key>", "KEY");
    if field.rust_name != "0" {
        crate::path::push_key(&mut full, field.name);
    }
    let computed = variable_for(root, &full);
    let names: Vec<String> = computed
        .into_iter()
        .chain(field.env.iter().map(|name| (*name).to_owned()))
        .map(|name| format!("`{name}`"))
        .collect();
    names.join(", ")
}

fn is_list_of_scalars(field: &Field) -> bool {
    matches!(field.kind.without_wrappers(), crate::schema::Kind::List { element, .. } if element.is_scalar())
}

/// Text in code marks, whatever marks it has itself.
fn shown(text: &str) -> String {
    match text {
        "not set" | "its fields' defaults" | "the type's default" => text.to_owned(),
        text if text.contains('`') => format!("`` {} ``", cell(text)),
        text => format!("`{}`", cell(text)),
    }
}

/// Text on one line that does not end its cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Why something should not be used any more, in one sentence.
pub(super) fn deprecation(deprecated: &Deprecated) -> String {
    let mut text = "deprecated".to_owned();
    if !deprecated.since.is_empty() {
        text.push_str(" since ");
        text.push_str(deprecated.since);
    }
    if !deprecated.note.is_empty() {
        text.push_str(": ");
        text.push_str(deprecated.note);
    }
    if let Some(replacement) = deprecated.replacement {
        text.push_str("; use ");
        text.push_str(replacement);
    }
    text
}
