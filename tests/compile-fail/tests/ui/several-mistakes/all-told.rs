use std::time::Duration;

use config_core::ServiceConfig;

/// A section.
#[derive(ServiceConfig)]
#[config(env_prefix = "gateway", colour = "green")]
struct Section {
    undocumented: u16,
    /// How long.
    #[config(default = "2h", range("1s"..="1h"))]
    timeout: Duration,
    /// A key.
    api_key: String,
    /// The first.
    #[config(rename = "second", defualt = 1)]
    first: u16,
    /// The second.
    #[config(pattern("["), length(5..=3), format = "email")]
    second: String,
    /// The third.
    #[config(merge = "appendd", serde, parse)]
    third: Vec<String>,
}

fn main() {}
