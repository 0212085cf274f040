use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = ["fine", "Not Fine"], pattern("^[a-z]+$"))]
    value: Vec<String>,
}

fn main() {}
