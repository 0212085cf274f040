use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default, required_in("production"))]
    value: String,
}

fn main() {}
