//! From attributes to the model: every rule that spans more than one token.
//!
//! - `generics`: no lifetimes, no unions
//! - `shape`: structs with names, newtypes, enums
//! - `conflicts`: attributes that exclude or need each other
//! - `secrets`: names of secrets, secrets without defaults and examples
//! - `duplicates`: keys, aliases and variables claimed twice in one struct
//! - `literal::check`: defaults and examples against types and rules

use std::collections::HashMap;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Fields, GenericParam, Ident, Path, Type, parse_quote};

use crate::attr::{self, Attributes, CheckAttribute, FieldAttributes, TypeAttributes};
use crate::error::Errors;
use crate::literal;
use crate::model::{Check, Content, Fallback, Field, Model, Read, Shape, Variant};
use crate::names::{Case, is_secret_name, variable_segment};

/// Checks everything; the model is whole only if no mistake was found.
pub(crate) fn check<'i>(
    input: &'i DeriveInput,
    attributes: &'i Attributes,
    errors: &mut Errors,
) -> Option<Model<'i>> {
    generics(input, errors);
    unwritable(attributes, errors);
    let shape = shape(input, attributes, errors);
    let of_type = &attributes.of_type;
    if let (Some(tag), Data::Struct(_)) = (&of_type.tag, &input.data) {
        errors.at(tag.span(), "`tag` is for enums: it names the key that says which variant is meant");
    }
    Some(Model {
        input,
        core: core_path(of_type),
        doc: attr::documentation(&input.attrs),
        env_prefix: of_type.env_prefix.as_ref().map(syn::LitStr::value),
        version: of_type.version.as_ref().and_then(|version| version.base10_parse().ok()),
        allow_unknown: of_type.allow_unknown.is_some(),
        write: of_type.write.is_some(),
        shape: shape?,
        checks: of_type.checks.iter().map(check_model).collect(),
        change_checks: of_type.change_checks.iter().map(check_model).collect(),
    })
}

/// Where the core is: `config_core` unless told otherwise.
pub(crate) fn core_path(attributes: &TypeAttributes) -> Path {
    attributes.core.clone().unwrap_or_else(|| parse_quote!(::config_core))
}

fn check_model(attribute: &CheckAttribute) -> Check<'_> {
    Check {
        expression: &attribute.expression,
        message: attribute.message.value(),
        environment: attribute.environment.as_ref().map(syn::LitStr::value),
        code: attribute.code.as_ref().map(syn::LitStr::value),
        span: attribute.span,
    }
}

/// Fields that are read through another trait, which does not say how they are written.
fn unwritable(attributes: &Attributes, errors: &mut Errors) {
    if attributes.of_type.write.is_none() {
        return;
    }
    for field in attributes.fields.iter().flatten() {
        for (name, span) in [("serde", field.serde), ("parse", field.parse)] {
            if let Some(span) = span {
                errors.at(
                    span,
                    format!("a `{name}` field cannot be written: implement ConfigValue and WriteValue for its type"),
                );
            }
        }
    }
}

fn generics(input: &DeriveInput, errors: &mut Errors) {
    for parameter in &input.generics.params {
        if let GenericParam::Lifetime(lifetime) = parameter {
            errors.at(
                lifetime.span(),
                "a configuration owns its values: it cannot have lifetimes; use String instead of &str",
            );
        }
    }
}

fn shape<'i>(input: &'i DeriveInput, attributes: &'i Attributes, errors: &mut Errors) -> Option<Shape<'i>> {
    let types = &attributes.of_type;
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) => {
                Some(Shape::Struct(fields(&data.fields, &attributes.fields[0], input, types, errors)))
            }
            Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
                newtype(&data.fields, &attributes.fields[0], input, attr::documentation(&input.attrs), errors)
                    .map(Shape::Newtype)
            }
            Fields::Unnamed(unnamed) => {
                errors.at(
                    unnamed.span(),
                    "a configuration's fields have names; only a single field may have none",
                );
                None
            }
            Fields::Unit => Some(Shape::Struct(Vec::new())),
        },
        Data::Enum(data) => {
            if data.variants.is_empty() {
                errors.at(input.ident.span(), "an enum without variants has no values");
                return None;
            }
            variants(data, attributes, input, errors)
        }
        Data::Union(data) => {
            errors.at(data.union_token.span, "a union cannot be a configuration; use a struct or an enum");
            None
        }
    }
}

fn variants<'i>(
    data: &'i syn::DataEnum,
    attributes: &'i Attributes,
    input: &'i DeriveInput,
    errors: &mut Errors,
) -> Option<Shape<'i>> {
    let types = &attributes.of_type;
    let case = types.rename_all.unwrap_or(Case::Snake);
    let tag = types.tag.as_ref().map(syn::LitStr::value);
    let mut names: HashMap<String, Span> = HashMap::new();
    let mut models = Vec::new();
    for (index, variant) in data.variants.iter().enumerate() {
        let own = &attributes.variants[index];
        let name = own.rename.as_ref().map_or_else(|| case.apply(&plain(&variant.ident)), syn::LitStr::value);
        let aliases: Vec<String> = own.alias.iter().map(syn::LitStr::value).collect();
        let spans = std::iter::once(own.rename.as_ref().map_or(variant.ident.span(), syn::LitStr::span))
            .chain(own.alias.iter().map(syn::LitStr::span));
        for (name, span) in std::iter::once(&name).chain(&aliases).zip(spans) {
            if names.insert(name.clone(), span).is_some() {
                errors.at(span, format!("two variants are called \"{name}\""));
            }
        }
        let inner = TypeAttributes { rename_all: types.rename_all, ..TypeAttributes::default() };
        let content = match &variant.fields {
            Fields::Unit => Content::Unit,
            Fields::Named(_) => {
                let fields = fields(&variant.fields, &attributes.fields[index], input, &inner, errors);
                if let Some(tag) = &tag
                    && let Some(field) = fields.iter().find(|field| field.key == *tag)
                {
                    errors.at(field.span, format!("the key \"{tag}\" already names the variant"));
                }
                Content::Struct(fields)
            }
            Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
                let doc = attr::documentation(&variant.attrs);
                match newtype(&variant.fields, &attributes.fields[index], input, doc, errors) {
                    Some(field) => Content::Newtype(field),
                    None => Content::Unit,
                }
            }
            Fields::Unnamed(unnamed) => {
                errors.at(unnamed.span(), "a variant holds named fields or a single value");
                Content::Unit
            }
        };
        models.push(Variant {
            ident: &variant.ident,
            name,
            aliases,
            doc: attr::documentation(&variant.attrs),
            deprecated: own.deprecated.as_ref().map(deprecated),
            content,
        });
    }
    Some(Shape::Enum { tag, variants: models })
}

/// The name without `r#`.
fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn newtype<'i>(
    fields: &'i Fields,
    attributes: &'i [FieldAttributes],
    input: &'i DeriveInput,
    doc: String,
    errors: &mut Errors,
) -> Option<Field<'i>> {
    let (field, own) = (fields.iter().next()?, attributes.first()?);
    for (name, span) in [
        ("rename", own.rename.as_ref().map(syn::LitStr::span)),
        ("alias", own.alias.first().map(syn::LitStr::span)),
        ("default", own.default.as_ref().map(|default| default.span)),
        ("skip", own.skip),
        ("flatten", own.flatten),
        ("env", own.env.first().map(syn::LitStr::span)),
    ] {
        if let Some(span) = span {
            errors.at(span, format!("`{name}` needs a field with a name; put it where the type is used"));
        }
    }
    Some(model(field, own, "0".to_owned(), doc, input, errors))
}

fn fields<'i>(
    fields: &'i Fields,
    attributes: &'i [FieldAttributes],
    input: &'i DeriveInput,
    types: &TypeAttributes,
    errors: &mut Errors,
) -> Vec<Field<'i>> {
    let mut models = Vec::new();
    for (field, own) in fields.iter().zip(attributes) {
        let Some(ident) = &field.ident else { continue };
        let name = plain(ident);
        let key = match (&own.rename, types.rename_all) {
            (Some(rename), _) => rename.value(),
            (None, Some(case)) => case.apply(&name),
            (None, None) => name,
        };
        let doc = attr::documentation(&field.attrs);
        if doc.is_empty() && own.skip.is_none() {
            errors.at(
                ident.span(),
                format!("the field `{ident}` needs a doc comment (///): it is the reference documentation"),
            );
        }
        models.push(model(field, own, key, doc, input, errors));
    }
    duplicates(&models, attributes, types, errors);
    models
}

/// Keys, aliases and variables that two fields of one struct claim.
fn duplicates(
    models: &[Field<'_>],
    attributes: &[FieldAttributes],
    types: &TypeAttributes,
    errors: &mut Errors,
) {
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut variables: HashMap<String, String> = HashMap::new();
    let prefix = types.env_prefix.as_ref().map(|prefix| format!("{}_", prefix.value()));
    for (field, own) in models.iter().zip(attributes) {
        if own.skip.is_some() || own.flatten.is_some() {
            continue;
        }
        let rust = field.ident.map(plain).unwrap_or_default();
        let key_span = own.rename.as_ref().map_or(field.span, syn::LitStr::span);
        let names = std::iter::once((field.key.clone(), key_span))
            .chain(own.alias.iter().map(|alias| (alias.value(), alias.span())));
        for (name, span) in names {
            if let Some(owner) = keys.insert(name.clone(), rust.clone()) {
                errors.at(span, format!("the key \"{name}\" already belongs to the field `{owner}`"));
            } else {
                let variable = format!("{}{}", prefix.as_deref().unwrap_or("*_"), variable_segment(&name));
                claim(&mut variables, variable, &rust, span, errors);
            }
        }
        for name in &own.env {
            claim(&mut variables, name.value(), &rust, name.span(), errors);
        }
    }
}

fn claim(variables: &mut HashMap<String, String>, name: String, rust: &str, span: Span, errors: &mut Errors) {
    match variables.get(&name) {
        Some(owner) if owner == rust && !name.starts_with("*_") && !name.is_empty() => {
            errors.at(span, format!("the variable {name} is already the field's own"));
        }
        Some(owner) if owner != rust => {
            let shown = name.strip_prefix("*_").unwrap_or(&name);
            errors.at(span, format!("the variable {shown} already belongs to the field `{owner}`"));
        }
        Some(_) => {}
        None => {
            variables.insert(name, rust.to_owned());
        }
    }
}

/// Attributes of one field that exclude or need each other.
fn conflicts(field: &syn::Field, own: &FieldAttributes, errors: &mut Errors) {
    let ways = [
        ("serde", own.serde),
        ("parse", own.parse),
        ("recursive", own.recursive),
        ("skip", own.skip),
        ("flatten", own.flatten),
    ];
    let given: Vec<_> = ways.iter().filter_map(|(name, span)| span.map(|span| (*name, span))).collect();
    if let [(first, _), rest @ ..] = given.as_slice() {
        for (name, span) in rest {
            errors.at(*span, format!("`{name}` and `{first}` exclude each other"));
        }
    }
    if own.skip.is_some() {
        for (name, span) in present(own) {
            if !matches!(name, "skip" | "default" | "serde" | "parse" | "recursive" | "flatten") {
                errors.at(span, format!("`{name}` has no meaning on a skipped field"));
            }
        }
    }
    if own.flatten.is_some() {
        if matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Text
                | literal::Known::List
                | literal::Known::Duration
                | literal::Known::ByteSize
        ) {
            errors
                .at(own.flatten.unwrap_or_else(Span::call_site), "only a section or a map can be flattened");
        }
        for (name, span) in present(own) {
            if matches!(name, "rename" | "alias" | "env" | "default" | "merge") {
                errors.at(
                    span,
                    format!("`{name}` has no meaning on a flattened field, which has no key of its own"),
                );
            }
        }
    }
    match (&own.merge, &own.key) {
        (Some(merge), None) if merge.value() == "keyed" => {
            errors.at(
                merge.span(),
                "`merge = \"keyed\"` needs `key = \"…\"`, the field that identifies an element",
            );
        }
        (Some(merge), Some(key)) if merge.value() != "keyed" => {
            errors.at(key.span(), format!("`key` is for `merge = \"keyed\"`, not for \"{}\"", merge.value()));
        }
        (None, Some(key)) => errors.at(key.span(), "`key` needs `merge = \"keyed\"`"),
        _ => {}
    }
    if let Some(merge) = &own.merge
        && matches!(merge.value().as_str(), "append" | "keyed")
        && matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Text
                | literal::Known::Map
                | literal::Known::Duration
                | literal::Known::ByteSize
        )
    {
        errors.at(merge.span(), format!("`merge = \"{}\"` is for lists", merge.value()));
    }
    if let (Some(_), Some(required)) = (&own.default, own.required_in.first()) {
        let literal = own.default.as_ref().is_some_and(|default| default.value.is_none());
        if literal {
            errors.at(
                required.span(),
                "`required_in` and a bare `default` exclude each other; give the default a value or drop it",
            );
        }
    }
    if let Some(must_exist) = &own.must_exist
        && matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Duration
                | literal::Known::ByteSize
        )
    {
        errors.at(must_exist.span(), "`must_exist` is for paths");
    }
    if let (Some(secret), Some(not_secret)) = (own.secret, own.not_secret) {
        let _ = secret;
        errors.at(not_secret, "`secret` and `not_secret` exclude each other");
    }
    if let (Some(step), true) =
        (&own.max_step, matches!(literal::known(&field.ty), literal::Known::Text | literal::Known::Boolean))
    {
        errors.at(step.span(), "`max_step` is for numbers, durations and sizes");
    }
    if let Some(step) = &own.max_step
        && config_format::unit::parse_percent(&step.value()).is_err()
    {
        errors.at(step.span(), "`max_step` is a percentage, such as \"20%\"");
    }
}

/// The attributes that are given, with their places.
fn present(own: &FieldAttributes) -> Vec<(&'static str, Span)> {
    let text = |text: &Option<syn::LitStr>| text.as_ref().map(syn::LitStr::span);
    [
        ("default", own.default.as_ref().map(|default| default.span)),
        ("env", own.env.first().map(syn::LitStr::span)),
        ("rename", text(&own.rename)),
        ("alias", own.alias.first().map(syn::LitStr::span)),
        ("range", own.range.as_ref().map(|range| range.span)),
        ("length", own.length.as_ref().map(|length| length.span)),
        ("pattern", text(&own.pattern)),
        ("format", text(&own.format)),
        ("validate", own.validate.first().map(syn::spanned::Spanned::span)),
        ("secret", own.secret),
        ("merge", text(&own.merge)),
        ("key", text(&own.key)),
        ("reload", text(&own.reload)),
        ("unit", text(&own.unit)),
        ("example", own.example.first().map(syn::spanned::Spanned::span)),
        ("required_in", own.required_in.first().map(syn::LitStr::span)),
        ("must_exist", text(&own.must_exist)),
    ]
    .into_iter()
    .filter_map(|(name, span)| span.map(|span| (name, span)))
    .collect()
}

/// Whether the type's tokens name a wrapper of secrets anywhere.
fn mentions_secret(ty: &Type) -> bool {
    ty.to_token_stream()
        .to_string()
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| matches!(word, "Secret" | "SecretString" | "SecretBox"))
}

fn secrets(field: &syn::Field, own: &FieldAttributes, errors: &mut Errors) {
    let secret = mentions_secret(&field.ty) || own.secret.is_some();
    if let Some(ident) = &field.ident
        && !secret
        && own.not_secret.is_none()
        && own.skip.is_none()
        && is_secret_name(&plain(ident))
    {
        let ty = field.ty.to_token_stream().to_string().replace(' ', "");
        errors.at(
            ident.span(),
            format!(
                "`{ident}` sounds like a secret: make its type Secret<{ty}>, or write #[config(not_secret)]"
            ),
        );
    }
    if !secret {
        return;
    }
    if let Some(default) = &own.default
        && default.value.as_ref().is_some_and(
            |value| !matches!(literal::value(value), Some(literal::Value::List(items)) if items.is_empty()),
        )
    {
        errors.at(default.span, "a secret has no default: it would stand in the source; leave it out, or make the field an Option");
    }
    if let Some(example) = own.example.first() {
        errors.at(example.span(), "a secret has no example: it would end up in documents");
    }
}

fn model<'i>(
    field: &'i syn::Field,
    own: &'i FieldAttributes,
    key: String,
    doc: String,
    input: &'i DeriveInput,
    errors: &mut Errors,
) -> Field<'i> {
    conflicts(field, own, errors);
    secrets(field, own, errors);
    let decided = literal::check(&field.ty, own, errors);
    let default = own.default.as_ref();
    let expression = default.and_then(|default| default.value.as_ref());
    let literal_default = expression.and_then(literal::tokens);
    let fallback = match (default, expression, &literal_default) {
        (Some(_), None, _) => Fallback::Type,
        (Some(_), Some(expression), None) => Fallback::Expression(expression),
        _ => Fallback::Table,
    };
    let read = if own.skip.is_some() {
        Read::Skip(expression)
    } else if own.serde.is_some() {
        Read::Serde(fallback)
    } else if own.parse.is_some() {
        Read::Parse(fallback)
    } else if own.recursive.is_some() {
        Read::Recursive(fallback)
    } else if own.secret.is_some() && !mentions_secret(&field.ty) {
        Read::Secret(fallback)
    } else {
        Read::Plain(fallback)
    };
    let setters = setters(field, own, &key, literal_default.as_ref(), expression);
    let generic = mentions_parameter(&field.ty, input);
    let plain_read = matches!(read, Read::Plain(_) | Read::Secret(_));
    let guard = (!decided && !generic && plain_read)
        .then(|| {
            guard(
                &field.ty,
                literal_default.as_ref(),
                expression.map(syn::spanned::Spanned::span),
                &rules(own),
            )
        })
        .flatten();
    Field {
        ident: field.ident.as_ref(),
        ty: &field.ty,
        key,
        doc,
        read,
        setters,
        functions: own.validate.iter().collect(),
        effective_when: own.effective_when.as_ref(),
        guard,
        span: field.ident.as_ref().map_or_else(|| field.ty.span(), Ident::span),
    }
}

/// Whether a type depends on a parameter of the input.
pub(crate) fn mentions_parameter(ty: &Type, input: &DeriveInput) -> bool {
    fn walk(tokens: TokenStream, names: &[String]) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => names.contains(&ident.to_string()),
            proc_macro2::TokenTree::Group(group) => walk(group.stream(), names),
            _ => false,
        })
    }
    let names: Vec<String> = input
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    !names.is_empty() && walk(ty.to_token_stream(), &names)
}

/// The check that the compiler makes where the tokens of the type do not tell.
fn guard(
    ty: &Type,
    default: Option<&TokenStream>,
    span: Option<Span>,
    rules: &[TokenStream],
) -> Option<TokenStream> {
    if default.is_none() && rules.is_empty() {
        return None;
    }
    let span = span.unwrap_or_else(|| ty.span());
    let default = match default {
        Some(default) => quote! { __::Some(&#default) },
        None => quote! { __::None },
    };
    Some(quote_spanned! { span=>
        const _: () = __::check_field(&<#ty as __::ConfigValue>::KIND, #default, &[#(#rules),*]);
    })
}

fn rules(own: &FieldAttributes) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    if let Some(range) = &own.range {
        let bound = |bound: &Option<syn::Expr>, exclusive: bool| match bound {
            Some(expression) => {
                let value = literal::tokens(expression)
                    .unwrap_or_else(|| quote! { __::Literal::Integer((#expression) as i128) });
                quote! { __::Some(__::Bound { value: #value, exclusive: #exclusive }) }
            }
            None => quote! { __::None },
        };
        let (low, high) = (bound(&range.low, false), bound(&range.high, range.high_exclusive));
        rules.push(quote! { __::Rule::Range { low: #low, high: #high } });
    }
    if let Some(length) = &own.length {
        let limit = |limit: Option<u64>| match limit {
            Some(limit) => {
                let limit = proc_macro2::Literal::u64_unsuffixed(limit);
                quote! { __::Some(#limit) }
            }
            None => quote! { __::None },
        };
        let (minimum, maximum) = (limit(length.minimum), limit(length.maximum));
        rules.push(quote! { __::Rule::Length { minimum: #minimum, maximum: #maximum } });
    }
    if let Some(pattern) = &own.pattern {
        rules.push(quote! { __::Rule::Pattern(#pattern) });
    }
    if let Some(format) = &own.format {
        let name = format.value();
        let variant = attr::FORMATS.iter().find(|(known, _)| *known == name).map(|(_, variant)| variant);
        if let Some(variant) = variant {
            let variant = Ident::new(variant, format.span());
            rules.push(quote! { __::Rule::Format(__::TextFormat::#variant) });
        }
    }
    if let Some(must_exist) = &own.must_exist {
        let what = if must_exist.value() == "file" { quote!(File) } else { quote!(Directory) };
        rules.push(quote! { __::Rule::MustExist(__::Existing::#what) });
    }
    for function in &own.validate {
        let text = function.to_token_stream().to_string().replace(' ', "");
        rules.push(quote! { __::Rule::Function(#text) });
    }
    rules
}

/// The calls that put a field's attributes into the table.
fn setters(
    field: &syn::Field,
    own: &FieldAttributes,
    key: &str,
    literal_default: Option<&TokenStream>,
    expression: Option<&syn::Expr>,
) -> Vec<TokenStream> {
    let mut setters = Vec::new();
    let rust_name = field.ident.as_ref().map_or_else(|| "0".to_owned(), plain);
    if rust_name != key {
        setters.push(quote! { .rust_name(#rust_name) });
    }
    match (&own.default, expression, literal_default) {
        (_, _, Some(literal)) => setters.push(quote! { .default(#literal) }),
        (Some(_), None, None) => setters.push(quote! { .default_value(__::DefaultValue::Type) }),
        (Some(_), Some(expression), None) => {
            let text = crate::expression::text(expression);
            setters.push(quote! { .default_value(__::DefaultValue::Expression(#text)) });
        }
        (None, ..) => {}
    }
    let list = |name: &str, values: &[syn::LitStr]| {
        let name = Ident::new(name, Span::call_site());
        (!values.is_empty()).then(|| quote! { .#name(&[#(#values),*]) })
    };
    setters.extend(list("aliases", &own.alias));
    setters.extend(list("env", &own.env));
    let rules = rules(own);
    if !rules.is_empty() {
        setters.push(quote! { .rules(&[#(#rules),*]) });
    }
    let variant = |value: &syn::LitStr| Ident::new(&Case::Pascal.apply(&value.value()), Span::call_site());
    if let Some(merge) = &own.merge {
        let merge = variant(merge);
        setters.push(quote! { .merge(__::Merge::#merge) });
    }
    if let Some(reload) = &own.reload {
        let reload = variant(reload);
        setters.push(quote! { .reload(__::Reload::#reload) });
    }
    for (name, value) in [("key", &own.key), ("unit", &own.unit), ("since", &own.since)] {
        if let Some(value) = value {
            let name = Ident::new(name, Span::call_site());
            setters.push(quote! { .#name(#value) });
        }
    }
    if let Some(attribute) = &own.deprecated {
        let deprecated = deprecated(attribute);
        setters.push(quote! { .deprecated(#deprecated) });
    }
    let examples: Vec<TokenStream> = own.example.iter().filter_map(literal::tokens).collect();
    if !examples.is_empty() {
        setters.push(quote! { .examples(&[#(#examples),*]) });
    }
    if let Some(condition) = &own.effective_when {
        let text = crate::expression::text(condition);
        setters.push(quote! { .effective_when(#text) });
    }
    setters.extend(list("required_in", &own.required_in));
    if own.flatten.is_some() {
        setters.push(quote! { .flatten(true) });
    }
    if own.allow_unknown.is_some() {
        setters.push(quote! { .allow_unknown(true) });
    }
    let mut transitions = Vec::new();
    if own.immutable.is_some() {
        transitions.push(quote! { __::Transition::Immutable });
    }
    if own.monotonic.is_some() {
        transitions.push(quote! { __::Transition::Monotonic });
    }
    if let Some(step) = &own.max_step {
        transitions.push(quote! { __::Transition::MaximumStep(#step) });
    }
    if !transitions.is_empty() {
        setters.push(quote! { .transitions(&[#(#transitions),*]) });
    }
    setters
}

fn deprecated(attribute: &attr::DeprecatedAttribute) -> TokenStream {
    let text = |text: &Option<syn::LitStr>| text.as_ref().map(syn::LitStr::value).unwrap_or_default();
    let (since, note) = (text(&attribute.since), text(&attribute.note));
    let replacement = match &attribute.replacement {
        Some(replacement) => quote! { __::Some(#replacement) },
        None => quote! { __::None },
    };
    quote! { __::Deprecated { since: #since, note: #note, replacement: #replacement } }
}
