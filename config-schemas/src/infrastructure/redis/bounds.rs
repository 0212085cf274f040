//! What the server takes for directives with one argument, as the table in `config.c` of Redis 8.0 has it.

use crate::value::RedisMemory;

/// What one argument may be.
#[derive(Clone, Copy, Debug)]
pub enum Bounds {
    /// A whole number between two limits.
    Number(i128, i128),
    /// Memory between two limits, in bytes.
    Memory(i128, i128),
    /// One of these words, in any case.
    Choice(&'static [&'static str]),
}

impl Bounds {
    /// What is known of a directive's argument.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        BOUNDS.binary_search_by_key(&name, |(known, _)| known).ok().map(|index| BOUNDS[index].1)
    }

    /// What is wrong with an argument, and what to write.
    #[must_use]
    pub fn problem(self, text: &str) -> Option<(String, String)> {
        let range = |low: i128, high: i128, unit: &str| {
            let help = format!("give a value from {low} to {high}{unit}");
            (format!("is outside of its range, from {low} to {high}{unit}"), help)
        };
        match self {
            Self::Choice(words) if words.iter().any(|word| word.eq_ignore_ascii_case(text)) => None,
            Self::Choice(words) => {
                let words = words.join(", ");
                Some((format!("is not one of {words}"), format!("give one of {words}")))
            }
            Self::Number(low, high) => match whole(text) {
                Some(number) if (low..=high).contains(&number) => None,
                Some(_) => Some(range(low, high, "")),
                None => {
                    Some(("is not a whole number".to_owned(), format!("give a value from {low} to {high}")))
                }
            },
            Self::Memory(low, high) => match text.parse::<RedisMemory>() {
                Ok(memory) if (low..=high).contains(&i128::from(memory.bytes())) => None,
                Ok(_) => Some(range(low, high, " bytes")),
                Err(error) => Some(("is not an amount of memory".to_owned(), error.help().to_owned())),
            },
        }
    }
}

/// A whole number as the server reads it: no plus sign, no zero in front.
fn whole(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits == "0" || digits.starts_with(|letter: char| ('1'..='9').contains(&letter));
    if plain { text.parse().ok() } else { None }
}

/// Every directive whose argument is a number, memory or a word, by name.
const BOUNDS: &[(&str, Bounds)] = &[
    ("acl-pubsub-default", Bounds::Choice(&["allchannels", "resetchannels"])),
    ("acllog-max-len", Bounds::Number(0, 9223372036854775807)),
    ("active-defrag-cycle-max", Bounds::Number(1, 99)),
    ("active-defrag-cycle-min", Bounds::Number(1, 99)),
    ("active-defrag-ignore-bytes", Bounds::Memory(1, 9223372036854775807)),
    ("active-defrag-max-scan-fields", Bounds::Number(1, 9223372036854775807)),
    ("active-defrag-threshold-lower", Bounds::Number(0, 1000)),
    ("active-defrag-threshold-upper", Bounds::Number(0, 1000)),
    ("active-expire-effort", Bounds::Number(1, 10)),
    ("appendfsync", Bounds::Choice(&["everysec", "always", "no"])),
    ("auto-aof-rewrite-min-size", Bounds::Memory(0, 9223372036854775807)),
    ("auto-aof-rewrite-percentage", Bounds::Number(0, 2147483647)),
    ("busy-reply-threshold", Bounds::Number(0, 9223372036854775807)),
    ("client-default-resp", Bounds::Number(2, 3)),
    ("client-query-buffer-limit", Bounds::Memory(1048576, 9223372036854775807)),
    ("cluster-announce-bus-port", Bounds::Number(0, 65535)),
    ("cluster-announce-port", Bounds::Number(0, 65535)),
    ("cluster-announce-tls-port", Bounds::Number(0, 65535)),
    ("cluster-compatibility-sample-ratio", Bounds::Number(0, 100)),
    ("cluster-link-sendbuf-limit", Bounds::Memory(0, 18446744073709551615)),
    ("cluster-migration-barrier", Bounds::Number(0, 2147483647)),
    ("cluster-node-timeout", Bounds::Number(0, 9223372036854775807)),
    ("cluster-ping-interval", Bounds::Number(0, 9223372036854775807)),
    ("cluster-port", Bounds::Number(0, 65535)),
    ("cluster-preferred-endpoint-type", Bounds::Choice(&["ip", "hostname", "unknown-endpoint"])),
    ("cluster-replica-validity-factor", Bounds::Number(0, 2147483647)),
    ("cluster-slave-validity-factor", Bounds::Number(0, 2147483647)),
    ("databases", Bounds::Number(1, 2147483647)),
    ("enable-debug-command", Bounds::Choice(&["no", "yes", "local"])),
    ("enable-module-command", Bounds::Choice(&["no", "yes", "local"])),
    ("enable-protected-configs", Bounds::Choice(&["no", "yes", "local"])),
    ("hash-max-listpack-entries", Bounds::Number(0, 9223372036854775807)),
    ("hash-max-listpack-value", Bounds::Memory(0, 9223372036854775807)),
    ("hash-max-ziplist-entries", Bounds::Number(0, 9223372036854775807)),
    ("hash-max-ziplist-value", Bounds::Memory(0, 9223372036854775807)),
    ("hll-sparse-max-bytes", Bounds::Memory(0, 9223372036854775807)),
    ("hz", Bounds::Number(0, 2147483647)),
    ("io-threads", Bounds::Number(1, 128)),
    ("key-load-delay", Bounds::Number(-2147483648, 2147483647)),
    ("latency-monitor-threshold", Bounds::Number(0, 9223372036854775807)),
    ("lfu-decay-time", Bounds::Number(0, 2147483647)),
    ("lfu-log-factor", Bounds::Number(0, 2147483647)),
    ("list-compress-depth", Bounds::Number(0, 2147483647)),
    ("list-max-listpack-size", Bounds::Number(-2147483648, 2147483647)),
    ("list-max-ziplist-size", Bounds::Number(-2147483648, 2147483647)),
    ("loading-process-events-interval-bytes", Bounds::Number(1024, 2147483647)),
    ("loglevel", Bounds::Choice(&["debug", "verbose", "notice", "warning", "nothing"])),
    ("lua-time-limit", Bounds::Number(0, 9223372036854775807)),
    ("max-new-connections-per-cycle", Bounds::Number(1, 1000)),
    ("max-new-tls-connections-per-cycle", Bounds::Number(1, 1000)),
    ("maxclients", Bounds::Number(1, 4294967295)),
    ("maxmemory", Bounds::Memory(0, 18446744073709551615)),
    ("maxmemory-eviction-tenacity", Bounds::Number(0, 100)),
    (
        "maxmemory-policy",
        Bounds::Choice(&[
            "volatile-lru",
            "volatile-lfu",
            "volatile-random",
            "volatile-ttl",
            "allkeys-lru",
            "allkeys-lfu",
            "allkeys-random",
            "noeviction",
        ]),
    ),
    ("maxmemory-samples", Bounds::Number(1, 64)),
    ("min-replicas-max-lag", Bounds::Number(0, 2147483647)),
    ("min-replicas-to-write", Bounds::Number(0, 2147483647)),
    ("min-slaves-max-lag", Bounds::Number(0, 2147483647)),
    ("min-slaves-to-write", Bounds::Number(0, 2147483647)),
    ("oom-score-adj", Bounds::Choice(&["no", "yes", "relative", "absolute"])),
    ("port", Bounds::Number(0, 65535)),
    ("propagation-error-behavior", Bounds::Choice(&["ignore", "panic", "panic-on-replicas"])),
    ("proto-max-bulk-len", Bounds::Memory(1048576, 9223372036854775807)),
    ("rdb-key-save-delay", Bounds::Number(-2147483648, 2147483647)),
    ("repl-backlog-size", Bounds::Memory(1, 9223372036854775807)),
    ("repl-backlog-ttl", Bounds::Number(0, 9223372036854775807)),
    ("repl-diskless-load", Bounds::Choice(&["disabled", "on-empty-db", "swapdb"])),
    ("repl-diskless-sync-delay", Bounds::Number(0, 2147483647)),
    ("repl-diskless-sync-max-replicas", Bounds::Number(0, 2147483647)),
    ("repl-ping-replica-period", Bounds::Number(1, 2147483647)),
    ("repl-ping-slave-period", Bounds::Number(1, 2147483647)),
    ("repl-timeout", Bounds::Number(1, 2147483647)),
    ("replica-announce-port", Bounds::Number(0, 65535)),
    ("replica-full-sync-buffer-limit", Bounds::Memory(0, 9223372036854775807)),
    ("replica-priority", Bounds::Number(0, 2147483647)),
    ("sanitize-dump-payload", Bounds::Choice(&["no", "yes", "clients"])),
    ("set-max-intset-entries", Bounds::Number(0, 9223372036854775807)),
    ("set-max-listpack-entries", Bounds::Number(0, 9223372036854775807)),
    ("set-max-listpack-value", Bounds::Number(0, 9223372036854775807)),
    ("shutdown-timeout", Bounds::Number(0, 2147483647)),
    ("slave-announce-port", Bounds::Number(0, 65535)),
    ("slave-priority", Bounds::Number(0, 2147483647)),
    ("slowlog-log-slower-than", Bounds::Number(-1, 9223372036854775807)),
    ("slowlog-max-len", Bounds::Number(0, 9223372036854775807)),
    ("socket-mark-id", Bounds::Number(0, 4294967295)),
    ("stream-node-max-bytes", Bounds::Memory(0, 9223372036854775807)),
    ("stream-node-max-entries", Bounds::Number(0, 9223372036854775807)),
    ("supervised", Bounds::Choice(&["upstart", "systemd", "auto", "no"])),
    (
        "syslog-facility",
        Bounds::Choice(&[
            "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
        ]),
    ),
    ("tcp-backlog", Bounds::Number(0, 2147483647)),
    ("tcp-keepalive", Bounds::Number(0, 2147483647)),
    ("timeout", Bounds::Number(0, 2147483647)),
    ("tls-auth-clients", Bounds::Choice(&["no", "yes", "optional"])),
    ("tls-port", Bounds::Number(0, 65535)),
    ("tls-session-cache-size", Bounds::Number(0, 2147483647)),
    ("tls-session-cache-timeout", Bounds::Number(0, 2147483647)),
    ("tracking-table-max-keys", Bounds::Number(0, 9223372036854775807)),
    ("watchdog-period", Bounds::Number(0, 2147483647)),
    ("zset-max-listpack-entries", Bounds::Number(0, 9223372036854775807)),
    ("zset-max-listpack-value", Bounds::Memory(0, 9223372036854775807)),
    ("zset-max-ziplist-entries", Bounds::Number(0, 9223372036854775807)),
    ("zset-max-ziplist-value", Bounds::Memory(0, 9223372036854775807)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for pair in BOUNDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{}", pair[1].0);
        }
    }
}
