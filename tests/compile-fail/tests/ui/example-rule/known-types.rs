use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// What it is.
    #[config(length(..=3), example = "abc", example = "four")]
    length: String,
    /// What it is.
    #[config(pattern("^a$"), example = "b")]
    pattern: String,
    /// What it is.
    #[config(format = "hostname", example = "a_b")]
    format: String,
    /// What it is.
    #[config(range("1s"..="1m"), example = "2m")]
    range: Duration,
    /// What they are.
    #[config(range(..=9), example = [1, 10])]
    list: Vec<u8>,
}

fn main() {}
