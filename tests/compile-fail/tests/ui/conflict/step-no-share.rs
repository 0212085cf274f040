use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(max_step = "20")]
    value: u32,
}

fn main() {}
