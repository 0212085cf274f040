use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(parse, default = 80)]
    value: u16,
}

fn main() {}
