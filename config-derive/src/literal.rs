//! Values written in attributes: as tokens of the table, and checked as far as the tokens of the type tell.

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, Type, UnOp};

use crate::attr::{FieldAttributes, LengthAttribute, RangeAttribute};
use crate::error::Errors;

/// A literal value.
pub(crate) enum Value {
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    List(Vec<Value>),
}

/// The literal that an expression is.
pub(crate) fn value(expression: &Expr) -> Option<Value> {
    match expression {
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Bool(value) => Some(Value::Boolean(value.value)),
            Lit::Int(value) => value.base10_parse().ok().map(Value::Integer),
            Lit::Float(value) => value.base10_parse().ok().map(Value::Float),
            Lit::Str(value) => Some(Value::Text(value.value())),
            Lit::Char(value) => Some(Value::Text(value.value().to_string())),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match value(&unary.expr)? {
            Value::Integer(number) => Some(Value::Integer(-number)),
            Value::Float(number) => Some(Value::Float(-number)),
            _ => None,
        },
        Expr::Array(array) => array.elems.iter().map(value).collect::<Option<_>>().map(Value::List),
        Expr::Paren(inner) => value(&inner.expr),
        Expr::Group(inner) => value(&inner.expr),
        _ => None,
    }
}

/// The tokens of `__::Literal` for an expression that is one.
pub(crate) fn tokens(expression: &Expr) -> Option<TokenStream> {
    value(expression).map(|value| value_tokens(&value))
}

fn value_tokens(value: &Value) -> TokenStream {
    match value {
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
            let items = items.iter().map(value_tokens);
            quote! { __::Literal::List(&[#(#items),*]) }
        }
    }
}

/// What the tokens of a type tell about it.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    Integer { minimum: i128, maximum: i128 },
    Float,
    Boolean,
    Text,
    Duration,
    ByteSize,
    Percent,
    Address(&'static str),
    List,
    Map,
    Unknown,
}

/// The type inside of `Option`.
pub(crate) fn without_option(ty: &Type) -> &Type {
    argument_of(ty, "Option").unwrap_or(ty)
}

/// The single argument of a generic type of this name.
pub(crate) fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != name {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// What is certain about a type from its tokens alone.
pub(crate) fn known(ty: &Type) -> Known {
    let Type::Path(path) = without_option(ty) else {
        return if matches!(ty, Type::Array(_)) { Known::List } else { Known::Unknown };
    };
    let Some(last) = path.path.segments.last() else { return Known::Unknown };
    let name = last.ident.to_string();
    let single = path.path.segments.len() == 1;
    let integer = |minimum: i128, maximum: i128| Known::Integer { minimum, maximum };
    match name.as_str() {
        "u8" => integer(0, u8::MAX.into()),
        "u16" => integer(0, u16::MAX.into()),
        "u32" => integer(0, u32::MAX.into()),
        "u64" | "usize" => integer(0, u64::MAX.into()),
        "u128" => integer(0, i128::MAX),
        "i8" => integer(i8::MIN.into(), i8::MAX.into()),
        "i16" => integer(i16::MIN.into(), i16::MAX.into()),
        "i32" => integer(i32::MIN.into(), i32::MAX.into()),
        "i64" | "isize" => integer(i64::MIN.into(), i64::MAX.into()),
        "i128" => integer(i128::MIN, i128::MAX),
        "f32" | "f64" => Known::Float,
        "bool" => Known::Boolean,
        "String" | "PathBuf" => Known::Text,
        "Duration" if single => Known::Duration,
        "ByteSize" => Known::ByteSize,
        "Percent" => Known::Percent,
        "SocketAddr" => Known::Address("an address and port such as 127.0.0.1:8080"),
        "IpAddr" => Known::Address("an IP address"),
        "Ipv4Addr" => Known::Address("an IPv4 address"),
        "Ipv6Addr" => Known::Address("an IPv6 address"),
        "Vec" | "VecDeque" | "BTreeSet" | "HashSet" => Known::List,
        "BTreeMap" | "HashMap" => Known::Map,
        _ => Known::Unknown,
    }
}

/// Checks a field's literals against what is known of its type and against its own rules. Whether all that could be
/// decided here: otherwise the table's own check is written out as well.
pub(crate) fn check(ty: &Type, attributes: &FieldAttributes, errors: &mut Errors) -> bool {
    let known = known(ty);
    let default = attributes.default.as_ref().and_then(|default| default.value.as_ref());
    let literal = default.and_then(|expression| value(expression).map(|value| (value, expression.span())));
    if let Some((value, span)) = &literal {
        fits(known, value, *span, "the default", errors);
    }
    for example in &attributes.example {
        match value(example) {
            Some(value) => fits(known, &value, example.span(), "the example", errors),
            None => {
                errors.at(example.span(), "an example is a literal, such as 8080 or \"https://example.org\"")
            }
        }
    }
    if let Some(range) = &attributes.range {
        check_range(known, range, literal.as_ref().map(|(value, span)| (value, *span)), errors);
    }
    if let Some(length) = &attributes.length {
        check_length(known, length, literal.as_ref().map(|(value, span)| (value, *span)), errors);
    }
    let textual = attributes.pattern.as_ref().map(|text| (text.span(), "pattern"));
    let textual = textual.or_else(|| attributes.format.as_ref().map(|text| (text.span(), "format")));
    if let Some((span, name)) = textual
        && matches!(known, Known::Integer { .. } | Known::Float | Known::Boolean)
    {
        errors.at(span, format!("`{name}` is for text, and this field is not"));
    }
    if let Some(pattern) = &attributes.pattern {
        match regex_lite::Regex::new(&pattern.value()) {
            Ok(regex) => {
                if let Some((Value::Text(text), span)) = &literal
                    && !regex.is_match(text)
                {
                    errors
                        .at(*span, format!("the default does not match its own pattern {}", pattern.value()));
                }
            }
            Err(error) => errors.at(pattern.span(), format!("this is not a regular expression: {error}")),
        }
    }
    !matches!(known, Known::Unknown)
}

/// Whether a literal can be a value of a type, as far as the tokens tell.
fn fits(known: Known, value: &Value, span: Span, what: &str, errors: &mut Errors) {
    let wanted = match (known, value) {
        (Known::Unknown, _) | (Known::Float, Value::Integer(_) | Value::Float(_)) => return,
        (Known::Boolean, Value::Boolean(_))
        | (Known::Text, Value::Text(_))
        | (Known::List, Value::List(_)) => return,
        (Known::Integer { minimum, maximum }, Value::Integer(number)) => {
            if *number < minimum || *number > maximum {
                errors.at(span, format!("{what} does not fit its type, which holds {minimum} to {maximum}"));
            }
            return;
        }
        (Known::Duration, Value::Text(text)) => match parse_duration(text) {
            Ok(_) => return,
            Err(problem) => {
                return errors.at(
                    span,
                    format!("{what} is not a duration: {}; write 90s or 1h30m", problem.message()),
                );
            }
        },
        (Known::ByteSize, Value::Text(text)) => match parse_byte_size(text) {
            Ok(_) => return,
            Err(problem) => {
                return errors
                    .at(span, format!("{what} is not a size: {}; write 512 or 32MiB", problem.message()));
            }
        },
        (Known::ByteSize, Value::Integer(number)) if u64::try_from(*number).is_ok() => return,
        (Known::Percent, Value::Text(text)) => match parse_percent(text) {
            Ok(_) => return,
            Err(problem) => {
                return errors
                    .at(span, format!("{what} is not a percentage: {}; write 12.5%", problem.message()));
            }
        },
        (Known::Address(name), Value::Text(text)) => {
            let parses = match name {
                "an IP address" => text.parse::<std::net::IpAddr>().is_ok(),
                "an IPv4 address" => text.parse::<std::net::Ipv4Addr>().is_ok(),
                "an IPv6 address" => text.parse::<std::net::Ipv6Addr>().is_ok(),
                _ => text.parse::<std::net::SocketAddr>().is_ok(),
            };
            if !parses {
                errors.at(span, format!("{what} is not {name}"));
            }
            return;
        }
        (Known::Integer { .. }, _) => "a whole number",
        (Known::Float, _) => "a number",
        (Known::Boolean, _) => "true or false",
        (Known::Text, _) => "text in quotes",
        (Known::Duration, _) => "a duration in quotes, such as \"90s\"",
        (Known::ByteSize, _) => "a size in quotes, such as \"32MiB\"",
        (Known::Percent, _) => "a percentage in quotes, such as \"12.5%\"",
        (Known::Address(name), _) => name,
        (Known::List, _) => "a list, such as [\"a\", \"b\"]",
        (Known::Map, _) => "an expression that makes a map",
    };
    let found = match value {
        Value::Boolean(_) => "a boolean",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::Text(_) => "text",
        Value::List(_) => "a list",
    };
    errors.at(span, format!("{what} of this field is {wanted}, not {found}"));
}

fn check_range(known: Known, range: &RangeAttribute, default: Option<(&Value, Span)>, errors: &mut Errors) {
    if let Known::Text | Known::Boolean | Known::Address(_) | Known::Map = known {
        let help =
            if matches!(known, Known::Text) { "; for the number of characters use `length`" } else { "" };
        return errors
            .at(range.span, format!("`range` is for numbers, durations, sizes and percentages{help}"));
    }
    if matches!(known, Known::List) {
        return;
    }
    let bounds: Vec<(Value, Span)> = [&range.low, &range.high]
        .into_iter()
        .flatten()
        .filter_map(|bound| value(bound).map(|value| (value, bound.span())))
        .collect();
    for (bound, span) in &bounds {
        fits(known, bound, *span, "the bound", errors);
    }
    let low = range.low.as_ref().and_then(value);
    let high = range.high.as_ref().and_then(value);
    if let (Some(low), Some(high)) = (&low, &high)
        && let Some(order) = compare(known, low, high)
        && (order.is_gt() || (order.is_eq() && range.high_exclusive))
    {
        errors.at(range.span, "no value is in this range: its lower bound is not below its upper one");
        return;
    }
    if let Some((default, span)) = default {
        if let Some(low) = &low
            && compare(known, default, low).is_some_and(std::cmp::Ordering::is_lt)
        {
            errors.at(span, format!("the default is below the lower bound, {}", describe(low)));
        }
        if let Some(high) = &high
            && compare(known, default, high)
                .is_some_and(|order| order.is_gt() || (order.is_eq() && range.high_exclusive))
        {
            errors.at(span, format!("the default is above the upper bound, {}", describe(high)));
        }
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Text(value) => value.clone(),
        Value::List(_) => "a list".to_owned(),
    }
}

/// The order of two literals of a type, if it is known.
fn compare(known: Known, left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    #[expect(clippy::cast_precision_loss, reason = "bounds are written by hand and small")]
    let float = |value: &Value| match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    match (known, left, right) {
        (Known::Duration, Value::Text(left), Value::Text(right)) => {
            Some(parse_duration(left).ok()?.cmp(&parse_duration(right).ok()?))
        }
        (Known::ByteSize, left, right) => {
            let bytes = |value: &Value| match value {
                Value::Text(text) => parse_byte_size(text).ok(),
                Value::Integer(number) => u64::try_from(*number).ok(),
                _ => None,
            };
            Some(bytes(left)?.cmp(&bytes(right)?))
        }
        (Known::Percent, Value::Text(left), Value::Text(right)) => {
            Some(parse_percent(left).ok()?.cmp(&parse_percent(right).ok()?))
        }
        (_, Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (_, left, right) => float(left)?.partial_cmp(&float(right)?),
    }
}

fn check_length(
    known: Known,
    length: &LengthAttribute,
    default: Option<(&Value, Span)>,
    errors: &mut Errors,
) {
    if let Known::Integer { .. }
    | Known::Float
    | Known::Boolean
    | Known::Duration
    | Known::ByteSize
    | Known::Percent = known
    {
        return errors
            .at(length.span, "`length` is for text, lists and maps; for the size of a number use `range`");
    }
    let Some((default, span)) = default else { return };
    let count = match default {
        Value::Text(text) => text.chars().count() as u64,
        Value::List(items) => items.len() as u64,
        _ => return,
    };
    if length.minimum.is_some_and(|minimum| count < minimum)
        || length.maximum.is_some_and(|maximum| count > maximum)
    {
        errors.at(span, format!("the default has the length {count}, which its own `length` refuses"));
    }
}
