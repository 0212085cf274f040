use std::num::NonZeroU32;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 0)]
    value: NonZeroU32,
}

fn main() {}
