use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(flatten)]
    value: Vec<String>,
}

fn main() {}
