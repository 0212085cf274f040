use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(length(64..=1))]
    value: String,
}

fn main() {}
