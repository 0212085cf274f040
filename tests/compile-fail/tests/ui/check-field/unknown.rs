use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check(self.valu > 1, "value must exceed 1"))]
struct Section {
    /// What it is.
    value: u16,
    /// A name.
    name: String,
}

fn main() {}
