use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
struct Small {
    /// A field.
    port: u16,
}

static SMALL: config_core::Layer = config_core::embed_config!(Small, "*.toml", "Cargo.*");

fn main() {}
