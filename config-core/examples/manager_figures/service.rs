//! A configuration of 32 values with an invariant that spans three of them.

use std::fmt::Write as _;

use config_core::ServiceConfig;

/// A service with four sections of seven values, and four values of its own.
#[derive(Debug, ServiceConfig)]
#[config(check(self.left + self.right == 1_000_000, "left and right must make a million"))]
pub(crate) struct Service {
    /// Number of the update, first in the file.
    pub(crate) first: u32,
    /// The left share: the number of the update.
    pub(crate) left: u32,
    /// The gateway.
    pub(crate) gateway: Part,
    /// The engine.
    pub(crate) engine: Part,
    /// The store.
    pub(crate) store: Part,
    /// The monitor.
    pub(crate) monitor: Part,
    /// The right share.
    pub(crate) right: u32,
    /// Number of the update, last in the file.
    pub(crate) last: u32,
}

/// One part of the service.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "most values are there to be read, as in any service")]
pub(crate) struct Part {
    /// Address to listen on.
    address: std::net::SocketAddr,
    /// Name for people.
    name: String,
    /// Time for one request.
    timeout: std::time::Duration,
    /// Size of one request.
    size: config_core::ByteSize,
    /// Requests at once.
    #[config(range(1..=10_000))]
    requests: u32,
    /// Share of requests that are traced.
    traced: f64,
    /// Whether it runs.
    enabled: bool,
}

impl Service {
    /// Whether all values belong to one update.
    pub(crate) fn is_whole(&self) -> bool {
        self.first == self.last && self.left == self.first && self.left + self.right == 1_000_000
    }
}

/// The text of an update, about one kibibyte. Missing values have no defaults, so that no part of it is valid alone.
pub(crate) fn text(number: u32) -> String {
    let mut text = format!("first: {number}\nleft: {number}\n");
    for (port, part) in ["gateway", "engine", "store", "monitor"].iter().enumerate() {
        let _ = write!(
            text,
            "{part}:\n  address: 127.0.0.1:80{port}0\n  name: the {part} of the platform, update {number}\n  \
             timeout: 30s\n  size: 32MiB\n  requests: 512\n  traced: 0.25\n  enabled: true\n"
        );
    }
    let _ = write!(text, "right: {}\nlast: {number}\n", 1_000_000 - number);
    text
}
