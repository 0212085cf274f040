use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(flatten = true)]
    value: u16,
}

fn main() {}
