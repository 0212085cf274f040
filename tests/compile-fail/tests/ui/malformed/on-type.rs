use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(env_prefix = "gateway_", version = "two")]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
