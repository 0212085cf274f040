use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range(1..=64))]
    value: String,
}

fn main() {}
