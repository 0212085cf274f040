//! Accounts: users who share subjects with each other, and with others only what is exported and imported.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::{AccountKey, Export, Import, Mapping, Permissions, Share, User};

/// An account. In a file a list of names is a section of accounts without settings.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Account {
    /// Its public key. Never shown, because a seed may stand here by mistake.
    #[config(secret)]
    pub nkey: Option<AccountKey>,
    /// Its users.
    pub users: Option<Vec<User>>,
    /// What users may do who say nothing of their own.
    pub default_permissions: Option<Permissions>,
    /// What other accounts may have of it.
    pub exports: Option<Vec<Export>>,
    /// What it has of other accounts.
    pub imports: Option<Vec<Import>>,
    /// Subjects that messages are moved to.
    #[config(alias = "maps")]
    pub mappings: Option<BTreeMap<String, Vec<Mapping>>>,
    /// Persistence; `true` or `enabled` in a file is a section without limits.
    pub jetstream: Option<AccountJetStream>,
    /// Limits of its connections.
    pub limits: Option<AccountLimits>,
    /// Where traces of its messages go. In a file also a subject.
    #[config(alias = "trace_dest", since = "2.11")]
    pub msg_trace: Option<MessageTrace>,
}

/// Limits of an account's connections; -1 is none.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AccountLimits {
    /// Most connections.
    #[config(alias = "max_conn")]
    pub max_connections: Option<i32>,
    /// Most subscriptions of a connection.
    #[config(alias = "max_subs")]
    pub max_subscriptions: Option<i32>,
    /// Largest message.
    #[config(alias = "max_pay", unit = "bytes")]
    pub max_payload: Option<i32>,
    /// Most leaf nodes.
    #[config(alias = "max_leafs")]
    pub max_leafnodes: Option<i32>,
}

/// Limits of what an account keeps; -1, as by default, is none.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AccountJetStream {
    /// Most memory.
    #[config(alias = "max_mem", alias = "mem", alias = "memory", unit = "bytes")]
    pub max_memory: Option<i64>,
    /// Most room on the disk.
    #[config(alias = "max_file", alias = "max_disk", alias = "store", alias = "disk", unit = "bytes")]
    pub max_store: Option<i64>,
    /// Most streams.
    #[config(alias = "streams")]
    pub max_streams: Option<i64>,
    /// Most consumers.
    #[config(alias = "consumers")]
    pub max_consumers: Option<i64>,
    /// Whether every stream must say how large it may become.
    #[config(alias = "max_stream_bytes", alias = "max_bytes")]
    pub max_bytes_required: Option<bool>,
    /// Largest stream in memory.
    #[config(alias = "mem_max_stream_bytes", unit = "bytes")]
    pub memory_max_stream_bytes: Option<i64>,
    /// Largest stream on the disk.
    #[config(alias = "disk_max_stream_bytes", unit = "bytes")]
    pub store_max_stream_bytes: Option<i64>,
    /// Most messages that a consumer may leave unacknowledged.
    pub max_ack_pending: Option<i64>,
    /// The account that the traffic between the servers of a cluster counts for.
    #[config(since = "2.11")]
    pub cluster_traffic: Option<ClusterTraffic>,
}

/// The account that the traffic between the servers of a cluster counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum ClusterTraffic {
    /// That of the system.
    System,
    /// The one that owns what is kept.
    Owner,
}

/// Where traces of messages go.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct MessageTrace {
    /// The subject, without wildcards.
    #[config(pattern("^[^*>\\s.]+(\\.[^*>\\s.]+)*$"))]
    pub dest: String,
    /// How many of the messages that ask for it are traced.
    pub sampling: Option<Share>,
}
