use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check(self.value > 1, "value must exceed 1", enviroment = "production"))]
struct Section {
    /// What it is.
    value: u16,
}

fn main() {}
