//! `pgbouncer.ini`.

use super::{accepted, check, told};

/// `cf_set_int` and `cf_set_time_usec` refuse what is no number, also for settings that the schema keeps as they are.
#[test]
fn kept_settings_are_numbers_where_the_server_wants_them() {
    let text = |log: &str, mode: &str, delay: &str| {
        format!(
            "[databases]\n* =\n[pgbouncer]\nlog_connections = {log}\nunix_socket_mode = {mode}\nserver_check_delay = {delay}\n"
        )
    };
    accepted("pgbouncer", &text("1", "0777", "30"));
    accepted("pgbouncer", &text("0x1", "0700", "0.5"));
    assert_eq!(
        told(&check("pgbouncer", &text("yes", "0788", "30s"))),
        [
            "error CFG0303 pgbouncer.log_connections 4:19",
            "error CFG0303 pgbouncer.unix_socket_mode 5:20",
            "error CFG0303 pgbouncer.server_check_delay 6:22",
        ]
    );
}
