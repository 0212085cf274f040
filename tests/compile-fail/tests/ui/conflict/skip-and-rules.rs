use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(skip, range(1..=2), env = "VALUE")]
    value: u16,
}

fn main() {}
