use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// One.
    #[config(alias = "two", alias = "uno")]
    one: u16,
    /// Two.
    two: u16,
}

fn main() {}
