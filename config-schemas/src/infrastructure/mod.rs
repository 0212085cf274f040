//! Databases, caches, stores, brokers, and what stands in front of services.

pub mod nats;
pub mod pgbouncer;
pub mod postgresql;
pub mod qdrant;
pub mod redis;
