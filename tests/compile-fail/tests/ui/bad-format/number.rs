use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(format = "email")]
    value: u16,
}

fn main() {}
