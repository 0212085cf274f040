use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(env_prefix = "GATEWAY")]
struct Section {
    /// One.
    port: u16,
    /// Two.
    #[config(env = "GATEWAY_PORT")]
    two: u16,
}

fn main() {}
