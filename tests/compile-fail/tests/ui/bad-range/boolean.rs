use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(range(0..=1))]
    value: bool,
}

fn main() {}
