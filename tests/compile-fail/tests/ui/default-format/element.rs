use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = ["10.0.0.0/8", "10.0.0.0/33"], format = "cidr")]
    value: Vec<String>,
}

fn main() {}
