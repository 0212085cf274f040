use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 101, range(..=100))]
    value: u32,
}

fn main() {}
