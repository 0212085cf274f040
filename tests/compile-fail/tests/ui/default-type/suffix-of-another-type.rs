use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 5u64)]
    value: u16,
}

fn main() {}
