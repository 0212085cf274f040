use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(example = "soon")]
    value: Duration,
}

fn main() {}
