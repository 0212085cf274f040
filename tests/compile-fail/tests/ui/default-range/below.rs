use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 0, range(1..=65_535))]
    value: u16,
}

fn main() {}
