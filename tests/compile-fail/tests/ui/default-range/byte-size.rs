use config_core::{ByteSize, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "2GiB", range("1KiB"..="1GiB"))]
    value: ByteSize,
}

fn main() {}
