use std::time::Duration;

use config_core::ServiceConfig;

type Timeout = Duration;

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// How long.
    #[config(default = "2h", range("1s"..="1h"))]
    timeout: Timeout,
    /// How long again.
    #[config(range(1..=60))]
    other: Timeout,
    /// How long once more.
    #[config(range("1h"..="1s"))]
    third: Timeout,
}

fn main() {}
