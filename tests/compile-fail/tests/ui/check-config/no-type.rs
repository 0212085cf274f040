use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

config_core::check_config!("config/small.yaml");
config_core::check_config!();

fn main() {}
