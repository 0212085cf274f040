use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(pattern("^[a-z"))]
    value: String,
}

fn main() {}
