use std::net::IpAddr;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "10.0.0.256")]
    value: IpAddr,
}

fn main() {}
