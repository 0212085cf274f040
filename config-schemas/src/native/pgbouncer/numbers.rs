//! Settings of PgBouncer that are kept as they are, but must be numbers, as its table in `main.c` has it.

/// Whole numbers, as C writes them: `0x1F` and `0777` count too. Most are 0 for no and 1 for yes.
const WHOLE: &[&str] = &[
    "application_name_add_host",
    "disable_pqexec",
    "listen_backlog",
    "log_connections",
    "log_disconnections",
    "log_pooler_errors",
    "log_stats",
    "max_db_client_connections",
    "max_packet_size",
    "max_user_client_connections",
    "peer_id",
    "pkt_buf",
    "sbuf_loopcnt",
    "server_fast_close",
    "server_reset_query_always",
    "server_round_robin",
    "so_reuseport",
    "stats_period",
    "syslog",
    "tcp_defer_accept",
    "tcp_keepalive",
    "tcp_keepcnt",
    "tcp_keepidle",
    "tcp_keepintvl",
    "tcp_socket_buffer",
    "tcp_user_timeout",
    "unix_socket_mode",
    "verbose",
];

/// Seconds, perhaps with a fraction.
const SECONDS: &[&str] = &[
    "autodb_idle_timeout",
    "cancel_wait_timeout",
    "client_login_timeout",
    "dns_max_ttl",
    "dns_nxdomain_ttl",
    "dns_zone_check_period",
    "query_wait_notify",
    "server_check_delay",
    "server_login_retry",
    "suspend_timeout",
    "transaction_timeout",
];

/// What is wrong with the value of a setting, and what to write.
pub(super) fn problem(name: &str, text: &str) -> Option<(&'static str, &'static str)> {
    if WHOLE.contains(&name) && !is_whole(text) {
        return Some(("is no whole number", "give a whole number; 0 is no and 1 is yes"));
    }
    let seconds = || text.parse::<f64>().is_ok_and(|number| number >= 0.0);
    if SECONDS.contains(&name) && !seconds() {
        return Some(("is no number of seconds", "give seconds as a number without a unit"));
    }
    None
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, base) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None => (digits, if digits.len() > 1 && digits.starts_with('0') { 8 } else { 10 }),
    };
    !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))
}
