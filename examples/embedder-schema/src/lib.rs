//! The configuration of a service that turns text into vectors, in a crate of its own: the service depends on it, its build
//! script exports it, and every tool that writes such files can use the same types.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use config_core::{Secret, ServiceConfig};

/// A service that turns text into vectors.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "EMBEDDER",
    check(self.batch.smallest <= self.batch.largest, "batch.smallest must not exceed batch.largest"),
    check(!self.cache || self.cache_url.is_some(), "cache needs cache_url"),
)]
pub struct Embedder {
    /// Port to listen on.
    #[config(default = 9000, range(1024..), reload = "restart")]
    pub port: u16,
    /// Model, as Hugging Face names it.
    #[config(example = "BAAI/bge-m3", reload = "rebuild")]
    pub model: String,
    /// How requests are put together.
    #[config(default)]
    pub batch: Batch,
    /// Whether vectors are kept.
    #[config(default = false)]
    pub cache: bool,
    /// Where they are kept.
    #[config(format = "url", example = "redis://cache.models.svc:6379")]
    pub cache_url: Option<String>,
    /// Key of the model registry.
    pub registry_key: Option<Secret<String>>,
}

/// How requests are put together.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Batch {
    /// Fewest texts that are waited for.
    #[config(default = 1, range(1..=1024), unit = "texts")]
    pub smallest: u32,
    /// Most texts that are put together.
    #[config(default = 32, range(1..=1024), unit = "texts")]
    pub largest: u32,
    /// How long is waited for them.
    #[config(default = "5ms", range(..="1s"))]
    pub wait: Duration,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_sound() {
        config_core::testing::assert_schema::<super::Embedder>();
    }
}
