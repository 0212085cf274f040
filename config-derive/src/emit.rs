//! The model as code: one table, one small function that reads, and the typed checks. Nothing here can fail.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, GenericParam, Generics, Ident, TypeParamBound, parse_quote};

use crate::attr::Attributes;
use crate::check::{core_path, mentions_parameter};
use crate::expression;
use crate::literal::without_option;
use crate::model::{Check, Content, Fallback, Field, Model, Read, Shape, Variant};

/// Everything that the derive writes for a correct input.
pub(crate) fn implementation(model: &Model<'_>) -> TokenStream {
    let core = &model.core;
    let schema = schema(model);
    let read = read(model);
    let check = check(model);
    let change = check_change(model);
    let guards = guards(model);
    let body = quote! { #schema #read #check #change };
    let kind = quote! { __::Kind::Section(<Self as __::ServiceConfig>::SCHEMA) };
    let write = if model.write { write(model) } else { TokenStream::new() };
    wrap(model.input, core, &body, &kind, &quote! { #guards #write })
}

/// An implementation that does nothing, so that a mistake in the attributes is the only one that is told.
pub(crate) fn stub(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    if input.generics.lifetimes().next().is_some() || matches!(input.data, syn::Data::Union(_)) {
        return TokenStream::new();
    }
    let core = core_path(&attributes.of_type);
    let name = input.ident.to_string();
    let body = quote! {
        const SCHEMA: &'static __::Schema = &__::Schema::new(#name, "", __::Shape::Struct(&[]));
        fn read_section(_: &mut __::Section<'_, '_>) -> __::Option<Self> {
            __::None
        }
    };
    // Of the kind `Any`, so that fields of this type pass every check.
    wrap(input, &core, &body, &quote! { __::Kind::Any }, &TokenStream::new())
}

/// The implementations around their content, under the one name that leads to the core.
fn wrap(
    input: &DeriveInput,
    core: &syn::Path,
    body: &TokenStream,
    kind: &TokenStream,
    guards: &TokenStream,
) -> TokenStream {
    let ident = &input.ident;
    let generics = bounded(&input.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let parameters = &generics.params;
    quote! {
        const _: () = {
            use #core::__private as __;
            #[automatically_derived]
            impl #impl_generics __::ServiceConfig for #ident #type_generics #where_clause {
                #body
            }
            #[automatically_derived]
            impl #impl_generics __::ConfigValue for #ident #type_generics #where_clause {
                const KIND: __::Kind = #kind;
                fn read<'a>(value: __::Value<'a>, reader: &mut __::Reader<'a>) -> __::Option<Self> {
                    reader.section(value)
                }
            }
            __::interop! { [#parameters] [#ident #type_generics] [#where_clause] }
            #guards
        };
    }
}

/// The generics with the bound that every type parameter needs, and without defaults.
fn bounded(generics: &Generics) -> Generics {
    bounded_by(generics, &[parse_quote!(__::ConfigValue)])
}

fn bounded_by(generics: &Generics, bounds: &[TypeParamBound]) -> Generics {
    let mut generics = generics.clone();
    for parameter in &mut generics.params {
        match parameter {
            GenericParam::Type(parameter) => {
                parameter.default = None;
                parameter.bounds.extend(bounds.iter().cloned());
            }
            GenericParam::Const(parameter) => parameter.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics
}

fn schema(model: &Model<'_>) -> TokenStream {
    let name = model.input.ident.to_string();
    let doc = &model.doc;
    let shape = match &model.shape {
        Shape::Struct(all) => {
            let fields = field_list(all);
            quote! { __::Shape::Struct(&[#fields]) }
        }
        Shape::Newtype(field) => {
            let field = field_entry(field);
            quote! { __::Shape::Newtype(&[#field]) }
        }
        Shape::Enum { tag, variants } => {
            let tag = optional(tag.as_ref());
            let variants = variants.iter().map(variant_entry);
            quote! { __::Shape::Enum { tag: #tag, variants: &[#(#variants),*] } }
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
    quote! {
        const SCHEMA: &'static __::Schema = &__::Schema {
            shape: #shape,
            #settings
            file: __::file!(),
            line: #line,
            ..__::Schema::new(#name, #doc, __::Shape::Struct(&[]))
        };
    }
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
        Content::Newtype(field) => {
            let field = field_entry(field);
            quote! { __::Content::Newtype(&[#field]) }
        }
        Content::Struct(fields) => {
            let fields = field_list(fields);
            quote! { __::Content::Struct(&[#fields]) }
        }
    };
    let deprecated = match &variant.deprecated {
        Some(deprecated) => quote! { __::Some(#deprecated) },
        None => quote! { __::None },
    };
    quote! {
        __::Variant { name: #name, aliases: &[#(#aliases),*], doc: #doc, content: #content, deprecated: #deprecated }
    }
}

fn field_list(fields: &[Field<'_>]) -> TokenStream {
    let entries = in_table(fields).map(field_entry);
    quote! { #(#entries),* }
}

/// The fields that the table has: all but skipped ones.
fn in_table<'f, 'i>(fields: &'f [Field<'i>]) -> impl Iterator<Item = &'f Field<'i>> {
    fields.iter().filter(|field| !matches!(field.read, Read::Skip(_)))
}

fn field_entry(field: &Field<'_>) -> TokenStream {
    let Field { ty, key, doc, setters, .. } = field;
    let line = quote_spanned! { field.span=> __::line!() };
    let start = match &field.read {
        Read::Plain(_) | Read::Skip(_) => quote! { __::Field::new::<#ty>(#key, #doc) },
        Read::Serde(_) => {
            let kind = optional_kind(field, &quote! { __::Kind::Any });
            quote! { __::Field::of_kind(#key, #doc, #kind) }
        }
        Read::Parse(_) => {
            let inner = without_option(ty);
            let name = quote!(#inner).to_string().replace(' ', "");
            let kind = optional_kind(field, &quote! { __::parsed_kind::<#inner>(#name) });
            quote! { __::Field::of_kind(#key, #doc, #kind) }
        }
        Read::Recursive(_) => quote! {
            __::Field::of_kind(#key, #doc, __::Kind::Recursive(|| const { &<#ty as __::ConfigValue>::KIND }))
        },
        Read::Secret(_) => quote! {
            __::Field::of_kind(#key, #doc, __::Kind::Secret(&<#ty as __::ConfigValue>::KIND))
        },
    };
    quote! { #start #(#setters)* .line(#line) }
}

fn optional_kind(field: &Field<'_>, kind: &TokenStream) -> TokenStream {
    if std::ptr::eq(without_option(field.ty), field.ty) {
        kind.clone()
    } else {
        quote! { __::Kind::Optional(&#kind) }
    }
}

/// The expression that gets a field's value from the section.
fn read_field(field: &Field<'_>, index: usize, input: &DeriveInput) -> TokenStream {
    let ty = field.ty;
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let optional = !std::ptr::eq(without_option(ty), ty);
    match &field.read {
        Read::Skip(Some(expression)) => quote! { __::Some(#expression) },
        Read::Skip(None) => quote! { __::Some(__::default()) },
        Read::Plain(fallback) | Read::Recursive(fallback) | Read::Secret(fallback) => match fallback {
            Fallback::Table => quote! { section.field(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type if mentions_parameter(ty, input) => {
                quote! { section.field_or_default(#index, __::None) }
            }
            Fallback::Type => quote! { section.field_or_default(#index, __::default_of!(#ty)) },
        },
        Read::Serde(fallback) => match fallback {
            Fallback::Table => quote! { section.field_serde(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_serde_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type => quote! { section.field_serde_or(#index, __::default::<#ty>) },
        },
        Read::Parse(fallback) => match fallback {
            Fallback::Table if optional => quote! { section.field_parse_optional(#index) },
            Fallback::Table => quote! { section.field_parse(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_parse_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type => quote! { section.field_parse_or(#index, __::default::<#ty>) },
        },
    }
}

/// The code that builds a struct or variant from the section's fields.
fn build(constructor: &TokenStream, fields: &[Field<'_>], input: &DeriveInput) -> TokenStream {
    let mut index = 0;
    let mut reads = Vec::new();
    for field in fields {
        reads.push(read_field(field, index, input));
        index += usize::from(!matches!(field.read, Read::Skip(_)));
    }
    let names: Vec<&Ident> = fields.iter().filter_map(|field| field.ident).collect();
    let bindings: Vec<Ident> =
        (0..names.len()).map(|index| Ident::new(&format!("__{index}"), Span::call_site())).collect();
    match names.as_slice() {
        [] => quote! { __::Some(#constructor {}) },
        [name] => quote! {
            match #(#reads)* {
                __::Some(value) => __::Some(#constructor { #name: value }),
                __::None => __::None,
            }
        },
        _ => quote! {
            match (#(#reads),*) {
                (#(__::Some(#bindings)),*) => __::Some(#constructor { #(#names: #bindings),* }),
                _ => __::None,
            }
        },
    }
}

fn read(model: &Model<'_>) -> TokenStream {
    let input = model.input;
    let body = match &model.shape {
        Shape::Struct(fields) => build(&quote!(Self), fields, input),
        Shape::Newtype(field) => {
            let read = read_field(field, 0, input);
            quote! {
                match #read {
                    __::Some(value) => __::Some(Self(value)),
                    __::None => __::None,
                }
            }
        }
        Shape::Enum { variants, .. } => {
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let ident = variant.ident;
                let value = match &variant.content {
                    Content::Unit => quote! { __::Some(Self::#ident) },
                    Content::Struct(fields) => build(&quote!(Self::#ident), fields, input),
                    Content::Newtype(field) => {
                        let read = read_field(field, 0, input);
                        quote! {
                            match #read {
                                __::Some(value) => __::Some(Self::#ident(value)),
                                __::None => __::None,
                            }
                        }
                    }
                };
                quote! { __::Some(#index) => #value, }
            });
            quote! {
                match section.variant() {
                    #(#arms)*
                    _ => __::None,
                }
            }
        }
    };
    let section = match &model.shape {
        Shape::Struct(fields) if fields.is_empty() => quote!(_section),
        _ => quote!(section),
    };
    quote! {
        fn read_section(#section: &mut __::Section<'_, '_>) -> __::Option<Self> {
            #body
        }
    }
}

/// The typed conditions, with the user's own tokens.
fn check(model: &Model<'_>) -> TokenStream {
    let mut calls = Vec::new();
    for (index, check) in model.checks.iter().enumerate() {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let expression = check.expression;
        calls.push(quote! { outcomes.check(#index, #expression); });
    }
    match &model.shape {
        Shape::Struct(fields) => {
            for (index, field) in in_table(fields).enumerate() {
                if let Some(name) = field.ident {
                    field_checks(field, index, &quote! { &self.#name }, &mut calls);
                }
            }
        }
        Shape::Newtype(field) => field_checks(field, 0, &quote! { &self.0 }, &mut calls),
        Shape::Enum { variants, .. } => {
            for variant in variants {
                let ident = variant.ident;
                match &variant.content {
                    Content::Unit => {}
                    Content::Newtype(field) => {
                        let mut inner = Vec::new();
                        field_checks(field, 0, &quote! { value }, &mut inner);
                        if !inner.is_empty() {
                            calls.push(quote! { if let Self::#ident(value) = self { #(#inner)* } });
                        }
                    }
                    Content::Struct(fields) => {
                        for (index, field) in in_table(fields).enumerate() {
                            let Some(name) = field.ident else { continue };
                            let mut inner = Vec::new();
                            field_checks(field, index, &quote! { #name }, &mut inner);
                            if !inner.is_empty() {
                                calls
                                    .push(quote! { if let Self::#ident { #name, .. } = self { #(#inner)* } });
                            }
                        }
                    }
                }
            }
        }
    }
    if calls.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn check(&self, outcomes: &mut __::Outcomes<'_, '_>) {
            #(#calls)*
        }
    }
}

fn field_checks(field: &Field<'_>, index: usize, value: &TokenStream, calls: &mut Vec<TokenStream>) {
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    for function in &field.functions {
        calls.push(quote! { outcomes.function(#index, #function(#value)); });
    }
    if let Some(condition) = field.effective_when {
        calls.push(quote! { outcomes.effective(#index, #condition); });
    }
}

/// The fields' values as one list; the core decides what becomes of them.
fn write(model: &Model<'_>) -> TokenStream {
    let ident = &model.input.ident;
    let generics =
        bounded_by(&model.input.generics, &[parse_quote!(__::ConfigValue), parse_quote!(__::WriteValue)]);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let table = quote! { <Self as __::ServiceConfig>::SCHEMA };
    let body = match &model.shape {
        Shape::Newtype(_) => quote! { __::WriteValue::write(&self.0) },
        Shape::Struct(fields) => {
            let names = in_table(fields).filter_map(|field| field.ident);
            quote! { __::write_section(#table, &[#(&self.#names),*]) }
        }
        Shape::Enum { variants, .. } => {
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let ident = variant.ident;
                match &variant.content {
                    Content::Unit => quote! { Self::#ident => __::write_variant(#table, #index, &[]) },
                    Content::Newtype(_) => {
                        quote! { Self::#ident(value) => __::write_variant(#table, #index, &[value]) }
                    }
                    Content::Struct(fields) => {
                        let names: Vec<&Ident> = in_table(fields).filter_map(|field| field.ident).collect();
                        quote! { Self::#ident { #(#names,)* .. } => __::write_variant(#table, #index, &[#(#names),*]) }
                    }
                }
            });
            quote! { match self { #(#arms),* } }
        }
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics __::WriteValue for #ident #type_generics #where_clause {
            fn write(&self) -> __::AnyValue {
                #body
            }
        }
    }
}

fn check_change(model: &Model<'_>) -> TokenStream {
    if model.change_checks.is_empty() {
        return TokenStream::new();
    }
    let calls = model.change_checks.iter().enumerate().map(|(index, check)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let expression = check.expression;
        quote! { outcomes.check(#index, #expression); }
    });
    quote! {
        fn check_change(old: &Self, new: &Self, outcomes: &mut __::ChangeOutcomes) {
            #(#calls)*
        }
    }
}

fn guards(model: &Model<'_>) -> TokenStream {
    let of =
        |fields: &[Field<'_>]| fields.iter().filter_map(|field| field.guard.clone()).collect::<TokenStream>();
    match &model.shape {
        Shape::Struct(fields) => of(fields),
        Shape::Newtype(field) => field.guard.clone().unwrap_or_default(),
        Shape::Enum { variants, .. } => variants
            .iter()
            .map(|variant| match &variant.content {
                Content::Unit => TokenStream::new(),
                Content::Newtype(field) => field.guard.clone().unwrap_or_default(),
                Content::Struct(fields) => of(fields),
            })
            .collect(),
    }
}
