use std::str::FromStr;

use config_core::ServiceConfig;

struct Level;

impl FromStr for Level {
    type Err = ();

    fn from_str(_: &str) -> Result<Self, ()> {
        Ok(Self)
    }
}

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(parse, default = "info")]
    level: Level,
}

fn main() {}
