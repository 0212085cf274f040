use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(rename("other"), env)]
    value: u16,
}

fn main() {}
