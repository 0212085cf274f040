use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(rename_all = "kebabcase")]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
