use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// The new one.
    limits: u16,
    /// The old one.
    #[config(deprecated(use = "limts.max"))]
    value: u16,
}

fn main() {}
