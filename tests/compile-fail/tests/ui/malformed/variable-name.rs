use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(env = "1ST-PORT")]
    value: u16,
}

fn main() {}
