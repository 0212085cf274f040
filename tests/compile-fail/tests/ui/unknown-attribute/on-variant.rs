use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// One.
    #[config(renam = "first")]
    One,
}

fn main() {}
