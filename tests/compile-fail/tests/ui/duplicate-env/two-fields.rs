use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// One.
    #[config(env = "PORT")]
    one: u16,
    /// Two.
    #[config(env = "PORT")]
    two: u16,
}

fn main() {}
