//! Qdrant's `config.yaml`.

use super::{accepted, check, told};

/// What the server's own `config/config.yaml` shows, in comments too, and settings of its documentation.
#[test]
fn settings_of_the_servers_own_file_are_known() {
    accepted(
        "qdrant",
        "storage:\n  optimizers_overwrite: {deleted_threshold: 0.2}\n  handle_collection_load_errors: false\n  mmap_advice: random\n  performance:\n    async_scorer: false\n    max_concurrent_collection_loads: 1\n    max_concurrent_shard_loads: 1\n    max_concurrent_segment_loads: 8\n    optimizer_io_budget: 0\n  hnsw_index: {inline_storage: false}\n  collection: {shard_number_per_node: 1}\nservice: {metrics_prefix: qdrant_}\ncluster: {grpc_timeout_ms: 5000, connection_timeout_ms: 5000}\n",
    );
}

/// The server warns and goes on; what a new collection gets is no exception.
#[test]
fn slips_are_told_with_what_was_meant() {
    let report = check(
        "qdrant",
        "storage:\n  performance: {max_search_thread: 4}\n  collection: {replication_facter: 2}\n",
    );
    assert_eq!(
        told(&report),
        [
            "warning NAT0004 storage.performance.max_search_thread 2:36",
            "warning NAT0004 storage.collection.replication_facter 3:36",
        ]
    );
    let helps: Vec<_> = report.findings().iter().filter_map(|finding| finding.help()).collect();
    assert_eq!(helps, ["did you mean max_search_threads?", "did you mean replication_factor?"]);
}
