use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// One.
    max_tokens: u16,
    /// Two.
    #[config(rename = "max-tokens")]
    two: u16,
}

fn main() {}
