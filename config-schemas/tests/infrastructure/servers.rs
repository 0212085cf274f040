//! The real servers on what is written: 200 random configurations each, none refused. A server that is not installed
//! is left out, and said so.

use std::path::{Path, PathBuf};
use std::process::Command;

use config_schemas::native;
use proptest::prelude::Rng as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::file;

const CASES: usize = 200;

/// A setting with texts that its server takes.
pub(crate) type Setting = (&'static str, &'static [&'static str]);

const POSTGRESQL: &[Setting] = &[
    ("listen_addresses", &["'*'", "'localhost'", "''", "'10.0.0.1, ::1'"]),
    ("port", &["5433", "1", "65535", "'6000'"]),
    ("max_connections", &["50", "200", "262143", "0x64"]),
    ("superuser_reserved_connections", &["0", "5"]),
    ("reserved_connections", &["0", "7"]),
    ("shared_buffers", &["16", "128MB", "1GB", "'256 MB'", "131072kB"]),
    ("huge_pages", &["try", "off", "On", "no"]),
    ("work_mem", &["64kB", "4MB", "'1.5MB'", "100"]),
    ("maintenance_work_mem", &["1MB", "2GB"]),
    ("effective_cache_size", &["1GB", "524288"]),
    ("max_parallel_workers", &["0", "8"]),
    ("max_wal_size", &["2GB", "1024"]),
    ("min_wal_size", &["80MB", "100"]),
    ("wal_level", &["replica", "LOGICAL"]),
    ("statement_timeout", &["0", "30s", "1min", "500"]),
    ("lock_timeout", &["1h", "0"]),
    ("idle_session_timeout", &["1d", "100ms"]),
    ("ssl_min_protocol_version", &["'TLSv1.2'", "TLSv1.3"]),
    ("ssl_max_protocol_version", &["''", "'tlsv1.3'"]),
    ("password_encryption", &["'scram-sha-256'", "md5"]),
    ("log_min_duration_statement", &["-1", "0", "250ms"]),
    ("log_rotation_age", &["1d", "60", "2h"]),
    ("log_rotation_size", &["10MB", "0"]),
    ("log_line_prefix", &["'%m [%p] '", "'it''s'", "'a\\tb'"]),
    ("random_page_cost", &["1.1", "4", "'1e1'"]),
    ("search_path", &["'\"$user\", public'", "public"]),
    ("autovacuum", &["on", "false", "1"]),
    ("checkpoint_timeout", &["30s", "15min"]),
    ("wal_compression", &["on", "off", "pglz"]),
    ("timezone", &["'UTC'", "'GMT'"]),
    ("authentication_timeout", &["1min", "600"]),
];

const REDIS: &[Setting] = &[
    ("bind", &["127.0.0.1", "* -::*", "127.0.0.1 -::1"]),
    ("protected-mode", &["yes", "no", "YES"]),
    ("timeout", &["0", "300"]),
    ("tcp-keepalive", &["0", "60"]),
    ("tcp-backlog", &["511", "128"]),
    ("databases", &["1", "16", "64"]),
    ("maxclients", &["100", "1000"]),
    ("maxmemory", &["0", "100mb", "1GB", "1k", "4096"]),
    ("maxmemory-policy", &["noeviction", "allkeys-lru", "VOLATILE-TTL", "volatile-lfu"]),
    ("maxmemory-samples", &["1", "10", "64"]),
    ("maxmemory-clients", &["0", "5%", "10mb"]),
    ("io-threads", &["1", "4"]),
    ("save", &["900 1", "\"\"", "3600 1 300 100"]),
    ("appendonly", &["yes", "no"]),
    ("appendfsync", &["always", "everysec", "no"]),
    ("requirepass", &["secret", "\"two words\"", "'it\\'s'"]),
    ("masteruser", &["replica"]),
    ("cluster-node-timeout", &["15000", "5000"]),
    ("repl-timeout", &["60", "10"]),
    ("min-replicas-to-write", &["0", "2"]),
    ("min-slaves-to-write", &["1"]),
    ("loglevel", &["debug", "notice", "warning"]),
    ("client-output-buffer-limit", &["normal 0 0 0", "pubsub 32mb 8mb 60"]),
    ("rename-command", &["CONFIG \"\"", "FLUSHALL zap"]),
    ("notify-keyspace-events", &["Ex", "\"\"", "KEA"]),
    ("hash-max-ziplist-entries", &["512"]),
    ("slowlog-log-slower-than", &["10000", "-1"]),
    ("lazyfree-lazy-eviction", &["yes", "no"]),
    ("user", &["worker on >p4ss ~jobs:* +@all", "reader on nopass ~* +@read"]),
];

/// Random lines, of which each is as likely there as not.
fn random(settings: &[Setting], rng: &mut TestRng, separator: &str) -> String {
    let mut lines = String::new();
    for (name, texts) in settings {
        let random = rng.next_u32() as usize;
        if random.is_multiple_of(2) {
            lines.push_str(&format!("{name}{separator}{}\n", texts[(random / 2) % texts.len()]));
        }
    }
    lines
}

/// Reads random configurations, writes them, and hands what was written to the server.
fn drive(
    kind: &str,
    settings: &[Setting],
    separator: &str,
    mut takes: impl FnMut(&Path) -> Result<(), String>,
) {
    let directory = tempfile::tempdir().unwrap();
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut rng = runner.new_rng();
    for case in 0..CASES {
        let text = random(settings, &mut rng, separator);
        let written = native::rewrite(kind, file(&directory, "written.conf", &text))
            .unwrap_or_else(|report| panic!("case {case}:\n{text}\n{report}"));
        let path = file(&directory, "written.conf", &written);
        if let Err(problem) = takes(&path) {
            panic!("the server refuses case {case}: {problem}\nread:\n{text}\nwritten:\n{written}");
        }
    }
    println!("{kind}: the server took {CASES} of {CASES} configurations");
}

/// A program by a variable that names it, or on the path.
pub(crate) fn program(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Some(path.into());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|directory| directory.join(name))
        .find(|path| path.is_file())
}

fn version(program: &Path) -> String {
    let output = Command::new(program).arg("--version").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

#[test]
fn postgresql() {
    let server = program("CONFIG_TEST_POSTGRES", "postgres");
    let Some(server) = server.filter(|server| version(server).contains(" 18.")) else {
        println!("left out: PostgreSQL 18 is not installed (name its program in CONFIG_TEST_POSTGRES)");
        return;
    };
    drive("postgresql", POSTGRESQL, " = ", |path| {
        // The server does not run as root, and reads nothing that others cannot.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let open = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(path.parent().unwrap(), open.clone()).unwrap();
            std::fs::set_permissions(path, open).unwrap();
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(&server).args(["-C", "max_connections", "-D"]).arg(path.parent().unwrap());
        let output = command
            .arg(format!("--config-file={}", path.display()))
            .output()
            .map_err(|error| format!("setpriv cannot be run: {error}"))?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    });
}

#[test]
fn redis() {
    let Some(server) = program("CONFIG_TEST_REDIS", "redis-server") else {
        println!("left out: redis-server is not installed");
        return;
    };
    drive("redis", REDIS, " ", |path| {
        // Without any way to be reached the server stops as soon as it has taken its configuration.
        let output = Command::new(&server)
            .arg(path)
            .args([
                "--port",
                "0",
                "--tls-port",
                "0",
                "--unixsocket",
                "",
                "--logfile",
                "",
                "--daemonize",
                "no",
            ])
            .args(["--dir", "/tmp", "--loglevel", "notice", "--cluster-enabled", "no"])
            .output()
            .map_err(|error| error.to_string())?;
        let told =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        if told.contains("not listen anywhere") { Ok(()) } else { Err(told) }
    });
}

/// Whether the server is one that knows what came after 2.9.
pub(crate) fn newer_nats(server: &Path) -> bool {
    let version = version(server);
    let mut numbers = version.trim().rsplit('v').next().unwrap_or_default().split('.').map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(2)), Some(Ok(minor))) if minor >= 12)
}

#[test]
fn nats() {
    let Some(server) = program("CONFIG_TEST_NATS", "nats-server") else {
        println!("left out: nats-server is not installed");
        return;
    };
    let takes = |path: &Path| {
        let output = Command::new(&server)
            .arg("-t")
            .arg("-c")
            .arg(path)
            .output()
            .map_err(|error| error.to_string())?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    };
    drive("nats", crate::nats::NATS, ": ", takes);
    if newer_nats(&server) {
        drive("nats", crate::nats::NEWER, ": ", takes);
    } else {
        println!("left out: settings that only servers from 2.12 have");
    }
}
