use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config]
struct Section {
    /// What it is.
    #[config = "default"]
    value: u16,
}

fn main() {}
