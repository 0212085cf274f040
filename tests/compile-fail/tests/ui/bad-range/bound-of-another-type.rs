use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range("1s"..=60))]
    value: Duration,
}

fn main() {}
