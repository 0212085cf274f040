use config_core::ServiceConfig;

struct Connection;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "x")]
    connection: Connection,
    /// What it was.
    #[config(default, range(1..=2))]
    other: Connection,
    /// What it will be.
    #[config(default = Connection)]
    third: Connection,
}

fn main() {}
