//! The rules, one file each, and the table of them all.

mod advertised_model;
mod alert_metrics;
mod alert_severity;
mod alert_timing;
mod body_size;
mod cache_pair;
mod cache_store;
mod checkpoint;
mod client_address;
mod concurrency;
mod critical_alert;
mod cycle;
mod database_connections;
mod debug_logging;
mod embedding;
mod encryption;
mod eviction;
mod foreign_host;
mod gpu_count;
mod gpu_generation;
mod gpu_memory;
mod gpu_share;
mod grace;
mod heads;
mod image;
mod keep_alive;
mod known_secret;
mod memory_limit;
mod mig_profile;
mod model_context;
mod node_pool;
mod ollama_memory;
mod open_server;
mod plain_key;
mod policy_edge;
mod port;
mod prepared_statements;
mod production;
mod readiness;
mod redis_clients;
mod redis_database;
mod reference;
mod reference_kind;
mod replication;
mod route_limit;
mod rule_files;
pub(super) mod scrape_target;
mod scraped;
mod secret_reference;
mod served_model;
mod service_name;
mod shared_memory;
mod shared_secret;
mod startup;
mod stream_idle;
mod surge;
mod telemetry;
#[cfg(test)]
pub(super) mod testing;
mod timeout;
mod undeclared_edge;
mod vllm_metrics;

use super::rule::Rule;

/// Every rule between services, in the order of their identifiers.
pub static RULES: &[Rule] = &[
    database_connections::RULE,
    prepared_statements::RULE,
    gpu_count::RULE,
    heads::RULE,
    model_context::RULE,
    checkpoint::RULE,
    gpu_share::RULE,
    gpu_memory::RULE,
    ollama_memory::RULE,
    open_server::RULE,
    cache_pair::RULE,
    startup::RULE,
    grace::RULE,
    shared_memory::RULE,
    surge::RULE,
    node_pool::RULE,
    mig_profile::RULE,
    gpu_generation::RULE,
    service_name::RULE,
    production::RULE,
    image::RULE,
    secret_reference::RULE,
    known_secret::RULE,
    debug_logging::RULE,
    shared_secret::RULE,
    cache_store::RULE,
    memory_limit::RULE,
    eviction::RULE,
    replication::RULE,
    plain_key::RULE,
    redis_clients::RULE,
    redis_database::RULE,
    route_limit::RULE,
    reference::RULE,
    reference_kind::RULE,
    cycle::RULE,
    readiness::RULE,
    port::RULE,
    encryption::RULE,
    client_address::RULE,
    timeout::RULE,
    stream_idle::RULE,
    keep_alive::RULE,
    body_size::RULE,
    embedding::RULE,
    served_model::RULE,
    advertised_model::RULE,
    concurrency::RULE,
    scraped::RULE,
    critical_alert::RULE,
    scrape_target::RULE,
    rule_files::RULE,
    alert_timing::RULE,
    alert_metrics::RULE,
    alert_severity::RULE,
    telemetry::RULE,
    policy_edge::RULE,
    undeclared_edge::RULE,
    foreign_host::RULE,
];
