use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(must_exist = "file")]
    value: u16,
}

fn main() {}
