use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check(self.value > 1, 5))]
struct Section {
    /// What it is.
    value: u16,
    /// A name.
    name: String,
}

fn main() {}
