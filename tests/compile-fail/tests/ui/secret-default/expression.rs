use config_core::{Secret, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = Secret::new(String::new()))]
    password: Option<Secret<String>>,
}

fn main() {}
