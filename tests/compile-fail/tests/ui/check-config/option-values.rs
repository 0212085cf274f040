use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

config_core::check_config!(
    Small,
    "config/small.yaml",
    environment = 5,
    partial = true,
    deprecated = "never",
    partial,
    partial,
    crate = "config_core",
);

fn main() {}
