use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(pattern("^[0-9]+$"))]
    value: u16,
}

fn main() {}
