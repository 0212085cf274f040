//! Persistence of NATS.

use config_core::{Secret, ServiceConfig};

use super::SyncInterval;
use crate::value::GoDuration;

/// Persistence. `jetstream: enabled` in a file is a section without settings.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JetStream {
    /// Whether it is on.
    #[config(default = true, alias = "enable")]
    pub enabled: bool,
    /// Directory of the data.
    #[config(alias = "storedir", alias = "store", reload = "restart")]
    pub store_dir: Option<String>,
    /// Most memory; by default three quarters of what there is. It may grow at a reload, but not shrink.
    #[config(alias = "max_mem", alias = "max_mem_store", range(-1..), unit = "bytes")]
    pub max_memory_store: Option<i64>,
    /// Most room on the disk. It may grow at a reload, but not shrink.
    #[config(alias = "max_file", range(-1..), unit = "bytes")]
    pub max_file_store: Option<i64>,
    /// Domain.
    #[config(pattern("^[^ \\t\\r\\n.*>]+$"), reload = "restart")]
    pub domain: Option<String>,
    /// Limits of the server; they are not those of accounts.
    pub limits: Option<JetStreamLimits>,
    /// Key that data on the disk is encrypted with.
    #[config(alias = "ek", alias = "encryption_key", reload = "restart")]
    pub key: Option<Secret<String>>,
    /// Key that data on the disk was encrypted with before.
    #[config(since = "2.11", reload = "restart")]
    pub prev_encryption_key: Option<Secret<String>>,
    /// Cipher of the encryption.
    #[config(reload = "restart")]
    pub cipher: Option<Cipher>,
    /// Encryption with a key of the machine's security chip, on Windows.
    #[config(since = "2.11", reload = "restart")]
    pub tpm: Option<Tpm>,
    /// Suffix of the domain's name in other servers.
    #[config(reload = "restart")]
    pub extension_hint: Option<String>,
    /// Tag of which the servers that hold a stream must have different values.
    #[config(reload = "restart")]
    pub unique_tag: Option<String>,
    /// Most bytes that a server may still owe another that catches up.
    #[config(unit = "bytes", reload = "restart")]
    pub max_outstanding_catchup: Option<i64>,
    /// Time between two times that data is flushed to the disk; `always` is after every message.
    #[config(alias = "sync", since = "2.10", reload = "restart")]
    pub sync_interval: Option<SyncInterval>,
    /// Most requests that wait.
    #[config(range(0..), since = "2.11", reload = "restart")]
    pub request_queue_limit: Option<i64>,
    /// Most requests for information that wait.
    #[config(range(0..), since = "2.12", reload = "restart")]
    pub info_queue_limit: Option<i64>,
    /// Most bytes of messages that wait for a stream.
    #[config(unit = "bytes", since = "2.11", reload = "restart")]
    pub max_buffered_size: Option<i64>,
    /// Most messages that wait for a stream.
    #[config(range(0..), since = "2.11", reload = "restart")]
    pub max_buffered_msgs: Option<i64>,
    /// Whether requests with fields that the server does not know are refused (so by default in 2.15).
    #[config(since = "2.11", reload = "restart")]
    pub strict: Option<bool>,
    /// Entries of the cluster's log after which it is made smaller.
    #[config(range(0..), since = "2.12", reload = "restart")]
    pub meta_compact: Option<i64>,
    /// Bytes of the cluster's log after which it is made smaller.
    #[config(unit = "bytes", since = "2.12", reload = "restart")]
    pub meta_compact_size: Option<i64>,
    /// Whether the cluster's log waits until it is smaller.
    #[config(since = "2.12", reload = "restart")]
    pub meta_compact_sync: Option<bool>,
}

/// A cipher of data on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum Cipher {
    /// ChaCha20-Poly1305.
    #[config(alias = "chacha")]
    Chachapoly,
    /// AES-GCM.
    Aes,
}

/// Encryption with a key of the machine's security chip.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Tpm {
    /// File of the encrypted keys.
    pub keys_file: Option<String>,
    /// Password of the keys.
    pub encryption_password: Option<Secret<String>>,
    /// Password of the chip.
    pub srk_password: Option<Secret<String>>,
    /// Register of the chip.
    #[config(range(0..=23))]
    pub pcr: Option<i64>,
    /// Cipher of the encryption.
    pub cipher: Option<Cipher>,
}

/// Limits of a server's persistence.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JetStreamLimits {
    /// Most messages that a consumer may leave unacknowledged.
    pub max_ack_pending: Option<i64>,
    /// Most streams and consumers with copies.
    pub max_ha_assets: Option<i64>,
    /// Most messages of one request.
    pub max_request_batch: Option<i64>,
    /// Longest time in which messages that come twice are found.
    pub duplicate_window: Option<GoDuration>,
    /// Limits of messages that are kept together or not at all.
    #[config(since = "2.12")]
    pub batch: Option<BatchLimits>,
}

/// Limits of messages that are kept together or not at all.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct BatchLimits {
    /// Most of them at once for a stream.
    pub max_inflight_per_stream: Option<i64>,
    /// Most of them at once.
    pub max_inflight_total: Option<i64>,
    /// Most messages of one.
    pub max_msgs: Option<i64>,
    /// How long one may be open.
    pub timeout: Option<GoDuration>,
}
