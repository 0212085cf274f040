use std::net::SocketAddr;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(skip)]
    value: SocketAddr,
}

fn main() {}
