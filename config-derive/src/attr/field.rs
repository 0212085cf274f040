//! Attributes of a field, and of a variant.

use config_format::grammar;
use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident, LitStr, Path, Result, Token};

use super::bounds::{LengthAttribute, RangeAttribute, length, range};
use super::parse::{
    choice, equals, items, nothing_more, once, parenthesized, separated, text, unknown, word,
};
use super::types;
use crate::error::Errors;

/// What stands on a field.
#[derive(Default)]
pub(crate) struct FieldAttributes {
    /// `default`, or `default = value`.
    pub(crate) default: Option<DefaultAttribute>,
    /// `env = "NAME"`, several allowed: further variable names.
    pub(crate) env: Vec<LitStr>,
    /// `rename = "key"`.
    pub(crate) rename: Option<LitStr>,
    /// `alias = "key"`, several allowed.
    pub(crate) alias: Vec<LitStr>,
    /// `range(a..=b)`.
    pub(crate) range: Option<RangeAttribute>,
    /// `length(a..=b)`.
    pub(crate) length: Option<LengthAttribute>,
    /// `pattern("regular expression")`.
    pub(crate) pattern: Option<LitStr>,
    /// `format = "email"`.
    pub(crate) format: Option<LitStr>,
    /// `validate(path)`, several allowed: functions `fn(&T) -> Result<(), impl Display>`.
    pub(crate) validate: Vec<Path>,
    /// `secret`: masked although its type is not `Secret`.
    pub(crate) secret: Option<Span>,
    /// `not_secret`: not a secret although its name says so.
    pub(crate) not_secret: Option<Span>,
    /// `merge = "append"`.
    pub(crate) merge: Option<LitStr>,
    /// `key = "name"`: the field that identifies an element.
    pub(crate) key: Option<LitStr>,
    /// `reload = "restart"`.
    pub(crate) reload: Option<LitStr>,
    /// `unit = "tokens"`.
    pub(crate) unit: Option<LitStr>,
    /// `since = "1.2"`.
    pub(crate) since: Option<LitStr>,
    /// `deprecated`, or `deprecated(since = "…", note = "…", use = "path")`.
    pub(crate) deprecated: Option<DeprecatedAttribute>,
    /// `example = value`, several allowed.
    pub(crate) example: Vec<Expr>,
    /// `effective_when(condition)`.
    pub(crate) effective_when: Option<Expr>,
    /// `required_in("production", …)`.
    pub(crate) required_in: Vec<LitStr>,
    /// `must_exist = "file"`.
    pub(crate) must_exist: Option<LitStr>,
    /// `flatten`.
    pub(crate) flatten: Option<Span>,
    /// `recursive`.
    pub(crate) recursive: Option<Span>,
    /// `serde`: read through serde.
    pub(crate) serde: Option<Span>,
    /// `parse`: read through `FromStr`.
    pub(crate) parse: Option<Span>,
    /// `skip`: not part of the configuration.
    pub(crate) skip: Option<Span>,
    /// `allow_unknown`: unknown keys inside are ignored.
    pub(crate) allow_unknown: Option<Span>,
    /// `immutable`: may not change at a reload.
    pub(crate) immutable: Option<Span>,
    /// `monotonic`: may not become smaller at a reload.
    pub(crate) monotonic: Option<Span>,
    /// `max_step = "20%"`: may not change by more at a reload.
    pub(crate) max_step: Option<LitStr>,
}

pub(crate) struct DefaultAttribute {
    pub(crate) span: Span,
    pub(crate) value: Option<Expr>,
}

pub(crate) struct DeprecatedAttribute {
    pub(crate) span: Span,
    pub(crate) since: Option<LitStr>,
    pub(crate) note: Option<LitStr>,
    pub(crate) replacement: Option<LitStr>,
}

pub(super) const KNOWN: &[&str] = &[
    "default",
    "env",
    "rename",
    "alias",
    "range",
    "length",
    "pattern",
    "format",
    "validate",
    "secret",
    "not_secret",
    "merge",
    "key",
    "reload",
    "unit",
    "since",
    "deprecated",
    "example",
    "effective_when",
    "required_in",
    "must_exist",
    "flatten",
    "recursive",
    "serde",
    "parse",
    "skip",
    "allow_unknown",
    "immutable",
    "monotonic",
    "max_step",
];

const VARIANT: &[&str] = &["rename", "alias", "deprecated"];

/// A well-known grammar.
pub(crate) struct Format {
    /// Its name in attributes.
    pub(crate) name: &'static str,
    /// Its variant in the table.
    pub(crate) variant: &'static str,
    pub(crate) accepts: fn(&str) -> bool,
}

impl Format {
    const fn new(name: &'static str, variant: &'static str, accepts: fn(&str) -> bool) -> Self {
        Self { name, variant, accepts }
    }
}

/// All grammars, in the order of the documentation.
pub(crate) const FORMATS: &[Format] = &[
    Format::new("email", "Email", grammar::is_email),
    Format::new("url", "Url", grammar::is_url),
    Format::new("hostname", "Hostname", grammar::is_hostname),
    Format::new("ip", "Ip", grammar::is_ip),
    Format::new("ipv4", "Ipv4", grammar::is_ipv4),
    Format::new("ipv6", "Ipv6", grammar::is_ipv6),
    Format::new("uuid", "Uuid", grammar::is_uuid),
    Format::new("host_port", "HostPort", grammar::is_host_port),
    Format::new("cidr", "Cidr", grammar::is_cidr),
    Format::new("semver", "Semver", grammar::is_semver),
];

pub(super) fn parse(attributes: &[Attribute], errors: &mut Errors) -> FieldAttributes {
    let mut parsed = FieldAttributes::default();
    items(attributes, errors, &mut |key, input, errors| item(&mut parsed, key, input, errors));
    parsed
}

pub(super) fn parse_variant(attributes: &[Attribute], errors: &mut Errors) -> FieldAttributes {
    let mut parsed = FieldAttributes::default();
    items(attributes, errors, &mut |key, input, errors| {
        // The name of a variant is a value, not a key, so any text will do.
        match key.to_string().as_str() {
            "rename" => once(&mut parsed.rename, key, text(key, input)?),
            "alias" => {
                parsed.alias.push(text(key, input)?);
                Ok(())
            }
            "deprecated" => item(&mut parsed, key, input, errors),
            _ => Err(unknown(key, VARIANT, KNOWN, "a field, not on a variant")),
        }
    });
    parsed
}

fn item(
    parsed: &mut FieldAttributes,
    key: &Ident,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<()> {
    match key.to_string().as_str() {
        "default" => {
            let value = if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                if input.is_empty() || input.peek(Token![,]) {
                    return Err(syn::Error::new(key.span(), "`default` needs a value after the equals sign"));
                }
                Some(input.parse()?)
            } else {
                word(key, input).map_err(|error| {
                    syn::Error::new(error.span(), "write `default = value`, or `default` alone")
                })?;
                None
            };
            once(&mut parsed.default, key, DefaultAttribute { span: key.span(), value })
        }
        "env" => {
            let value = text(key, input)?;
            let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            if value.value().is_empty()
                || !value.value().chars().all(fits)
                || value.value().starts_with(|letter: char| letter.is_ascii_digit())
            {
                return Err(syn::Error::new(
                    value.span(),
                    "the name of a variable is letters, digits and underscores, and does not start with a digit",
                ));
            }
            parsed.env.push(value);
            Ok(())
        }
        "rename" => once(&mut parsed.rename, key, key_name(key, input)?),
        "alias" => {
            parsed.alias.push(key_name(key, input)?);
            Ok(())
        }
        "range" => once(&mut parsed.range, key, range(key, input)?),
        "length" => once(&mut parsed.length, key, length(key, input)?),
        "pattern" => {
            let content = parenthesized(key, input, "pattern(\"^[a-z]+$\")")?;
            let value: LitStr = content.parse().map_err(|error| {
                syn::Error::new(error.span(), "`pattern` takes a regular expression: pattern(\"^[a-z]+$\")")
            })?;
            nothing_more(&content)?;
            once(&mut parsed.pattern, key, value)
        }
        "format" => {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            once(&mut parsed.format, key, choice(key, input, &names)?)
        }
        "validate" => {
            let content = parenthesized(key, input, "validate(path::to::function)")?;
            let path = content.call(Path::parse_mod_style).map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "`validate` takes the path of a function: validate(path::to::function)",
                )
            })?;
            nothing_more(&content)?;
            parsed.validate.push(path);
            Ok(())
        }
        "merge" => once(&mut parsed.merge, key, choice(key, input, &["replace", "append", "deep", "keyed"])?),
        "reload" => {
            once(&mut parsed.reload, key, choice(key, input, &["hot", "drain", "restart", "rebuild"])?)
        }
        "must_exist" => once(&mut parsed.must_exist, key, choice(key, input, &["file", "dir"])?),
        "key" => once(&mut parsed.key, key, text(key, input)?),
        "unit" => once(&mut parsed.unit, key, text(key, input)?),
        "since" => once(&mut parsed.since, key, text(key, input)?),
        "max_step" => once(&mut parsed.max_step, key, text(key, input)?),
        "deprecated" => once(&mut parsed.deprecated, key, deprecated(key, input, errors)?),
        "example" => {
            equals(key, input, "value")?;
            parsed.example.push(input.parse()?);
            Ok(())
        }
        "effective_when" => {
            let content = parenthesized(key, input, "effective_when(self.enabled)")?;
            let condition = content.parse()?;
            nothing_more(&content)?;
            once(&mut parsed.effective_when, key, condition)
        }
        "required_in" => {
            let content = parenthesized(key, input, "required_in(\"production\")")?;
            let names = content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,]).map_err(
                |error| {
                    syn::Error::new(
                        error.span(),
                        "`required_in` takes names of environments: required_in(\"production\")",
                    )
                },
            )?;
            if names.is_empty() {
                return Err(syn::Error::new(
                    key.span(),
                    "`required_in` names no environment: required_in(\"production\")",
                ));
            }
            parsed.required_in.extend(names);
            Ok(())
        }
        "secret" => once(&mut parsed.secret, key, word(key, input)?),
        "not_secret" => once(&mut parsed.not_secret, key, word(key, input)?),
        "flatten" => once(&mut parsed.flatten, key, word(key, input)?),
        "recursive" => once(&mut parsed.recursive, key, word(key, input)?),
        "serde" => once(&mut parsed.serde, key, word(key, input)?),
        "parse" => once(&mut parsed.parse, key, word(key, input)?),
        "skip" => once(&mut parsed.skip, key, word(key, input)?),
        "allow_unknown" => once(&mut parsed.allow_unknown, key, word(key, input)?),
        "immutable" => once(&mut parsed.immutable, key, word(key, input)?),
        "monotonic" => once(&mut parsed.monotonic, key, word(key, input)?),
        _ => Err(unknown(key, KNOWN, types::KNOWN, "the type, not on a field")),
    }
}

/// A key of a file.
fn key_name(key: &Ident, input: ParseStream<'_>) -> Result<LitStr> {
    let value = text(key, input)?;
    let name = value.value();
    if name.is_empty()
        || name.starts_with('$')
        || name.contains(['.', '[', ']', '"'])
        || name.contains(char::is_whitespace)
    {
        let message = "a key is not empty, does not start with a dollar sign and has no dots, brackets, quotes or blanks";
        return Err(syn::Error::new(value.span(), message));
    }
    Ok(value)
}

fn deprecated(key: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> Result<DeprecatedAttribute> {
    const KNOWN: &[&str] = &["since", "note", "use"];
    let mut parsed = DeprecatedAttribute { span: key.span(), since: None, note: None, replacement: None };
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(parsed);
    }
    let content = parenthesized(key, input, "deprecated(since = \"1.2\", note = \"…\", use = \"new.path\")")?;
    separated(&content, errors, &mut |key, input, _| match key.to_string().as_str() {
        "since" => once(&mut parsed.since, key, text(key, input)?),
        "note" => once(&mut parsed.note, key, text(key, input)?),
        "use" => once(&mut parsed.replacement, key, text(key, input)?),
        _ => Err(unknown(key, KNOWN, &[], "")),
    });
    Ok(parsed)
}
