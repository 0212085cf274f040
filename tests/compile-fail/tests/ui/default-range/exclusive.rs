use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 100, range(0..100))]
    value: u32,
}

fn main() {}
