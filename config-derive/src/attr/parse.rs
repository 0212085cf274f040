//! The common grammar: items with commas between, each with its own error.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, LitStr, Result, Token};

use crate::error::{Errors, suggestion};

/// Calls `item` with the key of every item in every `#[config(…)]`. After an error the rest of the item is skipped.
pub(super) fn items(
    attributes: &[Attribute],
    errors: &mut Errors,
    item: &mut dyn FnMut(&Ident, ParseStream<'_>, &mut Errors) -> Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("config")) {
        let list = match attribute.meta.require_list() {
            Ok(list) => list,
            Err(_) => {
                errors.on(attribute.path(), "write attributes in parentheses: #[config(default = 8080)]");
                continue;
            }
        };
        let before = errors.count();
        let parser = |input: ParseStream<'_>| {
            separated(input, errors, item);
            Ok(())
        };
        if let Err(error) = parser.parse2(list.tokens.clone())
            // After a mistake inside of parentheses syn complains about what follows it there as well.
            && errors.count() == before
        {
            errors.push(error);
        }
    }
}

/// Items with commas between, up to the end of the input.
pub(super) fn separated(
    input: ParseStream<'_>,
    errors: &mut Errors,
    item: &mut dyn FnMut(&Ident, ParseStream<'_>, &mut Errors) -> Result<()>,
) {
    while !input.is_empty() {
        let result = match input.call(Ident::parse_any) {
            Ok(key) => item(&key, input, errors),
            Err(_) => Err(input.error("expected the name of an attribute")),
        };
        if let Err(error) = result {
            errors.push(error);
            skip(input);
        } else if !input.is_empty() && !input.peek(Token![,]) {
            errors.push(input.error("expected a comma before the next attribute"));
            skip(input);
        }
        if input.peek(Token![,]) {
            let _: Result<Token![,]> = input.parse();
        }
    }
}

fn skip(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: Result<TokenTree> = input.parse();
    }
}

/// Stores a value, and refuses a second one.
pub(super) fn once<T>(slot: &mut Option<T>, key: &Ident, value: T) -> Result<()> {
    if slot.is_some() {
        return Err(syn::Error::new(key.span(), format!("`{key}` is given twice; remove one")));
    }
    *slot = Some(value);
    Ok(())
}

/// `= "text"`.
pub(super) fn text(key: &Ident, input: ParseStream<'_>) -> Result<LitStr> {
    equals(key, input, "\"…\"")?;
    input
        .parse::<LitStr>()
        .map_err(|error| syn::Error::new(error.span(), format!("`{key}` takes text: {key} = \"…\"")))
}

/// `=`, or an error that shows the form.
pub(super) fn equals(key: &Ident, input: ParseStream<'_>, value: &str) -> Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>().map(drop)
    } else {
        Err(syn::Error::new(key.span(), format!("`{key}` needs a value: {key} = {value}")))
    }
}

/// A word that takes no value.
pub(super) fn word(key: &Ident, input: ParseStream<'_>) -> Result<Span> {
    if input.is_empty() || input.peek(Token![,]) {
        Ok(key.span())
    } else {
        Err(syn::Error::new(input.span(), format!("`{key}` takes no value")))
    }
}

/// One of a list of words, as text.
pub(super) fn choice(key: &Ident, input: ParseStream<'_>, known: &[&str]) -> Result<LitStr> {
    let value = text(key, input)?;
    if known.contains(&value.value().as_str()) {
        Ok(value)
    } else {
        let help = suggestion(&value.value(), known);
        Err(syn::Error::new(value.span(), format!("unknown value \"{}\" of `{key}`; {help}", value.value())))
    }
}

/// An unknown key: with the nearest known one, or where the key belongs.
pub(super) fn unknown(key: &Ident, known: &[&str], elsewhere: &[&str], other_place: &str) -> syn::Error {
    let name = key.to_string();
    if elsewhere.contains(&name.as_str()) {
        return syn::Error::new(key.span(), format!("`{name}` belongs on {other_place}"));
    }
    syn::Error::new(key.span(), format!("unknown attribute `{name}`; {}", suggestion(&name, known)))
}

/// The inside of parentheses.
pub(super) fn parenthesized<'p>(
    key: &Ident,
    input: ParseStream<'p>,
    form: &str,
) -> Result<syn::parse::ParseBuffer<'p>> {
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(key.span(), format!("`{key}` takes parentheses: {form}")));
    }
    let content;
    syn::parenthesized!(content in input);
    Ok(content)
}

/// An error about what is left over.
pub(super) fn nothing_more(content: ParseStream<'_>) -> Result<()> {
    if content.is_empty() { Ok(()) } else { Err(content.error("nothing more is expected here; remove it")) }
}
