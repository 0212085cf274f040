use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(env = "PORT", env = "PORT")]
    value: u16,
}

fn main() {}
