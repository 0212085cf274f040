use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = [1, "b", 3])]
    value: Vec<u16>,
}

fn main() {}
