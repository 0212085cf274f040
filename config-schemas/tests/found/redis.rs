//! `redis.conf`.

use super::{accepted, check, told};

/// The names that the server's own `redis.conf` shows, and hidden ones of `config.c` in 8.0.
#[test]
fn every_directive_of_redis_8_is_known() {
    accepted(
        "redis",
        "server-cpulist 0-7:2\nbio-cpulist 1,3\naof-rewrite-cpulist 8-11\nbgsave-cpulist 1,10-11\ncluster-compatibility-sample-ratio 10\nwatchdog-period 0\nuse-exit-on-panic no\n",
    );
}

/// `argument(s) must be one of the following`, `argument must be between 1 and 500 inclusive` and
/// `argument must be a memory value`: directives without a field are held against the server's table, too.
#[test]
fn arguments_are_what_the_server_takes() {
    let text = "repl-diskless-load sometimes\nactive-defrag-cycle-min 100\nstream-node-max-bytes 4kilo\ntracking-table-max-keys 01\nstream-node-max-entries 100\nREPL-DISKLESS-LOAD swapdb\n";
    let report = check("redis", text);
    assert_eq!(
        told(&report),
        [
            "error CFG0303 repl-diskless-load 1:20",
            "error CFG0303 active-defrag-cycle-min 2:25",
            "error CFG0303 stream-node-max-bytes 3:23",
            "error CFG0303 tracking-table-max-keys 4:25",
        ]
    );
    assert_eq!(report.findings()[1].help(), Some("give a value from 1 to 99"));
}

/// Sentinel has a file of its own, which a server that is no sentinel refuses.
#[test]
fn files_of_sentinels_are_told_apart() {
    let report = check("redis", "port 26379\nsentinel monitor mymaster 127.0.0.1 6379 2\n");
    assert_eq!(told(&report), ["error CFG0201 sentinel 2:1"]);
    assert!(report.findings()[0].help().unwrap().contains("--sentinel"));
}
