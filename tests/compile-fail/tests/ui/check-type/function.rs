use config_core::ServiceConfig;

fn even(value: &u32) -> Result<(), String> {
    if value % 2 == 0 { Ok(()) } else { Err("must be even".to_owned()) }
}

fn loud(value: &u16) -> bool {
    *value > 3
}

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(validate(even))]
    value: u16,
    /// How loud.
    #[config(validate(loud))]
    volume: u16,
}

fn main() {}
