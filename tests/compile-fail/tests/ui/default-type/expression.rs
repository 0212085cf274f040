use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = String::from("x"))]
    value: u16,
}

fn main() {}
