use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// Two.
    Two(u16, u16),
}

fn main() {}
