use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(deprecated(note = "a", note = "b"))]
    value: u16,
}

fn main() {}
