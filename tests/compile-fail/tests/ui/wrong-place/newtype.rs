use config_core::ServiceConfig;

/// A port.
#[derive(ServiceConfig)]
struct Port(#[config(default = 8080, rename = "port", env = "PORT")] u16);

fn main() {}
