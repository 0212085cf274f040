use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(key = "name")]
    value: Vec<String>,
}

fn main() {}
