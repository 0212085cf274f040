//! Settings for random files, each with texts that the server takes.

use crate::servers::Setting;

/// What all servers from 2.9 have.
pub(crate) const NATS: &[Setting] = &[
    ("port", &["4222", "-1", "14222"]),
    ("host", &["127.0.0.1", "\"0.0.0.0\""]),
    ("server_name", &["n1", "\"server-2\""]),
    ("HTTP_PORT", &["8222", "-1"]),
    ("http_base_path", &["/nats"]),
    ("server_tags", &["a", "[a, \"b:c\"]"]),
    ("max_payload", &["1MB", "8388608", "512KB"]),
    ("max_pending", &["64MB", "128MiB"]),
    ("max_connections", &["100", "64K"]),
    ("max_subscriptions", &["0", "1000"]),
    ("max_sub_tokens", &["8", "255"]),
    ("max_control_line", &["4096", "8KB"]),
    ("max_traced_msg_len", &["0", "100"]),
    ("ping_interval", &["\"2m\"", "\"30s\""]),
    ("ping_max", &["2", "5"]),
    ("write_deadline", &["\"5s\""]),
    ("lame_duck_duration", &["\"60s\"", "\"3m\""]),
    ("lame_duck_grace_period", &["\"5s\""]),
    ("no_header_support", &["no", "true"]),
    ("no_sublist_cache", &["no", "true"]),
    ("debug", &["true", "off"]),
    ("trace", &["false", "yes"]),
    ("logtime", &["true", "no"]),
    ("log_size_limit", &["0", "10MB"]),
    ("pid_file", &["/tmp/nats.pid"]),
    ("connect_error_reports", &["3600"]),
    (
        "authorization",
        &[
            "{ user: a, password: b }",
            "{ token: \"t$1\", timeout: 2 }",
            "{ users: [ {user: x, password: y} ] }",
            "{ users: [ {user: x, password: y, permissions { publish: [a, \"b.>\"], subscribe { allow: \"c q\", deny: d } }} ]\n\
             default_permissions { publish { deny: \">\" }, allow_responses: true } }",
            "{ users: [ {nkey: UCARKS2E3KVB7YORL2DG34XLT7PUCOL2SVM7YXV6ETHLW6Z46UUJ2VZ3} ] }",
            "{ users: [ {user: x, pass: y, permissions { allow_responses { max: 5, expires: \"1m\" } }, \
             connection_types: [STANDARD, websocket]} ] }\n\
             accounts: { A { users: [ {user: a, pass: b} ] }, SYS { users: [ {user: s, pass: t} ] } }\n\
             system_account: SYS",
        ],
    ),
    (
        "mappings",
        &["{ a: b }", "{ \"a.*\": [ {dest: \"b.$1\", weight: 40%}, {dest: \"c.$1\", weight: 60} ] }"],
    ),
    (
        "jetstream",
        &[
            "true",
            "enabled",
            "{ store_dir: /tmp/js, max_mem: 1G, max_file: 10GB }",
            "{ max_mem: \"1G\", domain: hub, limits { max_ack_pending: 100, duplicate_window: \"1h\" } }",
            "{ key: \"0123456789\", cipher: chacha, unique_tag: az, enabled: no }",
        ],
    ),
    (
        "cluster",
        &[
            "{ name: c1, listen: 127.0.0.1:6222, routes: [ nats-route://127.0.0.1:6223 ] }",
            "{ name: c2, port: 6222 }",
            "{ authorization { user: a, pass: b, timeout: 0.5 }, no_advertise: true, connect_retries: 5, \
             permissions { import: a, export { allow: [b, c], deny: d } } }",
            "{ tls { timeout: 2, verify_cert_and_check_known_urls: true } }",
        ],
    ),
    (
        "gateway",
        &[
            "{ name: A, listen: \"0.0.0.0:7222\", gateways: [ {name: B, url: \"nats://b:7222\"} ] }",
            "{ name: A, port: 7222, authorization { user: a, pass: b }, reject_unknown: yes, \
             gateways: [ {name: B, urls: [nats://b:7222, \"nats://c:7222\"]} ] }",
        ],
    ),
    (
        "leafnodes",
        &[
            "{ port: 7422, authorization { user: a, pass: b, account: A } }",
            "{ listen: 7422, authorization { users: [ {user: a, pass: b}, {user: c, pass: d, account: B} ] } }",
            "{ min_version: \"2.8.0\", remotes: [ {url: nats://h:7422, hub: true, deny_exports: [a, b]}, \
             {urls: [nats://i:7422], account: A, creds: \"/tmp/a.creds\", tls { insecure: true }} ] }",
        ],
    ),
    (
        "websocket",
        &[
            "{ port: 8443, no_tls: true, same_origin: true, jwt_cookie: jwt }",
            "{ listen: \"0.0.0.0:8443\", tls { timeout: 1 }, allowed_origins: [\"https://a\", \"https://b\"], \
             handshake_timeout: \"3s\", compression: on, authorization { user: a, pass: b } }",
        ],
    ),
    (
        "mqtt",
        &[
            "{ port: 1883, ack_wait: \"1m\", max_ack_pending: 65535 }",
            "{ listen: \"127.0.0.1:1883\", authorization { token: t }, stream_replicas: 3, js_domain: d, \
             consumer_memory_storage: true }",
        ],
    ),
    (
        "tls",
        &[
            "{ timeout: 0.5, connection_rate_limit: 10 }",
            "{ timeout: \"2s\", cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256], \
             curve_preferences: [CurveP384] }",
            "{ verify_and_map: true, pinned_certs: \
             [\"A8F407340DCC719864B85058B35E16F98D13FFA9FF0F39A3C29228A8C7E7EEF5\"] }",
        ],
    ),
    ("resolver", &["MEMORY", "URL(http://a/jwt/v1/)"]),
    ("default_js_domain", &["{ A: b }"]),
];

/// What servers from 2.12 have besides.
pub(crate) const NEWER: &[Setting] = &[
    ("write_timeout", &["close", "retry", "default"]),
    ("no_fast_producer_stall", &["true", "no"]),
    ("max_closed_clients", &["0", "100"]),
    ("logtime_utc", &["true"]),
    ("log_max_num", &["5"]),
    ("server_metadata", &["{ a: b, \"c.d\": \"e f\" }"]),
    ("proxy_protocol", &["false"]),
    ("trace_headers", &["true"]),
    ("ocsp_cache", &["true", "false", "{ type: local, local_store: \"_rc_\", save_interval: 300 }"]),
    (
        "accounts",
        &[
            "{ A { exports: [ {service: a, allow_trace: true, latency { subject: l, sampling: headers }}, \
             {stream: \"b.*\", accounts: [B]} ] }, B { imports: [ {service {account: A, subject: a}, to: c, share: on}, \
             {stream {account: A, subject: b.x}, prefix: p, allow_trace: true} ] } }",
            "{ A { jetstream { max_mem: 1G, max_file: -1, streams: 10, max_bytes: on, cluster_traffic: system }, \
             limits { max_conn: 100, max_leafs: 5, max_pay: 1MB } } }",
            "{ A { msg_trace: a.b, mappings { a: b }, default_permissions { publish: a } }, B { jetstream: enabled } }",
            "[A, B]",
        ],
    ),
    (
        "jetstream",
        &[
            "{ sync_interval: always, strict: no, request_queue_limit: 100, max_buffered_msgs: 10 }",
            "{ sync_interval: \"2m\", prev_encryption_key: old, key: new, cipher: aes, meta_compact: 5 }",
            "{ limits { batch { max_inflight_per_stream: 5, max_inflight_total: 10, max_msgs: 100, timeout: \"5s\" } } }",
        ],
    ),
    (
        "cluster",
        &[
            "{ compression: s2_fast, pool_size: 5, accounts: [A], ping_interval: \"20s\", ping_max: 3 }",
            "{ compression: off, connect_backoff: true, write_deadline: \"2s\", write_timeout: retry }",
            "{ compression { mode: s2_auto, rtt_thresholds: [\"10ms\", \"50ms\", \"100ms\"] } }",
        ],
    ),
    (
        "leafnodes",
        &[
            "{ compression: on, isolate: true, reconnect: \"5s\" }",
            "{ remotes: [ {url: nats://h:7422, compression: accept, first_info_timeout: \"2s\", disabled: true, \
             jetstream_cluster_migrate: true, proxy { url: \"http://p:3128\", timeout: \"5s\" }} ] }",
            "{ authorization { nkey: UCARKS2E3KVB7YORL2DG34XLT7PUCOL2SVM7YXV6ETHLW6Z46UUJ2VZ3 } }",
        ],
    ),
    ("gateway", &["{ name: A, connect_backoff: on, write_timeout: close }"]),
    (
        "websocket",
        &[
            "{ no_tls: on, headers { X-A: b }, user_cookie: u, pass_cookie: p, token_cookie: t, ping_interval: \"30s\" }",
        ],
    ),
    ("mqtt", &["{ js_api_timeout: \"5s\", reject_qos2_publish: true, downgrade_qos2_subscribe: on }"]),
    (
        "tls",
        &[
            "{ min_version: \"1.3\", handshake_first: \"300ms\" }",
            "{ handshake_first: true, ocsp_peer { verify: true, ca_timeout: 5, warn_only: true } }",
            "{ allow_insecure_cipher_suites: on, cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA] }",
        ],
    ),
    (
        "authorization",
        &[
            "{ auth_callout { issuer: AC5GRL36RQV7MJ2GT6WQSCKDKJKYTK4T2LGLWJ2SEJKRDHFOQQWGGFQL, auth_users: [a], \
             account: A } }",
            "{ users: [ {user: x, pass: y, proxy_required: true, connection_types: [IN_PROCESS]} ] }",
        ],
    ),
];
