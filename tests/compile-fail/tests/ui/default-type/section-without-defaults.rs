use config_core::ServiceConfig;

/// The outer section.
#[derive(ServiceConfig)]
struct Outer {
    /// The inner one.
    #[config(default)]
    inner: Inner,
}

/// The inner section.
#[derive(ServiceConfig)]
struct Inner {
    /// One.
    #[config(default = 1)]
    one: u16,
    /// Two.
    two: u16,
}

fn main() {}
