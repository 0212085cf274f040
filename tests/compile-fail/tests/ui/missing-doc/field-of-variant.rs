use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// One.
    One {
        value: u16,
    },
}

fn main() {}
