//! The table, and the constant that the core makes of it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::in_table;
use crate::expression;
use crate::literal::without_option;
use crate::model::{Check, Content, Field, Model, Read, Shape, Variant};

pub(super) fn schema(model: &Model<'_>) -> TokenStream {
    let name = model.input.ident.to_string();
    let doc = &model.doc;
    let (shape, fields): (TokenStream, Vec<&Field<'_>>) = match &model.shape {
        Shape::Struct(all) => (quote! { __::Shape::STRUCT }, in_table(all).collect()),
        Shape::Newtype(field) => {
            (quote! { __::Shape::NEWTYPE }, in_table(std::slice::from_ref(field)).collect())
        }
        Shape::Enum { tag, variants } => {
            let tag = optional(tag.as_ref());
            let entries = variants.iter().map(variant_entry);
            let shape = quote! { __::Shape::Enum { tag: #tag, variants: &[#(#entries),*] } };
            (shape, variants.iter().flat_map(fields_of_variant).collect())
        }
    };
    let mut settings = TokenStream::new();
    if let Some(prefix) = &model.env_prefix {
        settings.extend(quote! { env_prefix: __::Some(#prefix), });
    }
    if let Some(version) = model.version {
        let version = proc_macro2::Literal::u32_unsuffixed(version);
        settings.extend(quote! { version: __::Some(#version), });
    }
    if model.allow_unknown {
        settings.extend(quote! { allow_unknown: true, });
    }
    if !model.checks.is_empty() {
        let checks = model.checks.iter().map(check_entry);
        settings.extend(quote! { checks: &[#(#checks),*], });
    }
    if !model.change_checks.is_empty() {
        let checks = model.change_checks.iter().map(|check| {
            let (text, message) = (expression::text(check.expression), &check.message);
            let line = quote_spanned! { check.span=> __::line!() };
            quote! { __::ChangeCheck { text: #text, message: #message, line: #line } }
        });
        settings.extend(quote! { change_checks: &[#(#checks),*], });
    }
    let line = quote_spanned! { model.input.ident.span()=> __::line!() };
    let mut schema = quote! { __::Schema::at(#name, #doc, #shape, __::file!(), #line) };
    if !settings.is_empty() {
        schema = quote! { __::Schema { #settings ..#schema } };
    }
    let table = table(model, &schema, &fields);
    let count = proc_macro2::Literal::usize_unsuffixed;
    let rules = count(fields.iter().map(|field| field.rules).sum());
    let (fields, variants) = (count(fields.len()), count(variants_of(model).len()));
    quote! {
        const TABLE: __::Table = #table;
        const SCHEMA: &'static __::Schema = __::schema::<Self, #fields, #rules, #variants>();
    }
}

/// The fields of all variants stand in one list, each with its attributes behind it.
fn table(model: &Model<'_>, schema: &TokenStream, fields: &[&Field<'_>]) -> TokenStream {
    let lines = Lines::of(model.input.ident.span());
    let line = lines.line(model.input.ident.span());
    // Each ends with its comma, so that they are put together in one step.
    let settings: TokenStream = fields
        .iter()
        .flat_map(|field| std::iter::once(field_entry(field, &lines)).chain(field.settings.iter().cloned()))
        .collect();
    let settings = quote! { &[#settings] };
    if !matches!(model.shape, Shape::Enum { .. }) {
        return quote! { __::Table::new(#schema, #line, #settings) };
    }
    let counts = variants_of(model)
        .iter()
        .map(|variant| proc_macro2::Literal::usize_unsuffixed(fields_of_variant(variant).count()));
    quote! { __::Table::of_enum(#schema, #line, #settings, &[#(#counts),*]) }
}

/// Lines as numbers. A `line!()` for each field would be a macro for the compiler to expand.
struct Lines {
    /// The file of the type; nothing outside of a compiler.
    file: Option<String>,
}

impl Lines {
    fn of(ident: Span) -> Self {
        Self { file: proc_macro::is_available().then(|| ident.unwrap().file()) }
    }

    /// The line of a token. Where another macro has put together tokens of several files, only the compiler can tell one
    /// that belongs to the file of the type.
    fn line(&self, span: Span) -> Line {
        if let Some(file) = &self.file {
            let token = span.unwrap();
            if token.file() == *file {
                return Line::Seen(proc_macro2::Literal::usize_unsuffixed(token.line()));
            }
        }
        Line::Asked(span)
    }
}

enum Line {
    Seen(proc_macro2::Literal),
    /// The compiler tells it.
    Asked(Span),
}

impl ToTokens for Line {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Seen(line) => line.to_tokens(tokens),
            Self::Asked(span) => tokens.extend(quote_spanned! { *span=> __::line!() }),
        }
    }
}

fn variants_of<'m, 'i>(model: &'m Model<'i>) -> &'m [Variant<'i>] {
    match &model.shape {
        Shape::Enum { variants, .. } => variants,
        Shape::Struct(_) | Shape::Newtype(_) => &[],
    }
}

fn fields_of_variant<'v, 'i>(variant: &'v Variant<'i>) -> impl Iterator<Item = &'v Field<'i>> {
    in_table(match &variant.content {
        Content::Unit => &[],
        Content::Newtype(field) => std::slice::from_ref(field),
        Content::Struct(fields) => fields,
    })
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote! { __::Some(#text) },
        None => quote! { __::None },
    }
}

fn check_entry(check: &Check<'_>) -> TokenStream {
    let text = expression::text(check.expression);
    let data = expression::tokens(check.expression);
    let message = &check.message;
    let (environment, code) = (optional(check.environment.as_ref()), optional(check.code.as_ref()));
    let line = quote_spanned! { check.span=> __::line!() };
    quote! {
        __::Check {
            text: #text,
            message: #message,
            expression: #data,
            environment: #environment,
            code: #code,
            line: #line,
        }
    }
}

fn variant_entry(variant: &Variant<'_>) -> TokenStream {
    let (name, aliases, doc) = (&variant.name, &variant.aliases, &variant.doc);
    let content = match &variant.content {
        Content::Unit => quote! { __::Content::Unit },
        Content::Newtype(_) => quote! { __::Content::Newtype(&[]) },
        Content::Struct(_) => quote! { __::Content::Struct(&[]) },
    };
    let deprecated = match &variant.deprecated {
        Some(deprecated) => quote! { __::Some(#deprecated) },
        None => quote! { __::None },
    };
    quote! {
        __::Variant { name: #name, aliases: &[#(#aliases),*], doc: #doc, content: #content, deprecated: #deprecated }
    }
}

/// A field as plain values, which cost the compiler least.
fn field_entry(field: &Field<'_>, lines: &Lines) -> TokenStream {
    let Field { ty, key, doc, .. } = field;
    let line = lines.line(field.span);
    let hash = proc_macro2::Literal::u64_unsuffixed(hash(key));
    if matches!(field.read, Read::Plain(_)) && !field.masked {
        return quote_spanned! { field.type_span=> __::Setting::Field(#key, #hash, #doc, #line, <#ty as __::ConfigValue>::KIND_OF), };
    }
    let of_type = quote_spanned! { field.type_span=> <#ty as __::ConfigValue>::KIND_OF };
    let kind = match &field.read {
        Read::Plain(_) | Read::Skip(_) => of_type,
        Read::Serde(_) => optional_kind(field, &quote! { &__::Kind::Any }),
        Read::Parse(_) => {
            let inner = without_option(ty);
            let name = quote!(#inner).to_string().replace(' ', "");
            let check = quote_spanned! { inner.span()=> <#inner as __::FromText>::CHECK };
            optional_kind(field, &quote! { &const { __::parsed_kind(#name, #check) } })
        }
        Read::Recursive(_) => quote! { &const { __::Kind::Recursive(|| #of_type) } },
    };
    let kind = if field.masked {
        quote! { &__::Kind::Secret(#kind) }
    } else {
        kind
    };
    quote! { __::Setting::Field(#key, #hash, #doc, #line, #kind), }
}

/// The core's `__private::hash`: a test of the core compares the two.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn optional_kind(field: &Field<'_>, kind: &TokenStream) -> TokenStream {
    if std::ptr::eq(without_option(field.ty), field.ty) {
        kind.clone()
    } else {
        quote! { &__::Kind::Optional(#kind) }
    }
}
