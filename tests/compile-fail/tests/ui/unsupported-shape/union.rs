use config_core::ServiceConfig;

/// Either.
#[derive(ServiceConfig)]
union Either {
    /// One.
    one: u16,
    /// Two.
    two: i16,
}

fn main() {}
