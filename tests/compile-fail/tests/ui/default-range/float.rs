use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 1.5, range(0.0..=1.0))]
    value: f64,
}

fn main() {}
