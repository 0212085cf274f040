//! Files that the servers take: no errors, and what is written means the same.

use config_schemas::native;

use crate::file;

const POSTGRESQL: &str = "\
# a comment
listen_addresses = '*'          # all of them
PORT = 5433
max_connections 200
shared_buffers = 16384
work_mem = '1.5MB'
wal_level = LOGICAL
ssl = on
ssl_min_protocol_version = 'TLSv1.3'
log_min_duration_statement = 250ms
log_line_prefix = '%m [%p] it''s\\t'
search_path = '\"$user\", public'
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.max = 10000
huge_pages = no
include_if_exists 'local.conf'
include_dir = 'conf.d'
";

const REDIS: &str = "\
# a comment
BIND 127.0.0.1 -::1
port 6380
maxmemory 2gb
maxmemory-policy allkeys-lru
maxmemory-clients 5%
save 900 1
save 300 10
appendonly yes
appendfsync no
requirepass \"p4ss \\x41\"
user alice on >secret ~* +@all
rename-command CONFIG \"\"
client-output-buffer-limit normal 0 0 0
client-output-buffer-limit pubsub 32mb 8mb 60
unixsocketperm 700
slaveof 10.0.0.1 6379
logfile \"\"
notify-keyspace-events Ex
hash-max-listpack-entries 512
";

const NATS: &str = "\
# a comment
TOKEN: \"s3cret\"
server_name: n1   // another
HTTP_PORT = 8222
max_payload 8MB
ping_interval: \"30s\"
write_deadline: 5
logfile: '/var/log/nats.log'
authorization { token: $TOKEN, timeout: 2 }
jetstream { store_dir: /data, max_mem: 1G, max_file: 10GB }
cluster {
  name: c1
  listen: 0.0.0.0:6222
  routes = [
    nats-route://a:b@h1:6222
    nats-route://h2:6222,
  ]
}
accounts: { A: { exports: [ {stream: \"a.>\"} ] } }
";

const PGBOUNCER: &str = "\
;; a comment
[databases]
app = host=10.0.0.1 port=5432 dbname=app password='it''s'
* = host=db

[pgbouncer]
listen_addr = *
auth_type = SCRAM-SHA-256
auth_file = /etc/pgbouncer/userlist.txt
pool_mode = transaction
max_client_conn = 1000
server_idle_timeout = 30.5
ignore_startup_parameters = extra_float_digits, search_path
tcp_keepalive = 1

[users]
batch = pool_mode=session max_user_connections=5
";

const QDRANT: &str = "\
log_level: WARN
storage:
  storage_path: /data
  wal: {wal_capacity_mb: 64}
  optimizers:
    indexing_threshold_kb: 20000
    max_segment_size_kb: null
  hnsw_index: {m: 32, ef_construct: 200}
  collection: {replication_factor: 3, write_consistency_factor: 2}
service:
  host: 0.0.0.0
  grpc_port: 6334
  enable_tls: true
  api_key: 0123456789abcdef0123456789abcdef
  jwt_rbac: true
  something_new: 1
cluster: {enabled: true, p2p: {port: 6335, enable_tls: true}, consensus: {tick_period_ms: 50}}
tls: {cert: ./cert.pem, key: ./key.pem, ca_cert: ./ca.pem, cert_ttl: 3600}
";

/// Lines that Redis takes and that look as if it would not.
const REDIS_ODD: &str = "\
save
bind
client-output-buffer-limit
maxmemory \"\"
cluster-node-timeout 0
syslog-facility LOCAL3
list-max-ziplist-entries 512
watchdog-period 0
replicaof no one
masterauth \"a\\xzz\"
proc-title-template \"{title} {listen-addr}\"
unixsocketperm 0777
ACTIVEDEFRAG no
shutdown-on-sigterm save now
latency-tracking-info-percentiles 50 99.9
user app on >secret (~a:* +get) (%R~b:* -@all +set)
";

/// Lines that PostgreSQL takes and that look as if it would not.
const POSTGRESQL_ODD: &str = "\
default_toast_compression = lz4
wal_level = hot_standby
archive_mode = yes
log_min_messages = debug
wal_compression = zstd
io_method = io_uring
client_encoding = 'UTF-8'
datestyle = 'ISO, DMY'
random_page_cost = 1.1e1
work_mem=256
geqo_threshold = 0x10
log_line_prefix = '%m [%p] ''q''\\n'
synchronous_standby_names = 'FIRST 1 (\"a b\", c)'
search_path=public
log_directory pg-log/x:y.z
";

const ALL: [(&str, &str, &str); 7] = [
    ("postgresql", "odd.conf", POSTGRESQL_ODD),
    ("postgresql", "postgresql.conf", POSTGRESQL),
    ("redis", "redis.conf", REDIS),
    ("redis", "odd.conf", REDIS_ODD),
    ("nats", "nats.conf", NATS),
    ("pgbouncer", "pgbouncer.ini", PGBOUNCER),
    ("qdrant", "config.yaml", QDRANT),
];

#[test]
fn what_the_servers_take_has_no_errors() {
    let directory = tempfile::tempdir().unwrap();
    for (kind, name, text) in ALL {
        let report = native::check(kind, file(&directory, name, text));
        assert!(!report.has_errors(), "{report}");
        let empty = native::check(kind, file(&directory, name, ""));
        assert!(!empty.has_errors(), "{empty}");
    }
}

#[test]
fn what_comes_in_goes_out_again() {
    let directory = tempfile::tempdir().unwrap();
    for (kind, name, text) in ALL {
        let written = native::rewrite(kind, file(&directory, name, text)).unwrap();
        // Writing what was written gives the same text.
        assert_eq!(native::rewrite(kind, file(&directory, name, &written)).unwrap(), written, "{kind}");
    }
}

#[test]
fn nothing_is_lost_on_the_way() {
    let directory = tempfile::tempdir().unwrap();
    for (kind, name, text, kept) in [
        (
            "postgresql",
            "postgresql.conf",
            POSTGRESQL,
            &["search_path", "pg_stat_statements.max", "local.conf"][..],
        ),
        (
            "redis",
            "redis.conf",
            REDIS,
            &["notify-keyspace-events Ex", "save 300 10", "user alice on >secret"],
        ),
        ("nats", "nats.conf", NATS, &["accounts", "token: \"s3cret\"", "stream: \"a.>\""]),
        ("pgbouncer", "pgbouncer.ini", PGBOUNCER, &["tcp_keepalive = 1", "'it''s'", "batch = "]),
        ("qdrant", "config.yaml", QDRANT, &["something_new: 1"]),
    ] {
        let written = native::rewrite(kind, file(&directory, name, text)).unwrap();
        for part in kept {
            assert!(written.contains(part), "{kind} lost {part}:\n{written}");
        }
    }
}
