use config_core::ServiceConfig;
use config_core::Secret;

/// A key.
#[derive(ServiceConfig)]
struct Key(Secret<String>);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "hunter2")]
    admin: Key,
}

fn main() {}
