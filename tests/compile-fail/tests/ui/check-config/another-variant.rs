use config_core::ServiceConfig;

/// A configuration.
#[derive(ServiceConfig)]
#[config(allow_unknown)]
struct Manifest {
    /// A section.
    package: Package,
}

/// A section.
#[derive(ServiceConfig)]
struct Package {
    /// A field.
    publish: bool,
    /// An enum whose keys stand in the section.
    #[config(flatten)]
    edition: Edition,
}

/// An enum.
#[derive(ServiceConfig)]
#[config(tag = "edition")]
enum Edition {
    /// A variant.
    #[config(rename = "2018")]
    Old {
        /// A field.
        name: String,
    },
    /// The variant of the file.
    #[config(rename = "2024")]
    New {
        /// A field.
        version: String,
    },
}

config_core::check_config!(Manifest, "Cargo.toml");

fn main() {}
