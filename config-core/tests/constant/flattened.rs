//! A schema whose enums stand in the section around them.

#![expect(dead_code, reason = "the tables are compared, and nobody asks for the values")]

use std::collections::BTreeMap;

use config_core::ServiceConfig;

/// A section whose enums stand in it.
#[derive(ServiceConfig)]
pub(crate) struct Flattened {
    /// A field.
    #[config(alias = "label")]
    pub name: Option<String>,
    /// A field.
    #[config(flatten)]
    pub store: Store,
    /// A field.
    #[config(flatten)]
    pub output: Option<Way>,
    /// A field.
    #[config(default)]
    pub inner: Vec<Beside>,
}

/// An enum beside a map.
#[derive(ServiceConfig)]
pub(crate) struct Beside {
    /// A field.
    #[config(flatten)]
    pub way: Way,
    /// A field.
    #[config(flatten)]
    pub rest: BTreeMap<String, u8>,
}

/// An enum with a type of its own, and with an enum in a variant.
#[derive(ServiceConfig)]
#[config(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Store {
    /// A variant.
    Disk {
        /// A field.
        path: String,
        /// A field.
        #[config(default = 1, alias = "quota", range(1..=9))]
        size: u8,
    },
    /// A variant.
    #[config(alias = "s3")]
    Bucket(Bucket),
    /// A variant.
    Memory {
        /// A field.
        #[config(default = 1)]
        size: u8,
    },
    /// A variant.
    Off,
}

/// A section in the place of a variant.
#[derive(ServiceConfig)]
pub(crate) struct Bucket {
    /// A field.
    pub bucket: String,
    /// A field.
    #[config(flatten)]
    pub access: Access,
}

/// An enum in a variant.
#[derive(ServiceConfig)]
#[config(tag = "access", rename_all = "lowercase")]
pub(crate) enum Access {
    /// A variant.
    Open,
    /// A variant.
    Role {
        /// A field.
        role: String,
    },
}

/// An enum without unit variants.
#[derive(ServiceConfig)]
#[config(tag = "way", rename_all = "lowercase")]
pub(crate) enum Way {
    /// A variant.
    File {
        /// A field.
        file: String,
    },
    /// A variant.
    Line {
        /// A field.
        #[config(default = false)]
        color: bool,
    },
}
