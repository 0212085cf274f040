use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check_change(new.value > old.value, "value must grow", environment = "production"))]
struct Section {
    /// What it is.
    value: u16,
    /// A name.
    name: String,
}

fn main() {}
