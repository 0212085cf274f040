use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(write)]
struct Section {
    /// What it is.
    #[config(parse)]
    value: u16,
}

fn main() {}
