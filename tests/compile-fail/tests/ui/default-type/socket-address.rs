use std::net::SocketAddr;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "localhost:8080")]
    value: SocketAddr,
}

fn main() {}
