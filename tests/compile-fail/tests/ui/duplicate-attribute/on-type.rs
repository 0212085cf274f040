use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(env_prefix = "ONE", version = 1)]
#[config(env_prefix = "TWO", version = 2)]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
