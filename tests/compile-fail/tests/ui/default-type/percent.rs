use config_core::{Percent, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "half")]
    value: Percent,
}

fn main() {}
