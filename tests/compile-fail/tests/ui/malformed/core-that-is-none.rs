use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(crate = configuration)]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
