use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "Big Model", pattern("^[a-z-]+$"))]
    value: String,
}

fn main() {}
