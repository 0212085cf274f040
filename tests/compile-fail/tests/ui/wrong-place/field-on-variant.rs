use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// One.
    #[config(default)]
    One,
}

fn main() {}
