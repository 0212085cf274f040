use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(secret, not_secret)]
    greeting: String,
}

fn main() {}
