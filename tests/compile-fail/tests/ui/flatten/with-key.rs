use std::collections::BTreeMap;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(flatten, rename = "other", env = "OTHER")]
    value: BTreeMap<String, String>,
}

fn main() {}
