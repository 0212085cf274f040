use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(not_secret, not_secret)]
    token: String,
}

fn main() {}
