use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    // A comment for those who read the code.
    value: u16,
    ///
    empty: u16,
}

fn main() {}
