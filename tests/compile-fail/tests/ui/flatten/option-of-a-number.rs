use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(flatten)]
    value: Option<u16>,
}

fn main() {}
