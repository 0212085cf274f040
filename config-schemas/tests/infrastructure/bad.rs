//! Files that are refused or warned of: the code and the place of each finding.

use config_core::Origin;
use config_schemas::native;

use crate::file;

/// `code line:column`, a finding each, in the order of the report.
fn told(kind: &str, name: &str, text: &str) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let report = native::check(kind, file(&directory, name, text));
    let shown = format!("{report} {report:?} {}", report.to_json());
    assert!(!shown.contains("hunter2"), "{shown}");
    report
        .findings()
        .iter()
        .map(|finding| match finding.origins().first() {
            Some(Origin::File { line, column, .. }) => format!("{} {line}:{column}", finding.code()),
            other => format!("{} {other:?}", finding.code()),
        })
        .collect()
}

#[test]
fn postgresql() {
    for (text, expected) in [
        ("port = 70000\n", &["CFG0303 1:8"][..]),
        ("shared_buffer = 1GB\n", &["CFG0201 1:1"]),
        ("\nshared_buffers = 1gb\n", &["CFG0303 2:18"]),
        ("shared_buffers = 64kB\n", &["CFG0303 1:18"]),
        ("work_mem = 10s\n", &["CFG0303 1:12"]),
        ("ssl = maybe\n", &["CFG0303 1:7"]),
        ("wal_level = standby\n", &["CFG0303 1:13"]),
        ("port = 1 2\n", &["CFG0102 1:10"]),
        ("log_line_prefix = 'a\n", &["CFG0102 1:19"]),
        ("port =\n", &["CFG0102 1:5"]),
        ("= 1\n", &["CFG0102 1:1"]),
        ("max_connections = 10\nmax_connections = 20\n", &["NAT0101 2:1"]),
        ("max_connections = 5\nreserved_connections = 5\n", &["PG-056 2:24"]),
        ("wal_level = minimal\n", &["PG-056 1:13"]),
        ("max_parallel_workers = 20\n", &["PG-057 1:24"]),
        ("autovacuum_max_workers = 17\n", &["PG-057 1:26"]),
        ("min_wal_size = 2GB\n", &["PG-057 1:16"]),
        ("my.setting = 1\n", &["NAT0004 1:1"]),
        ("authentication_timeout = 601\n", &["CFG0303 1:26"]),
        ("max_wal_size = 1.5GB\n", &["CFG0102 1:19"]),
        ("geqo_threshold = 1e3\n", &["CFG0102 1:20"]),
        ("unix_socket_directories = /tmp\n", &["CFG0102 1:27"]),
        ("client_encoding = utf9\n", &["CFG0303 1:19"]),
        ("datestyle = 'iso, xyz'\n", &["CFG0303 1:13"]),
        ("transaction_buffers = 511\n", &["CFG0303 1:23"]),
        ("vacuum_buffer_usage_limit = 64kB\n", &["CFG0303 1:29"]),
        ("synchronous_standby_names = 'ANY (a)'\n", &["CFG0303 1:29"]),
    ] {
        let told = told("postgresql", "postgresql.conf", text);
        // Checks name every operand; only the first place of those with several is compared.
        assert!(told.len() == expected.len(), "{text}{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            let (code, place) = expected.split_once(' ').unwrap();
            assert!(told.starts_with(code), "{text}{told}");
            assert!(told.ends_with(place) || code == "PG-056", "{text}{told}");
        }
    }
}

#[test]
fn redis() {
    for (text, expected) in [
        ("port 70000\n", &["CFG0302 1:6"][..]),
        ("maxmemory 1tb\n", &["CFG0303 1:11"]),
        ("maxmemory-polcy noeviction\n", &["CFG0201 1:1"]),
        ("maxmemory-policy lru\n", &["CFG0304 1:18"]),
        ("appendonly maybe\n", &["CFG0301 1:12"]),
        ("databases 0\n", &["CFG0401 1:11"]),
        ("maxmemory-samples 65\n", &["CFG0401 1:19"]),
        ("io-threads 129\n", &["CFG0401 1:12"]),
        ("unixsocketperm 888\n", &["CFG0404 1:16"]),
        ("maxmemory-clients 101%\n", &["CFG0404 1:19"]),
        ("logfile a b\n", &["CFG0303 1:1"]),
        ("timeout\n", &["CFG0303 1:1"]),
        ("requirepass \"hunter2\n", &["CFG0102 1:13"]),
        ("requirepass \"hunter2\"x\n", &["CFG0102 1:22"]),
        ("requirepass hunter2 hunter2\n", &["CFG0303 1:1"]),
        ("port 0\n", &["REDIS-058 1:6"]),
        ("tls-port 6380\ntls-auth-clients no\n", &["REDIS-058 1:10"]),
        ("save 900\n", &["CFG0303 1:6"]),
        ("save 900 1 60 x\n", &["CFG0303 1:15"]),
        ("hll-sparse-max-bytes 3tb\n", &["CFG0303 1:22"]),
        ("active-expire-effort 11\n", &["CFG0303 1:22"]),
        ("slowlog-max-len 010\n", &["CFG0303 1:17"]),
        ("port 06379\n", &["CFG0303 1:6"]),
        ("supervised yes\n", &["CFG0303 1:12"]),
        ("client-output-buffer-limit normal 0 0\n", &["CFG0303 1:28"]),
        ("client-output-buffer-limit master 0 0 0\n", &["CFG0303 1:28"]),
        ("oom-score-adj-values 0 200\n", &["CFG0303 1:22"]),
        ("notify-keyspace-events KQ\n", &["CFG0303 1:24"]),
        ("dbfilename data/dump.rdb\n", &["CFG0303 1:12"]),
        ("replicaof 10.0.0.1 70000\n", &["CFG0303 1:20"]),
        ("rename-command CONFIG\n", &["CFG0303 1:16"]),
        ("latency-tracking-info-percentiles 50 101\n", &["CFG0303 1:38"]),
        ("user app on hunter2\n", &["CFG0303 1:13"]),
        ("user app on >hunter2 allkeys ~x\n", &["CFG0303 1:30"]),
        ("user app on >hunter2\naclfile /etc/users.acl\n", &["REDIS-058 1:1"]),
        ("cluster-enabled yes\nreplicaof 10.0.0.1 6379\n", &["REDIS-058 1:17"]),
        ("module.option 1\n", &["NAT0004 1:1"]),
    ] {
        assert_eq!(told("redis", "redis.conf", text), expected, "{text}");
    }
}

#[test]
fn pgbouncer() {
    for (text, expected) in [
        ("x = 1\n", &["CFG0102 1:1"][..]),
        ("[databases]\nb = host\n", &["CFG0102 2:5"]),
        ("[databases]\nb = host=a password='hunter2\n", &["CFG0102 2:21"]),
        ("[databases]\nb = hots=a\n", &["CFG0201 2:5"]),
        ("[databases]\nb = host=a port=70000\n", &["CFG0302 2:17"]),
        ("[pgbouncer]\npool_mode = transactional\n", &["CFG0304 2:13"]),
        ("[pgbouncer]\nlisten_prot = 6432\n", &["CFG0201 2:15"]),
        ("[pgbouncer]\nmax_client_conn = many\n", &["CFG0301 2:19"]),
        ("[pgbouncer]\nclient_tls_sslmode = require\n", &["PGB-024 2:22"]),
        ("[pgbouncer]\nmin_pool_size = 100\n", &["PGB-071 2:17"]),
        ("[pgbouncer]\nserver_login_retry = soon\n", &["CFG0303 2:22"]),
        ("[pgbouncer]\ntcp_keepalive = yes\n", &["CFG0303 2:17"]),
        ("[pgbouncer]\nunix_socket_mode = 0x1ff\nstats_period = 08\n", &["CFG0303 3:16"]),
        ("[databases]\npgbouncer = host=a\n", &["CFG0402 2:1"]),
        ("[databases]\na b = host=a\n", &["CFG0102 2:2"]),
        ("[databases]\nb = host=\n", &["CFG0102 2:5"]),
        ("[pgbouncer\n", &["CFG0102 1:1"]),
        ("%include other.ini\n", &["NAT0103 1:1"]),
        ("[pool]\na = b=1\n", &["CFG0201 2:1"]),
    ] {
        let told = told("pgbouncer", "pgbouncer.ini", text);
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn qdrant() {
    for (text, expected) in [
        ("service: {http_port: 0}\n", &["CFG0401 1:22"][..]),
        ("service: {htp_port: 1}\n", &["NAT0004 1:21"]),
        ("storage: {wal: {wal_capacity_mb: 0}}\n", &["CFG0401 1:34"]),
        ("storage: {optimizers: {vacuum_min_vector_number: 99}}\n", &["CFG0401 1:50"]),
        ("storage: {optimizers: {deleted_threshold: 1.5}}\n", &["CFG0401 1:43"]),
        ("storage: {hnsw_index: {ef_construct: 3}}\n", &["CFG0401 1:38"]),
        ("cluster: {consensus: {tick_period_ms: 0}}\n", &["CFG0401 1:39"]),
        ("service: {enable_tls: true}\n", &["QDRANT-059 1:23"]),
        ("cluster: {p2p: {enable_tls: true}}\ntls: {cert: a, key: b}\n", &["QDRANT-059 1:29"]),
        ("service: {api_key: \"\"}\n", &["QDRANT-059 1:20"]),
        ("service: {api_key: hunter2, jwt_rbac: true}\n", &["QDRANT-059 1:20", "QDRANT-059 1:20"]),
        ("service: {jwt_rbac: true}\n", &["QDRANT-059 1:21"]),
        ("storage: {collection: {write_consistency_factor: 2}}\n", &["QDRANT-059 1:50"]),
        ("storage: {snapshots_config: {snapshots_storage: s3}}\n", &["QDRANT-059 1:49"]),
        ("storage: {node_type: Leader}\n", &["CFG0304 1:22"]),
    ] {
        assert_eq!(told("qdrant", "config.yaml", text), expected, "{text}");
    }
}
