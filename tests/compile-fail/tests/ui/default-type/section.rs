use config_core::ServiceConfig;

/// The outer section.
#[derive(ServiceConfig)]
struct Outer {
    /// The inner one.
    #[config(default = "standard")]
    inner: Inner,
}

/// The inner section.
#[derive(ServiceConfig)]
struct Inner {
    /// What it is.
    value: u16,
}

fn main() {}
