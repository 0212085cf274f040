use std::time::Instant;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(parse)]
    start: Instant,
    /// What it was.
    #[config(serde)]
    end: Instant,
}

fn main() {}
