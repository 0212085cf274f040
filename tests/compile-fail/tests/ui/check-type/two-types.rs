use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check(self.value < self.name, "value must be below name"))]
struct Section {
    /// What it is.
    value: u16,
    /// A name.
    name: String,
}

fn main() {}
