use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section<'a> {
    /// What it is.
    value: &'a str,
}

fn main() {}
