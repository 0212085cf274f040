use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "yes")]
    value: Option<bool>,
}

fn main() {}
