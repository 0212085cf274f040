//! Expansion snapshots: what each rule of the attribute grammar becomes, read as Rust code.
//!
//! `INSTA_UPDATE=always cargo test -p config-derive` writes them anew. Read what changed: what is written here is
//! compiled in every crate that derives.

mod fields;
mod types;

use syn::DeriveInput;

/// The expansion of an input, formatted.
fn expansion(input: &str) -> String {
    let input: DeriveInput = syn::parse_str(input).expect("the input is Rust");
    let file = syn::parse2(crate::expand(&input)).expect("the expansion is Rust");
    prettyplease::unparse(&file)
}

/// The expansion of a section with one field that has the attributes, without the implementations around the table and
/// the reading function, which are the same for all.
fn field(attributes: &str, ty: &str) -> String {
    let expansion = expansion(&format!(
        "/// A section.\nstruct Section {{\n /// What it is.\n #[config({attributes})]\n value: {ty},\n}}"
    ));
    let start = expansion.find("        const TABLE").expect("there is a table");
    let end =
        expansion.find("    #[automatically_derived]\n    impl __::ConfigValue").expect("there is a kind");
    let guards = expansion.find("    const _: () = __::check").map_or("", |start| &expansion[start..]);
    format!("{}{}", &expansion[start..end], guards)
}

/// One snapshot for each name, of the section that the attributes make.
macro_rules! field_snapshots {
    ($($name:ident: $attributes:literal, $type:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), super::field($attributes, $type), $attributes);
        }
    )*};
}
use field_snapshots;
