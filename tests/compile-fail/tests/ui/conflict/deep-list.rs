use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(merge = "deep")]
    value: Vec<String>,
}

fn main() {}
