use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(secret, example = "hunter2")]
    greeting: String,
}

fn main() {}
