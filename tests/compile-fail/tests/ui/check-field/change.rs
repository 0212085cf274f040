use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(check_change(new.valu > old.value, "value must grow"))]
struct Section {
    /// What it is.
    value: u16,
    /// A name.
    name: String,
}

fn main() {}
