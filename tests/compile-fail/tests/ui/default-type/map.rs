use std::collections::BTreeMap;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "a=b")]
    value: BTreeMap<String, String>,
}

fn main() {}
