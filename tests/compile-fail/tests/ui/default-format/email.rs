use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "nobody", format = "email")]
    value: String,
}

fn main() {}
