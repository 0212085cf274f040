use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(reload = "never")]
    value: u16,
}

fn main() {}
