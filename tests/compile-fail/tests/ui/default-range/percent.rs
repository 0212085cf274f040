use config_core::{Percent, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "95%", range("1%".."95%"))]
    value: Percent,
}

fn main() {}
