//! Files that the server takes: no errors, and what is written means the same.

use config_schemas::native;

use crate::file;

/// What all servers from 2.9 take.
pub(super) const ACCEPTED: &[&str] = &[
    "port: 4222",
    "{\nport: 4222\n}",
    "port 4222; host = 'a' # a comment\nLogTime: off // another\n",
    "max_payload: 1MB, max_pending: 64Mi\nmax_connections: 64k\nmax_control_line: 4KiB\n",
    "MY_PORT: 4222\nport: $MY_PORT\ncluster { other: 6222, port: $other }\n",
    "authorization {\n  READER { subscribe: \"a.>\" }\n  users: [ {user: a, pass: b, permissions: $READER} ]\n}",
    "authorization { user: a, pass: $2a$04$P/.bd.7unw9Ew7yWJqXsl.f4oNRLQGvadEL2YnqQXbbb.IVQajRdK }",
    "authorization {\n  user = a\n  password = \"it's \\\"quoted\\\" \\x41\"\n  timeout = 0.5\n}",
    "authorization {\n  default_permissions { publish: [a, \"b.>\"], subscribe { deny: \"c d\" } }\n  users: [\n    {user: a, pass: b}\n    {user: b, pass: c, permissions { allow_responses: true }}\n    {user: c, pass: d, permissions { allow_responses { max: 5, ttl: \"1m\" } }}\n  ]\n}",
    "authorization { users: [ {user: a, pass: b, connection_types: [standard, MQTT]} ] }",
    "authorization { }\naccounts [A, B]\ncluster { }\n",
    "accounts {\n  A { users: [ {user: a, pass: b} ], exports: [ {stream: \"a.*\"}, {service: b, latency: l, threshold: 5s} ] }\n  B { imports: [ {stream {account: A, subject: a.x}, prefix: p}, {service {account: A, subject: b}, to: c} ] }\n}",
    "accounts { A { jetstream: enabled }, B { jetstream { max_mem: 1G, streams: 5 } }, C { jetstream: off } }",
    "accounts { A { mappings { a: b, \"c.*\": [ {dest: \"d.$1\", weight: 50%}, {dest: \"e.$1\", weight: 50} ] } } }",
    "mappings = { foo: [ {destination: bar, weight: 10, cluster: c1} ] }",
    "jetstream: enabled",
    "jetstream { store_dir: \"/tmp/a\", max_mem: \"1G\", max_file: 10GB, cipher: AES, key: \"0123456789\" }",
    "cluster {\n  name: c1\n  listen: \"[::1]:6222\"\n  routes = [\n    nats-route://a:b@h1:6222\n    \"nats://h2:6222\", nats://h3:6222\n  ]\n  permissions { import: a, export: [b, c] }\n}",
    "gateway { name: A, port: 7222, reject_unknown: true, gateways: [ {name: B, url: \"nats://b:7222\"}, {name: C, urls: [nats://c:7222, nats://d:7222]} ] }",
    "leafnodes { port: 7422, remotes: [ {url: nats://h:7422, account: A, deny_imports: [a, b]}, {urls: [nats://i:7422]} ], authorization { users: [ {user: a, password: b, account: A} ] } }",
    "websocket { port: 443, no_tls: true, allowed_origins: \"https://a\", handshake_timeout: \"2s\", compress: on }",
    "mqtt { port: 1883, ack_wait: \"1m\", max_inflight: 100, authorization { token: t } }",
    "tls { timeout: \"2s\", curve_preferences: [CurveP256, X25519], pinned_certs: [] }",
    "resolver: MEMORY\nserver_tags: [\"a:b\", c]\ndefault_js_domain { A: b }\n",
    "http: \"0.0.0.0:8222\"\nlisten: 4333\nping_interval: \"30s\"\nwrite_deadline: \"2s\"\nlame_duck_duration: \"60s\"\n",
];

/// What servers from 2.12 take.
pub(super) const NEWER: &[&str] = &[
    "cluster { compression: on, pool_size: -1, accounts: [A], ping_interval: \"30s\", write_timeout: retry }",
    "cluster { compression { mode: s2_auto, rtt_thresholds: [10ms, 50ms] } }",
    "leafnodes { compression: off, reconnect: \"5s\", isolate: true, remotes: [ {url: nats://h:7422, proxy { url: \"http://p:3128\", username: u, password: w }, jetstream_cluster_migrate { leader_delay: \"5s\" }} ] }",
    "authorization { auth_callout { issuer: AC5GRL36RQV7MJ2GT6WQSCKDKJKYTK4T2LGLWJ2SEJKRDHFOQQWGGFQL, users: [auth] } }",
    "accounts { A { msg_trace: a.b, jetstream { cluster_traffic: owner } } }",
    "accounts { A { msg_trace { dest: a.b, sampling: 50% } } }",
    "jetstream { sync_interval: always, strict: off, max_buffered_size: \"1M\", limits { batch { max_msgs: 5, timeout: 5s } } }",
    "tls { min_version: \"1.3\", handshake_first: auto, ocsp_peer: true, allow_insecure_cipher_suites: true, cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA] }",
    "ocsp_cache: false\nserver_metadata { a: b }\nproxy_protocol: on\nlogtime_utc: true\nlog_max_num: 5\n",
    "websocket { no_tls: on, headers { X-A: b }, user_cookie: u, ping_interval: \"30s\" }",
    "mqtt { reject_qos2_publish: on, js_api_timeout: \"5s\" }",
];

#[test]
fn what_the_server_takes_has_no_errors_and_comes_out_again() {
    let directory = tempfile::tempdir().unwrap();
    for text in ACCEPTED.iter().chain(NEWER) {
        let report = native::check("nats", file(&directory, "nats.conf", text));
        assert!(!report.has_errors(), "{text}\n{report}");
        let written = native::rewrite("nats", file(&directory, "nats.conf", text)).unwrap();
        let again = native::rewrite("nats", file(&directory, "nats.conf", &written)).unwrap();
        assert_eq!(again, written, "{text}");
    }
}

#[test]
fn variables_of_the_environment_stay_variables() {
    let directory = tempfile::tempdir().unwrap();
    let text =
        "server_name: $NATS_TEST_NAME\nauthorization { token: $NATS_TEST_TOKEN }\nno_auth_user: \"$a\"\n";
    let path = file(&directory, "nats.conf", text);
    let report = native::check("nats", &path);
    assert!(!report.has_errors() && report.findings().len() == 2, "{report}");
    let written = native::rewrite("nats", path).unwrap();
    assert!(written.contains("server_name: $NATS_TEST_NAME\n"), "{written}");
    assert!(written.contains("token: $NATS_TEST_TOKEN\n"), "{written}");
    assert!(written.contains("no_auth_user: \"$a\"\n"), "{written}");
}

#[test]
fn what_is_included_becomes_part_of_the_value() {
    let directory = tempfile::tempdir().unwrap();
    file(&directory, "names.conf", "NAME: inner\n");
    file(&directory, "users.conf", "users: [ {user: a, password: b} ]\n");
    let text = "include names.conf\nserver_name: $NAME\nauthorization {\n  include 'users.conf'\n}\n";
    let path = file(&directory, "nats.conf", text);
    assert!(!native::check("nats", &path).has_errors());
    let written = native::rewrite("nats", path).unwrap();
    assert!(written.contains("server_name: inner") && written.contains("user: a"), "{written}");
}
