use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(deprecated(sinc = "1.2"))]
    value: u16,
}

fn main() {}
