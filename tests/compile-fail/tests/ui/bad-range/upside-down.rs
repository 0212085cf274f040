use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range(10..=1))]
    value: u16,
}

fn main() {}
