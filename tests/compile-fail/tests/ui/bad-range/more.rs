use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range(1..=2, 5))]
    value: u16,
}

fn main() {}
