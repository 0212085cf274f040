//! Values written in attributes: as tokens of the table, and checked as far as the tokens of the type tell.
//!
//! - `known`: what the tokens of a type tell about it
//! - `fits`: whether a literal is a value of a type
//! - `rules`: defaults against the field's own rules, and rules against the type

mod fits;
mod known;
mod rules;

pub(crate) use known::{Known, known, without_option};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprLit, Lit, UnOp};

use crate::attr::FieldAttributes;
use crate::error::Errors;

/// A literal with the expression that it is, for its place.
pub(crate) struct Literal<'e> {
    pub(crate) expression: &'e Expr,
    pub(crate) value: Value<'e>,
}

/// The value of a literal.
pub(crate) enum Value<'e> {
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    List(Vec<Literal<'e>>),
}

impl Value<'_> {
    /// What it is, for messages.
    fn describe(&self) -> &'static str {
        match self {
            Value::Boolean(_) => "a boolean",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number with a fraction",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
        }
    }

    /// The tokens of the `__::Setting` of a default, with a comma behind it.
    pub(crate) fn default_setting(&self) -> TokenStream {
        match self {
            Value::Boolean(value) => quote! { __::Setting::DefaultBoolean(#value), },
            Value::Integer(value) => {
                let value = proc_macro2::Literal::i128_unsuffixed(*value);
                quote! { __::Setting::DefaultInteger(#value), }
            }
            Value::Float(value) => {
                let value = proc_macro2::Literal::f64_unsuffixed(*value);
                quote! { __::Setting::DefaultFloat(#value), }
            }
            Value::Text(value) => quote! { __::Setting::DefaultText(#value), },
            Value::List(items) => {
                let items = items.iter().map(|item| item.value.tokens());
                quote! { __::Setting::DefaultList(&[#(#items),*]), }
            }
        }
    }

    fn tokens(&self) -> TokenStream {
        match self {
            Value::Boolean(value) => quote! { __::Literal::Boolean(#value) },
            Value::Integer(value) => {
                let value = proc_macro2::Literal::i128_unsuffixed(*value);
                quote! { __::Literal::Integer(#value) }
            }
            Value::Float(value) => {
                let value = proc_macro2::Literal::f64_unsuffixed(*value);
                quote! { __::Literal::Float(#value) }
            }
            Value::Text(value) => quote! { __::Literal::String(#value) },
            Value::List(items) => {
                let items = items.iter().map(|item| item.value.tokens());
                quote! { __::Literal::List(&[#(#items),*]) }
            }
        }
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Boolean(value) => write!(formatter, "{value}"),
            Value::Integer(value) => write!(formatter, "{value}"),
            Value::Float(value) => write!(formatter, "{value}"),
            Value::Text(value) => formatter.write_str(value),
            Value::List(_) => formatter.write_str("a list"),
        }
    }
}

/// The literal that an expression is.
pub(crate) fn literal(expression: &Expr) -> Option<Literal<'_>> {
    let value = match expression {
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Bool(value) => Value::Boolean(value.value),
            Lit::Int(value) => Value::Integer(value.base10_parse().ok()?),
            Lit::Float(value) => {
                Value::Float(value.base10_parse().ok().filter(|value: &f64| value.is_finite())?)
            }
            Lit::Str(value) => Value::Text(value.value()),
            Lit::Char(value) => Value::Text(value.value().to_string()),
            _ => return None,
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match literal(&unary.expr)?.value {
            Value::Integer(number) => Value::Integer(-number),
            Value::Float(number) => Value::Float(-number),
            _ => return None,
        },
        Expr::Array(array) => Value::List(array.elems.iter().map(literal).collect::<Option<_>>()?),
        Expr::Paren(inner) => return literal(&inner.expr),
        Expr::Group(inner) => return literal(&inner.expr),
        _ => return None,
    };
    Some(Literal { expression, value })
}

/// The tokens of `__::Literal` for an expression that is one.
pub(crate) fn tokens(expression: &Expr) -> Option<TokenStream> {
    literal(expression).map(|literal| literal.value.tokens())
}

/// Checks a field's literals against what is known of its type and against its own rules.
pub(crate) fn check(known: &Known, attributes: &FieldAttributes, errors: &mut Errors) {
    let default = attributes.default.as_ref().and_then(|default| default.value.as_ref()).and_then(literal);
    let mut literals: Vec<Named<'_>> = Vec::new();
    literals.extend(default.map(|literal| Named { literal, what: "the default" }));
    for example in &attributes.example {
        match literal(example) {
            Some(literal) => literals.push(Named { literal, what: "the example" }),
            None => errors.on(example, "an example is a literal, such as 8080 or \"https://example.org\""),
        }
    }
    literals.retain(|named| fits::check(known, &named.literal, named.what, errors));
    rules::check(known, attributes, &literals, errors);
}

/// A literal, and what messages call it.
pub(crate) struct Named<'e> {
    literal: Literal<'e>,
    what: &'static str,
}
