use config_core::{ByteSize, ServiceConfig};

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = "32 buckets")]
    value: ByteSize,
}

fn main() {}
