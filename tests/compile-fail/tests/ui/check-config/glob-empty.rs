use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

config_core::check_config!(Small, "config/*.yaml", "config/[.yaml");
config_core::check_config!(Small, "config/small.{environment}.yaml");

fn main() {}
