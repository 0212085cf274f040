//! Attributes of a type.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Path, Result, Token};

use super::field;
use super::parse::{choice, equals, items, once, parenthesized, separated, text, unknown, word};
use crate::error::Errors;
use crate::names::Case;

/// What stands on the type.
#[derive(Default)]
pub(crate) struct TypeAttributes {
    /// `env_prefix = "GATEWAY"`: prefix of the environment variables.
    pub(crate) env_prefix: Option<LitStr>,
    /// `version = 2`: version of the layout.
    pub(crate) version: Option<LitInt>,
    /// `rename_all = "kebab-case"`: how keys are written.
    pub(crate) rename_all: Option<Case>,
    /// `check(condition, "message")`, any number.
    pub(crate) checks: Vec<CheckAttribute>,
    /// `check_change(condition over old and new, "message")`, any number.
    pub(crate) change_checks: Vec<CheckAttribute>,
    /// `tag = "type"`: key that names the variant.
    pub(crate) tag: Option<LitStr>,
    /// `crate = path`: where `config_core` is.
    pub(crate) core: Option<Path>,
    /// `allow_unknown`: keys that no field claims are ignored.
    pub(crate) allow_unknown: Option<Span>,
    /// `write`: the type can be written as well as read.
    pub(crate) write: Option<Span>,
}

/// One `check(…)`.
pub(crate) struct CheckAttribute {
    pub(crate) expression: Expr,
    pub(crate) message: LitStr,
    pub(crate) environment: Option<LitStr>,
    pub(crate) code: Option<LitStr>,
    pub(crate) span: Span,
}

pub(super) const KNOWN: &[&str] = &[
    "env_prefix",
    "version",
    "rename_all",
    "check",
    "check_change",
    "tag",
    "crate",
    "allow_unknown",
    "write",
];

pub(super) fn parse(attributes: &[Attribute], errors: &mut Errors) -> TypeAttributes {
    let mut parsed = TypeAttributes::default();
    items(attributes, errors, &mut |key, input, errors| match key.to_string().as_str() {
        "env_prefix" => {
            let value = text(key, input)?;
            let fits = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
            if value.value().is_empty() || !value.value().chars().all(fits) || value.value().ends_with('_') {
                let message = "`env_prefix` is upper-case letters, digits and underscores, without one at the end: \"GATEWAY\"";
                return Err(syn::Error::new(value.span(), message));
            }
            once(&mut parsed.env_prefix, key, value)
        }
        "version" => {
            equals(key, input, "1")?;
            let value: LitInt = input.parse().map_err(|error: syn::Error| {
                syn::Error::new(error.span(), "`version` is a whole number: version = 1")
            })?;
            value.base10_parse::<u32>()?;
            once(&mut parsed.version, key, value)
        }
        "rename_all" => {
            let value = choice(key, input, &Case::NAMES)?;
            match Case::from_name(&value.value()) {
                Some(case) => once(&mut parsed.rename_all, key, case),
                None => Ok(()),
            }
        }
        "check" => {
            parsed.checks.push(check(key, input, errors)?);
            Ok(())
        }
        "check_change" => {
            let check = check(key, input, errors)?;
            if let Some(text) = check.environment.as_ref().or(check.code.as_ref()) {
                errors.at(text.span(), "`check_change` takes a condition and a message, nothing else");
            }
            parsed.change_checks.push(check);
            Ok(())
        }
        "tag" => once(&mut parsed.tag, key, text(key, input)?),
        "crate" => {
            equals(key, input, "path")?;
            let path = input.call(Path::parse_mod_style).map_err(|error| {
                syn::Error::new(error.span(), "`crate` takes a path without quotes: crate = my_config_core")
            })?;
            once(&mut parsed.core, key, path)
        }
        "allow_unknown" => once(&mut parsed.allow_unknown, key, word(key, input)?),
        "write" => once(&mut parsed.write, key, word(key, input)?),
        _ => Err(unknown(key, KNOWN, field::KNOWN, "a field, not on the type")),
    });
    parsed
}

fn check(key: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> Result<CheckAttribute> {
    const FORM: &str = "check(self.low <= self.high, \"low must not exceed high\")";
    let content = parenthesized(key, input, FORM)?;
    if content.is_empty() {
        return Err(syn::Error::new(key.span(), format!("`{key}` needs a condition and a message: {FORM}")));
    }
    let expression: Expr = content.parse()?;
    if !content.peek(Token![,]) {
        return Err(syn::Error::new(
            key.span(),
            format!("`{key}` needs a message after its condition: {FORM}"),
        ));
    }
    content.parse::<Token![,]>()?;
    let message: LitStr = content
        .parse()
        .map_err(|error| syn::Error::new(error.span(), format!("the message of `{key}` is text: {FORM}")))?;
    let mut check = CheckAttribute { expression, message, environment: None, code: None, span: key.span() };
    if content.peek(Token![,]) {
        content.parse::<Token![,]>()?;
    }
    separated(&content, errors, &mut |key, input, _| match key.to_string().as_str() {
        "environment" => once(&mut check.environment, key, text(key, input)?),
        "code" => once(&mut check.code, key, text(key, input)?),
        _ => Err(unknown(key, &["environment", "code"], &[], "")),
    });
    Ok(check)
}
