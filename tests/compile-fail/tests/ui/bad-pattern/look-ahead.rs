use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(pattern("(?=a)b"))]
    value: String,
}

fn main() {}
