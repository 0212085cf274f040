use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    api_keys: Vec<String>,
}

fn main() {}
