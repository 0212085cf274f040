use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(length(1..=64))]
    value: u16,
}

fn main() {}
