use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// One.
    One,
    /// Two.
    #[config(alias = "one")]
    Two,
}

fn main() {}
