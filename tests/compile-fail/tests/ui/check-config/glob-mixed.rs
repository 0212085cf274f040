use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

config_core::check_config!(Small, "config/*.yaml", "config/small.yaml");

fn main() {}
