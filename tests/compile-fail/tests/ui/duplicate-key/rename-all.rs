use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(rename_all = "lowercase")]
struct Section {
    /// One.
    max_batch: u16,
    /// Two.
    maxbatch: u16,
}

fn main() {}
