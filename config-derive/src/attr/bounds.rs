//! `range(…)` and `length(…)`.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Expr, Ident, RangeLimits, Result};

use super::parse::{nothing_more, parenthesized};

pub(crate) struct RangeAttribute {
    pub(crate) span: Span,
    pub(crate) low: Option<Expr>,
    pub(crate) high: Option<Expr>,
    pub(crate) high_exclusive: bool,
}

pub(crate) struct LengthAttribute {
    pub(crate) span: Span,
    pub(crate) minimum: Option<u64>,
    pub(crate) maximum: Option<u64>,
}

pub(super) fn range(key: &Ident, input: ParseStream<'_>) -> Result<RangeAttribute> {
    const FORM: &str = "range(1..=10), range(1..), range(..10) or range(\"1s\"..=\"1h\")";
    let content = parenthesized(key, input, FORM)?;
    if content.is_empty() {
        return Err(syn::Error::new(key.span(), format!("`range` needs bounds: {FORM}")));
    }
    let expression: Expr = content.parse()?;
    nothing_more(&content)?;
    let Expr::Range(range) = expression else {
        return Err(syn::Error::new_spanned(expression, format!("`range` takes a range: {FORM}")));
    };
    if range.start.is_none() && range.end.is_none() {
        return Err(syn::Error::new(key.span(), format!("`range` needs at least one bound: {FORM}")));
    }
    Ok(RangeAttribute {
        span: key.span(),
        low: range.start.map(|bound| *bound),
        high: range.end.map(|bound| *bound),
        high_exclusive: matches!(range.limits, RangeLimits::HalfOpen(_)),
    })
}

pub(super) fn length(key: &Ident, input: ParseStream<'_>) -> Result<LengthAttribute> {
    const FORM: &str = "length(1..=64), length(1..), length(..=64) or length(8)";
    let content = parenthesized(key, input, FORM)?;
    if content.is_empty() {
        return Err(syn::Error::new(key.span(), format!("`length` needs bounds: {FORM}")));
    }
    let expression: Expr = content.parse()?;
    nothing_more(&content)?;
    let number = |expression: &Expr| match expression {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => number.base10_parse::<u64>(),
        other => {
            Err(syn::Error::new_spanned(other, format!("the bounds of `length` are whole numbers: {FORM}")))
        }
    };
    match &expression {
        Expr::Range(range) => {
            let minimum = range.start.as_deref().map(number).transpose()?;
            let mut maximum = range.end.as_deref().map(number).transpose()?;
            if let (Some(end), RangeLimits::HalfOpen(_)) = (maximum, &range.limits) {
                maximum = Some(
                    end.checked_sub(1)
                        .ok_or_else(|| syn::Error::new_spanned(&range.end, "no length is below zero"))?,
                );
            }
            if minimum.is_none() && maximum.is_none() {
                return Err(syn::Error::new(
                    key.span(),
                    format!("`length` needs at least one bound: {FORM}"),
                ));
            }
            if let (Some(minimum), Some(maximum)) = (minimum, maximum)
                && minimum > maximum
            {
                return Err(syn::Error::new_spanned(
                    range,
                    "no length is in this range: its lower bound is above its upper one",
                ));
            }
            Ok(LengthAttribute { span: key.span(), minimum, maximum })
        }
        single => {
            let length = number(single)?;
            Ok(LengthAttribute { span: key.span(), minimum: Some(length), maximum: Some(length) })
        }
    }
}
