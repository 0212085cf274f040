use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "2h", range("1s"..="1h"))]
    value: Duration,
}

fn main() {}
