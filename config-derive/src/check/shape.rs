//! Structs with names, newtypes and enums, as the model has them.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Fields};

use super::names::{duplicates, replacements};
use super::settings::deprecated;
use super::{field, plain};
use crate::attr::{self, Attributes, FieldAttributes, TypeAttributes};
use crate::error::Errors;
use crate::model::{Content, Field, Shape, Variant};
use crate::names::Case;

pub(super) fn shape<'i>(
    input: &'i DeriveInput,
    attributes: &'i Attributes,
    errors: &mut Errors,
) -> Option<Shape<'i>> {
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
                    "the fields of a configuration have names: write { first: …, second: … }; only a single field may have none",
                );
                None
            }
            Fields::Unit => Some(Shape::Struct(Vec::new())),
        },
        Data::Enum(data) => {
            if data.variants.is_empty() {
                errors.at(input.ident.span(), "an enum without variants has no values; add a variant");
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
                errors.at(span, format!("two variants are called \"{name}\"; rename one of them"));
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
                    let own = attributes.fields[index].iter().zip(variant.fields.iter());
                    let rename = own
                        .filter(|(_, written)| written.ident.as_ref() == field.ident)
                        .find_map(|(own, _)| own.rename.as_ref().map(syn::LitStr::span));
                    errors.at(
                        rename.unwrap_or(field.span),
                        format!("the key \"{tag}\" already names the variant; rename the field, or the tag"),
                    );
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
                errors.at(
                    unnamed.span(),
                    "a variant holds named fields or a single value: write { first: …, second: … }",
                );
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
    Some(field::model(field, own, "0".to_owned(), doc, input, errors))
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
        models.push(field::model(field, own, key, doc, input, errors));
    }
    duplicates(&models, attributes, types, errors);
    replacements(&models, attributes, errors);
    models
}
