use config_core::ServiceConfig;

struct Connection;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    connections: Vec<Connection>,
}

fn main() {}
