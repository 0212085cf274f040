use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range("soon".."later"))]
    value: Duration,
}

fn main() {}
