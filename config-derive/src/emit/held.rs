//! The fields that have rules, for a macro of the core that makes a function of them, or nothing.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::in_table;
use crate::model::{Content, Field, Model, Read, Shape};

/// The call of that macro; nothing when no field has such rules.
pub(super) fn held(model: &Model<'_>) -> TokenStream {
    let content = match &model.shape {
        Shape::Struct(fields) => with_rules(fields),
        Shape::Newtype(field) => with_rules(std::slice::from_ref(field)),
        Shape::Enum { variants, .. } => {
            let variants = variants.iter().enumerate().map(|(index, variant)| {
                let fields = match &variant.content {
                    Content::Unit => return TokenStream::new(),
                    Content::Newtype(field) => with_rules(std::slice::from_ref(field)),
                    Content::Struct(fields) => with_rules(fields),
                };
                if fields.is_empty() {
                    return fields;
                }
                let (index, ident) = (Literal::usize_unsuffixed(index), variant.ident);
                quote! { #index #ident { #fields } }
            });
            variants.collect()
        }
    };
    if content.is_empty() {
        return content;
    }
    let what = if matches!(model.shape, Shape::Enum { .. }) { quote!(enum) } else { quote!(struct) };
    quote! { __::held_rules! { #what #content } }
}

/// Places in the table and members. What is read through other traits shows its values to nobody.
fn with_rules(fields: &[Field<'_>]) -> TokenStream {
    let own = |field: &Field<'_>| field.held && matches!(field.read, Read::Plain(_) | Read::Recursive(_));
    let fields = in_table(fields).enumerate().filter(|(_, field)| own(field)).map(|(index, field)| {
        let (index, member) = (Literal::usize_unsuffixed(index), field.member());
        quote! { #index #member }
    });
    fields.collect()
}
