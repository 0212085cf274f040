use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(env_prefx = "GATEWAY")]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
