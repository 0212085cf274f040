use config_core::ServiceConfig;

/// A choice.
#[derive(ServiceConfig)]
enum Choice {
    /// One.
    One,
}

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default)]
    choice: Choice,
}

fn main() {}
