use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(defualt = 8080)]
    value: u16,
}

fn main() {}
