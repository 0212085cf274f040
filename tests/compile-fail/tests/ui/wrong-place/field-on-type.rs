use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(default, range(1..=5))]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
