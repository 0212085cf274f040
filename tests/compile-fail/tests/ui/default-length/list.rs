use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = ["a", "b", "c"], length(..=2))]
    value: Vec<String>,
}

fn main() {}
