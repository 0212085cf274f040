use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(serde, default = "long", length(..=3))]
    value: String,
}

fn main() {}
