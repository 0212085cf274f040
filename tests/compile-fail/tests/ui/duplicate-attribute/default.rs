use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 1, default = 2)]
    value: u16,
}

fn main() {}
