use config_core::{Secret, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(example = "hunter2")]
    password: Secret<String>,
}

fn main() {}
