use config_core::ServiceConfig;

type Port = u16;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "http")]
    port: Port,
}

fn main() {}
