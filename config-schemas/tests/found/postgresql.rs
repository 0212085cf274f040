//! `postgresql.conf`.

use super::{accepted, check, told};

/// Settings of 18.6 that `pg_settings` of 18.4 does not list.
#[test]
fn every_setting_of_18_6_is_known() {
    accepted("postgresql", "output_plugin_libraries = 'pgoutput'\ndefault_with_oids = off\n");
    assert!(check("postgresql", "default_with_oids = on\n").has_errors());
}

/// The check hooks of `guc_tables.c`: `Unrecognized key word`, `Invalid option`.
#[test]
fn lists_of_words_are_checked() {
    accepted(
        "postgresql",
        "log_destination = 'stderr, CSVLOG'\nlog_connections = 'receipt,setup_durations'\nrecovery_target = ''\nrestrict_nonsystem_relation_kind = 'view, foreign-table'\n",
    );
    let report = check(
        "postgresql",
        "log_destination = 'stderr,csv'\nlog_connections = 'authentification'\ndebug_io_direct = 'walinit'\nrecovery_target = 'latest'\n",
    );
    assert_eq!(
        told(&report),
        [
            "error CFG0303 log_destination 1:19",
            "error CFG0303 log_connections 2:19",
            "error CFG0303 debug_io_direct 3:19",
            "error CFG0303 recovery_target 4:19",
        ]
    );
}
