use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(rnage(1..=2), default = 1, unti = "ms")]
    value: u16,
}

fn main() {}
