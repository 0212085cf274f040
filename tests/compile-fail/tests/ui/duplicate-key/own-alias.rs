use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// One.
    #[config(alias = "one")]
    one: u16,
}

fn main() {}
