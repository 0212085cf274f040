use config_core::ServiceConfig;

/// A port.
#[derive(ServiceConfig)]
struct Port(u16);

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 70000)]
    port: Port,
}

fn main() {}
