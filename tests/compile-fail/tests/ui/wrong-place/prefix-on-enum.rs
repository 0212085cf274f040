use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
#[config(env_prefix = "CHOICE", version = 2, allow_unknown)]
enum Choice {
    /// One.
    One,
}

fn main() {}
