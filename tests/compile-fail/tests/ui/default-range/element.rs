use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = [1, 2, 900], range(1..=100))]
    value: Vec<u32>,
}

fn main() {}
