//! Where Qdrant's data lies and how it is indexed.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// Where data lies and how it is indexed.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Storage {
    /// Directory of the data.
    #[config(default = "./storage", reload = "rebuild")]
    pub storage_path: String,
    /// Directory of snapshots.
    #[config(default = "./snapshots")]
    pub snapshots_path: String,
    /// Where snapshots go.
    pub snapshots_config: Option<Snapshots>,
    /// Directory of files that do not last.
    pub temp_path: Option<String>,
    /// Whether payload stays on the disk.
    #[config(default = true)]
    pub on_disk_payload: bool,
    /// Updates that run at once.
    #[config(range(1..))]
    pub update_concurrency: Option<u32>,
    /// Write-ahead log.
    #[config(default)]
    pub wal: Wal,
    /// Whether the node answers searches.
    #[config(default = "Normal")]
    pub node_type: NodeType,
    /// Threads and limits.
    #[config(default)]
    pub performance: Performance,
    /// When segments are rebuilt.
    #[config(default)]
    pub optimizers: Optimizers,
    /// The index of vectors.
    #[config(default)]
    pub hnsw_index: HnswIndex,
    /// How shards move between servers; kept as written.
    pub shard_transfer_method: Option<AnyValue>,
    /// What new collections get.
    pub collection: Option<Collection>,
    /// Most collections.
    #[config(range(1..))]
    pub max_collections: Option<u32>,
    /// Settings of `optimizers` that count whatever a collection says; kept as written.
    pub optimizers_overwrite: Option<AnyValue>,
    /// Why only the repair of the data is served for now.
    pub recovery_mode: Option<String>,
    /// Whether the server starts although a collection cannot be loaded.
    pub handle_collection_load_errors: Option<bool>,
    /// How the system reads mapped files, such as `random`.
    pub mmap_advice: Option<String>,
    /// Limits of what may be used; kept as written.
    pub quotas: Option<AnyValue>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Whether a node answers searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum NodeType {
    /// It does.
    Normal,
    /// It only keeps data.
    Listener,
}

/// Where snapshots go.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.snapshots_storage != SnapshotStorage::S3 || self.s3_config.is_some(),
          "snapshots_storage s3 needs s3_config", code = "QDRANT-059"),
)]
pub struct Snapshots {
    /// To a directory or to object storage.
    #[config(default = "local")]
    pub snapshots_storage: SnapshotStorage,
    /// The object storage.
    pub s3_config: Option<S3Snapshots>,
}

/// A place for snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SnapshotStorage {
    /// A directory.
    Local,
    /// Object storage.
    S3,
}

/// Object storage for snapshots.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct S3Snapshots {
    /// Bucket.
    pub bucket: Option<crate::value::BucketName>,
    /// Region.
    pub region: Option<String>,
    /// Identifier of the key.
    pub access_key: Option<Secret<String>>,
    /// Key.
    pub secret_key: Option<Secret<String>>,
    /// Address of the storage.
    #[config(format = "url")]
    pub endpoint_url: Option<String>,
}

/// Write-ahead log.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Wal {
    /// Size of a segment.
    #[config(default = 32, range(1..), unit = "MB")]
    pub wal_capacity_mb: u32,
    /// Segments that are made beforehand.
    #[config(default = 0)]
    pub wal_segments_ahead: u32,
    /// Segments that are kept.
    pub wal_retain_closed: Option<u32>,
}

/// Threads and limits.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Performance {
    /// Threads for searches; 0 is found out.
    #[config(default = 0)]
    pub max_search_threads: u32,
    /// Processors for optimizing; 0 is found out, and a negative number is left free.
    #[config(default = 0)]
    pub optimizer_cpu_budget: i32,
    /// Updates at once.
    pub update_rate_limit: Option<u32>,
    /// Longest search.
    #[config(range(1..), unit = "seconds")]
    pub search_timeout_sec: Option<u64>,
    /// Shards that come in at once.
    pub incoming_shard_transfers_limit: Option<u32>,
    /// Shards that go out at once.
    pub outgoing_shard_transfers_limit: Option<u32>,
    /// Reads and writes for optimizing; 0 is found out.
    pub optimizer_io_budget: Option<u32>,
    /// Whether vectors are read with `io_uring` when they are scored again.
    pub async_scorer: Option<bool>,
    /// Collections that are loaded at once.
    pub max_concurrent_collection_loads: Option<u32>,
    /// Shards of a collection that are loaded at once.
    pub max_concurrent_shard_loads: Option<u32>,
    /// Segments of a shard that are loaded at once.
    pub max_concurrent_segment_loads: Option<u32>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// When segments are rebuilt.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Optimizers {
    /// Share of deleted vectors from which a segment is cleaned.
    #[config(default = 0.2, range(0.0..=1.0))]
    pub deleted_threshold: f64,
    /// Vectors below which a segment is not cleaned.
    #[config(default = 1000, range(100..))]
    pub vacuum_min_vector_number: u64,
    /// Segments of a shard; 0 is found out.
    #[config(default = 0)]
    pub default_segment_number: u32,
    /// Largest segment.
    #[config(range(1..), unit = "kB", alias = "max_segment_size")]
    pub max_segment_size_kb: Option<u64>,
    /// Size from which a segment is mapped instead of loaded.
    #[config(unit = "kB", alias = "memmap_threshold")]
    pub memmap_threshold_kb: Option<u64>,
    /// Size from which vectors are indexed.
    #[config(unit = "kB", alias = "indexing_threshold")]
    pub indexing_threshold_kb: Option<u64>,
    /// Time between two flushes to the disk.
    #[config(default = 5, unit = "seconds")]
    pub flush_interval_sec: u64,
    /// Threads for optimizing; found out by default.
    pub max_optimization_threads: Option<u32>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The index of vectors.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct HnswIndex {
    /// Edges of each vector.
    #[config(default = 16, reload = "rebuild")]
    pub m: u32,
    /// Neighbours that are looked at while the index is built.
    #[config(default = 100, range(4..), reload = "rebuild")]
    pub ef_construct: u32,
    /// Size below which all vectors are looked at.
    #[config(default = 10_000, unit = "kB", alias = "full_scan_threshold")]
    pub full_scan_threshold_kb: u64,
    /// Threads for building; 0 is found out.
    #[config(default = 0)]
    pub max_indexing_threads: u32,
    /// Whether the index stays on the disk.
    #[config(default = false)]
    pub on_disk: bool,
    /// Edges of each vector for each value of payload.
    pub payload_m: Option<u32>,
    /// Whether vectors stand beside the graph on the disk.
    pub inline_storage: Option<bool>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What new collections get.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.write_consistency_factor <= self.replication_factor,
          "write_consistency_factor must not exceed replication_factor", code = "QDRANT-059"),
)]
pub struct Collection {
    /// Copies of each shard.
    #[config(default = 1, range(1..))]
    pub replication_factor: u32,
    /// Copies that must have taken a change.
    #[config(default = 1, range(1..))]
    pub write_consistency_factor: u32,
    /// Shards for each node of the cluster.
    #[config(range(1..))]
    pub shard_number_per_node: Option<u32>,
    /// Vectors; kept as written.
    pub vectors: Option<AnyValue>,
    /// Quantization; kept as written.
    pub quantization: Option<AnyValue>,
    /// Limits of requests; kept as written.
    pub strict_mode: Option<AnyValue>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
