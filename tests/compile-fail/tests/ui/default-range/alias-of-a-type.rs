use config_core::ServiceConfig;

type Seconds = u32;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(default = 90, range(1..=60))]
    seconds: Seconds,
}

fn main() {}
