use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(rename = "limits.port", alias = "")]
    value: u16,
}

fn main() {}
