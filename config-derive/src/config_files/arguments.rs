//! The arguments that all three macros take: a type, paths, options.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Ident, LitStr, Path, Result, Token, Type, parse_quote};

use crate::error::{Errors, suggestion};

/// What a macro was given.
pub(crate) struct Arguments {
    /// The configuration's type.
    pub(crate) ty: Type,
    /// Paths and globs, relative to the crate.
    pub(crate) paths: Vec<LitStr>,
    /// `environment = "production"`: the environment whose rules hold and whose files are meant.
    pub(crate) environment: Option<LitStr>,
    /// `partial`: missing keys come from elsewhere.
    pub(crate) partial: bool,
    /// `deprecated = "error"`: deprecated keys are errors.
    pub(crate) deny_deprecated: bool,
    /// `crate = path`: where `config_core` is.
    pub(crate) core: Path,
}

const KNOWN: &[&str] = &["environment", "partial", "deprecated", "crate"];

/// Parses the arguments; nothing when there is no type to go on with.
pub(crate) fn parse(input: TokenStream, form: &str, errors: &mut Errors) -> Option<Arguments> {
    let mut parsed = None;
    let parser = |input: ParseStream<'_>| {
        if input.is_empty() {
            return Err(syn::Error::new(Span::call_site(), format!("name a type and files: {form}")));
        }
        if input.peek(LitStr) {
            return Err(input.error(format!("the type comes first: {form}")));
        }
        let ty: Type = input.parse()?;
        let mut arguments = Arguments {
            ty,
            paths: Vec::new(),
            environment: None,
            partial: false,
            deny_deprecated: false,
            core: parse_quote!(::config_core),
        };
        items(input, &mut arguments, errors);
        if arguments.paths.is_empty() && errors.is_empty() {
            errors.at(Span::call_site(), format!("name at least one file: {form}"));
        }
        parsed = Some(arguments);
        Ok(())
    };
    if let Err(error) = parser.parse2(input) {
        errors.push(error);
    }
    parsed
}

fn items(input: ParseStream<'_>, arguments: &mut Arguments, errors: &mut Errors) {
    let mut given: Vec<String> = Vec::new();
    while !input.is_empty() {
        if !input.peek(Token![,]) {
            errors.push(input.error("expected a comma"));
            skip(input);
            continue;
        }
        let _: Result<Token![,]> = input.parse();
        if input.is_empty() {
            return;
        }
        if let Err(error) = item(input, arguments, &mut given) {
            errors.push(error);
            skip(input);
        }
    }
}

fn item(input: ParseStream<'_>, arguments: &mut Arguments, given: &mut Vec<String>) -> Result<()> {
    if input.peek(LitStr) {
        arguments.paths.push(input.parse()?);
        return Ok(());
    }
    let key: Ident = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected a path in quotes, or an option such as `environment = \"production\"`",
        )
    })?;
    let name = key.to_string();
    if !KNOWN.contains(&name.as_str()) {
        let help = suggestion(&name, KNOWN);
        return Err(syn::Error::new(key.span(), format!("unknown option `{name}`; {help}")));
    }
    if given.contains(&name) {
        return Err(syn::Error::new(key.span(), format!("`{name}` is given twice")));
    }
    given.push(name.clone());
    match name.as_str() {
        "partial" => {
            if input.peek(Token![=]) {
                return Err(input.error("`partial` takes no value"));
            }
            arguments.partial = true;
        }
        "environment" => arguments.environment = Some(environment(&key, input)?),
        "deprecated" => {
            let value = text(&key, input, "\"error\"")?;
            match value.value().as_str() {
                "error" => arguments.deny_deprecated = true,
                "warning" => {}
                _ => {
                    return Err(syn::Error::new(value.span(), "`deprecated` is \"warning\" or \"error\""));
                }
            }
        }
        _ => {
            equals(&key, input, "path")?;
            arguments.core = input.call(Path::parse_mod_style).map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "`crate` takes the path of config_core: crate = ::my::config_core",
                )
            })?;
        }
    }
    Ok(())
}

/// The name of an environment, by its full name where it is one of the known ones.
fn environment(key: &Ident, input: ParseStream<'_>) -> Result<LitStr> {
    let value = text(key, input, "\"production\"")?;
    let name = value.value();
    if name.is_empty() {
        return Err(syn::Error::new(value.span(), "an environment has a name, such as \"production\""));
    }
    let full = match name.to_ascii_lowercase().as_str() {
        "dev" | "development" => "development",
        "stage" | "staging" => "staging",
        "prod" | "production" => "production",
        _ => return Ok(value),
    };
    Ok(LitStr::new(full, value.span()))
}

fn text(key: &Ident, input: ParseStream<'_>, form: &str) -> Result<LitStr> {
    equals(key, input, form)?;
    input
        .parse::<LitStr>()
        .map_err(|error| syn::Error::new(error.span(), format!("`{key}` takes text: {key} = {form}")))
}

fn equals(key: &Ident, input: ParseStream<'_>, form: &str) -> Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>().map(drop)
    } else {
        Err(syn::Error::new(key.span(), format!("`{key}` needs a value: {key} = {form}")))
    }
}

fn skip(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: Result<TokenTree> = input.parse();
    }
}
