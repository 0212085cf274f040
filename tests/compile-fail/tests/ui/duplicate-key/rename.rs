use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// One.
    port: u16,
    /// Two.
    #[config(rename = "port")]
    two: u16,
}

fn main() {}
