//! Calls to others when something happens.

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{ByteSize, Percent, Secret, ServiceConfig};

use crate::value::{Cidr, DnsLabel};

/// A call to another program when something happens.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.url.starts_with("https://"), "a webhook is called over https", environment = "production", code = "HOOK-044"),
    check(!self.allowed_networks.iter().any(is_link_local), "allowed_networks must not hold link-local addresses, where machines tell their secrets",
          code = "HOOK-044"),
)]
pub struct Webhook {
    /// Address that is called.
    #[config(format = "url")]
    pub url: String,
    /// Method of the call.
    #[config(default = "POST")]
    pub method: WebhookMethod,
    /// Headers of the call.
    #[config(default)]
    pub headers: BTreeMap<String, Secret<String>>,
    /// How the receiver knows who calls.
    pub signature: Option<Signature>,
    /// Longest time of a call.
    #[config(default = "10s", range("100ms"..="10m"))]
    pub timeout: Duration,
    /// What happens when a call fails.
    #[config(default)]
    pub retries: WebhookRetries,
    /// What is told; everything when empty.
    #[config(default = [])]
    pub events: Vec<String>,
    /// Largest body.
    #[config(default = "1MiB", range("1KiB"..="64MiB"))]
    pub max_body: ByteSize,
    /// Networks that may be called; all public ones when empty.
    #[config(default = [])]
    pub allowed_networks: Vec<Cidr>,
    /// Where calls go that failed for good.
    pub dead_letter: Option<DeadLetter>,
}

fn is_link_local(network: &Cidr) -> bool {
    ["169.254.0.0/16", "fe80::/10"]
        .iter()
        .filter_map(|text| text.parse::<Cidr>().ok())
        .any(|local| local.contains(network) || network.contains(&local))
}

/// How the receiver knows who calls.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Signature {
    /// Key that both sides know.
    pub secret: Secret<String>,
    /// Header that carries the signature.
    #[config(default = "X-Signature")]
    pub header: String,
    /// How it is made.
    #[config(default = "hmac-sha256")]
    pub algorithm: SignatureAlgorithm,
}

/// The method of a call that has a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "UPPERCASE", write)]
pub enum WebhookMethod {
    /// Something new.
    Post,
    /// In place of what there is.
    Put,
    /// A part of what there is.
    Patch,
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SignatureAlgorithm {
    /// HMAC with SHA-256.
    #[config(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[config(rename = "hmac-sha512")]
    HmacSha512,
}

/// What happens when a call fails.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.backoff_base <= self.backoff_max, "backoff_base must not exceed backoff_max", code = "HOOK-067"),
)]
pub struct WebhookRetries {
    /// Further attempts after the first.
    #[config(default = 5, range(0..=100))]
    pub attempts: u8,
    /// First pause; each further one is twice as long.
    #[config(default = "1s", range("10ms"..="1h"), effective_when(self.attempts > 0))]
    pub backoff_base: Duration,
    /// Longest pause.
    #[config(default = "5m", range("10ms"..="24h"), effective_when(self.attempts > 0))]
    pub backoff_max: Duration,
    /// Share by which pauses differ.
    #[config(default = "20%")]
    pub jitter: Percent,
    /// Longest time of all attempts together.
    #[config(default = "1h", range("1s"..="168h"))]
    pub max_elapsed: Duration,
}

/// Where calls go that failed for good.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DeadLetter {
    /// Name of the broker's service in the environment.
    pub service: DnsLabel,
    /// Name of the queue.
    pub queue: String,
}
