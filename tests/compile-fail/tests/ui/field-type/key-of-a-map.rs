use std::collections::BTreeMap;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    names: BTreeMap<Vec<String>, String>,
}

fn main() {}
