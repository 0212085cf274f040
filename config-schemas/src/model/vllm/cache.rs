//! The cache of keys and values.

use config_core::ServiceConfig;

use crate::value::HumanInteger;

/// The cache of keys and values.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.gpu_memory_utilization > 0.0, "gpu_memory_utilization must be more than 0"),
)]
pub struct CacheArgs {
    /// Share of the memory of each processor that this instance uses. Other instances are not counted.
    #[config(default = 0.92, range(0.0..=1.0), effective_when(self.kv_cache_memory_bytes.is_none()), reload = "restart")]
    pub gpu_memory_utilization: f64,
    /// Memory of the cache on each processor; it replaces `gpu_memory_utilization`.
    #[config(unit = "bytes", reload = "restart")]
    pub kv_cache_memory_bytes: Option<HumanInteger>,
    /// Type of the cache.
    #[config(default = "auto", reload = "restart")]
    pub kv_cache_dtype: String,
    /// Tokens of a block of the cache; 16 by default, more on some hardware.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub block_size: Option<u32>,
    /// Whether the cache of equal beginnings is shared; on where the model allows it.
    #[config(reload = "restart")]
    pub enable_prefix_caching: Option<bool>,
    /// How blocks are told apart. Two tenants can meet by chance, or on purpose, with `xxhash`.
    #[config(default = "sha256", reload = "restart")]
    pub prefix_caching_hash_algo: HashAlgorithm,
    /// Memory of the machine for blocks that leave the processors, all of them together.
    #[config(range(0.0..), unit = "GiB", reload = "restart")]
    pub kv_offloading_size: Option<f64>,
    /// What stores blocks that leave the processors.
    #[config(default = "native", reload = "restart")]
    pub kv_offloading_backend: OffloadingBackend,
    /// Memory of the machine for weights, for each processor.
    #[config(default = 0.0, range(0.0..), unit = "GiB", reload = "restart")]
    pub cpu_offload_gb: f64,
    /// Number of blocks, in place of the one that was measured; for tests.
    #[config(reload = "restart")]
    pub num_gpu_blocks_override: Option<u64>,
}

/// How blocks are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum HashAlgorithm {
    /// SHA-256 over pickled values.
    #[config(rename = "sha256")]
    Sha256,
    /// SHA-256 over values that other languages can compute, too.
    #[config(rename = "sha256_cbor")]
    Sha256Cbor,
    /// Fast, but not safe against people.
    #[config(rename = "xxhash")]
    Xxhash,
    /// Fast, over values that other languages can compute, too.
    #[config(rename = "xxhash_cbor")]
    XxhashCbor,
}

/// What stores blocks that leave the processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum OffloadingBackend {
    /// vLLM itself.
    #[config(rename = "native")]
    Native,
    /// LMCache.
    #[config(rename = "lmcache")]
    Lmcache,
}
