use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range(0..=100_000))]
    value: u16,
}

fn main() {}
