use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(recursive, serde)]
    value: Box<String>,
}

fn main() {}
