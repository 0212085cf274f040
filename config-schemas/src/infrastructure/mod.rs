//! Databases, caches, stores, brokers, and what stands in front of services.

pub mod gateway;
pub mod nats;
pub mod object_storage;
pub mod pgbouncer;
pub mod pool;
pub mod postgresql;
pub mod qdrant;
pub mod rabbitmq;
pub mod redis;
