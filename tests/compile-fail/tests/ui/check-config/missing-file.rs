use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

config_core::check_config!(Small, "Cargo.tml", "config/small.yaml");

fn main() {}
