//! The derive without a crate called `config_core`: its name here is `renamed`, and once more `facade::inner`.

use std::collections::BTreeMap;

use renamed::ServiceConfig;

/// A path to the core through a module of one's own, as a framework has it.
pub mod facade {
    pub use renamed as inner;

    /// What a framework writes for its users, who know nothing of the core.
    #[macro_export]
    macro_rules! section {
        ($(#[doc = $section:literal])* struct $name:ident { $(#[doc = $doc:literal])* $field:ident: $type:ty = $default:literal }) => {
            $(#[doc = $section])*
            #[derive(Debug, $crate::facade::inner::ServiceConfig)]
            #[config(crate = $crate::facade::inner)]
            pub struct $name {
                $(#[doc = $doc])*
                #[config(default = $default)]
                pub $field: $type,
            }
        };
    }
}

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(crate = renamed, env_prefix = "RENAMED", check(self.least <= self.most, "least must not exceed most"))]
pub struct Service {
    /// Fewest.
    #[config(default = 1, range(0..=10))]
    pub least: u32,
    /// Most.
    #[config(default = LIMIT, validate(even))]
    pub most: u32,
    /// A section.
    #[config(default)]
    pub inner: Inner,
    /// A choice.
    #[config(default = "small")]
    pub size: Size,
    /// Through `FromStr`.
    #[config(parse, default = "127.0.0.1")]
    pub address: std::net::IpAddr,
    /// Through serde.
    #[config(serde, default)]
    pub labels: BTreeMap<String, String>,
    /// From a macro.
    #[config(default)]
    pub made: Made,
}

const LIMIT: u32 = 4;

fn even(number: &u32) -> Result<(), String> {
    if number.is_multiple_of(2) { Ok(()) } else { Err("must be even".to_owned()) }
}

/// A section.
#[derive(Debug, ServiceConfig)]
#[config(crate = crate::facade::inner, write)]
pub struct Inner {
    /// A flag.
    #[config(default = false)]
    pub flag: bool,
}

/// A choice.
#[derive(Debug, PartialEq, ServiceConfig)]
#[config(crate = ::renamed)]
pub enum Size {
    /// Small.
    Small,
    /// As large as said.
    Custom(u64),
}

section! {
    /// A section that a macro writes.
    struct Made {
        /// How many.
        count: u8 = 3
    }
}
