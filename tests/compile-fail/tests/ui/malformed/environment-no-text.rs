use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(required_in(production))]
    value: u16,
}

fn main() {}
