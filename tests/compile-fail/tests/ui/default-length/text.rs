use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "", length(1..=64))]
    value: String,
}

fn main() {}
