use config_core::ServiceConfig;

struct Connection;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    connection: Connection,
}

fn main() {}
