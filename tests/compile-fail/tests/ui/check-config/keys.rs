use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
#[config(allow_unknown)]
struct Manifest {
    /// A field.
    package: Package,
    /// A field.
    port: u16,
}

/// A section.
#[derive(ServiceConfig)]
#[config(allow_unknown)]
struct Package {
    /// A field.
    name: u16,
    /// A field.
    #[config(range(2024..=2030))]
    edition: u16,
    /// A field.
    #[config(length(..=3))]
    version: String,
}

config_core::check_config!(Manifest, "Cargo.toml");

fn main() {}
