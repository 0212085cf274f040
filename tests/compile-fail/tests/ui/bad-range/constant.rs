use std::time::Duration;

use config_core::ServiceConfig;

const MOST: u32 = 5;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// How many.
    #[config(default = 9, range(1..=MOST))]
    number: u32,
    /// How long.
    #[config(range(MOST..))]
    timeout: Duration,
}

fn main() {}
