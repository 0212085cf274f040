use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(example = usize::MAX)]
    value: usize,
}

fn main() {}
