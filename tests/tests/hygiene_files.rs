//! What the macros for committed files write means the same without the prelude, beside items that have the names of
//! primitive types, and where `config_core` has another name.

#![no_implicit_prelude]
#![expect(dead_code, non_camel_case_types, reason = "names that only stand in the way")]

mod renamed {
    pub(crate) use ::config_core as core_of_ours;
}

struct u8;
struct u32;
struct str;
struct bool;
struct usize;
struct Option;
struct Some;
struct None;
mod std {}
mod core {}
mod config_core {}

/// A configuration.
#[derive(::config_core::ServiceConfig)]
#[config(crate = crate::renamed::core_of_ours)]
struct Plain {
    /// A field.
    port: ::core::primitive::u16,
    /// A field.
    name: ::std::string::String,
    /// A field.
    #[config(deprecated(since = "1", note = "gone"))]
    old: ::core::option::Option<::core::primitive::u16>,
}

::config_core::check_config!(Plain, "tests/committed/hygiene.yaml");
renamed::core_of_ours::check_config!(
    Plain,
    "tests/committed/*.yaml",
    environment = "prod",
    partial,
    deprecated = "error",
    crate = crate::renamed::core_of_ours,
);

static EMBEDDED: ::config_core::Layer =
    ::config_core::embed_config!(Plain, "tests/committed/hygiene.yaml", crate = crate::renamed::core_of_ours);

#[::config_core::config_test(Plain, "tests/committed/*.yaml", crate = crate::renamed::core_of_ours)]
fn ports_are_eighty(plain: Plain, path: &::core::primitive::str) {
    ::core::assert_eq!(plain.port, 80);
    ::core::assert_eq!(path, "tests/committed/hygiene.yaml");
}

#[::core::prelude::v1::test]
fn embedded_files_load() {
    let plain: Plain = ::core::result::Result::unwrap(::config_core::Loader::new().embedded(EMBEDDED).load());
    ::core::assert_eq!(plain.port, 80);
}
