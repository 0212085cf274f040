use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    documented: u16,
    bare: u16,
}

fn main() {}
