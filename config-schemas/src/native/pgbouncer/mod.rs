//! `pgbouncer.ini`.

mod numbers;
mod syntax;

use config_core::{AnyValue, Code, Document, Finding, Report};
use config_format::Kind;

use super::text::{Content, Entry, Piece, tree};
use super::{Native, NativeFile, Reading};
use crate::infrastructure::pgbouncer::PgBouncer;
use syntax::Setting;

/// A file is included, and what it says is not looked at.
pub(crate) const INCLUDED: Code = Code::custom("NAT0103");

/// Settings of `[pgbouncer]` that PgBouncer knows and the schema keeps as they are.
const KNOWN: &[&str] = &[
    "application_name_add_host",
    "auth_dbname",
    "auth_ident_file",
    "auth_ldap_options",
    "auth_query",
    "autodb_idle_timeout",
    "cancel_wait_timeout",
    "client_login_timeout",
    "client_tls_ciphers",
    "client_tls_dheparams",
    "client_tls_ecdhcurve",
    "client_tls13_ciphers",
    "client_tls_protocols",
    "conffile",
    "disable_pqexec",
    "dns_max_ttl",
    "dns_nxdomain_ttl",
    "dns_zone_check_period",
    "job_name",
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
    "query_wait_notify",
    "resolv_conf",
    "sbuf_loopcnt",
    "scram_iterations",
    "server_check_delay",
    "server_check_query",
    "server_fast_close",
    "server_login_retry",
    "server_reset_query",
    "server_reset_query_always",
    "server_round_robin",
    "server_tls_cert_file",
    "server_tls_ciphers",
    "server_tls_key_file",
    "server_tls_protocols",
    "server_tls13_ciphers",
    "service_name",
    "so_reuseport",
    "stats_period",
    "suspend_timeout",
    "syslog",
    "syslog_facility",
    "syslog_ident",
    "tcp_defer_accept",
    "tcp_keepalive",
    "tcp_keepcnt",
    "tcp_keepidle",
    "tcp_keepintvl",
    "tcp_socket_buffer",
    "tcp_user_timeout",
    "track_extra_parameters",
    "transaction_timeout",
    "unix_socket_group",
    "unix_socket_mode",
    "user",
    "verbose",
];

impl Native for PgBouncer {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let text = file.text()?;
        let (settings, includes, problems) = syntax::parse(text);
        let refuse = |problem: syntax::Problem| {
            Finding::error(Code::SYNTAX, "", problem.message)
                .with_origin(file.place(problem.at))
                .with_help(problem.help)
        };
        let mut findings: Vec<Finding> = problems.into_iter().map(refuse).collect();
        findings.extend(includes.into_iter().map(|at| {
            Finding::warning(INCLUDED, "", "another file is included; it is neither looked at nor written")
                .with_origin(file.place(at))
                .with_help("check the other file as well")
        }));
        let mut sections: Vec<Entry> = Vec::new();
        for setting in &settings {
            let content = match setting.section.as_str() {
                "pgbouncer" => Content::One(Piece {
                    kind: Kind::Text,
                    span: setting.value_span,
                    // Words are taken in any case.
                    text: match setting.name.as_str() {
                        "pool_mode" | "auth_type" | "client_tls_sslmode" | "server_tls_sslmode" => {
                            setting.value.to_ascii_lowercase()
                        }
                        _ => setting.value.clone(),
                    },
                }),
                _ => match syntax::connection(&setting.value, setting.value_span.start as usize) {
                    Ok(entries) => Content::Map(setting.value_span, entries),
                    Err(problem) => {
                        findings.push(refuse(problem));
                        continue;
                    }
                },
            };
            push(&mut sections, setting, content);
        }
        match Document::new(file.path(), tree(&sections, text)).read::<Self>() {
            Ok(loaded) => {
                if loaded.value.databases.contains_key("pgbouncer") {
                    let path = "databases.pgbouncer";
                    let finding =
                        Finding::error(Code::CHECK, path, "the name pgbouncer is that of the console");
                    findings.push(loaded.locate(finding.with_help("call the database otherwise"), path));
                }
                for name in loaded.value.pgbouncer.extra.keys().filter(|name| !KNOWN.contains(&name.as_str()))
                {
                    let path = format!("pgbouncer.{name}");
                    let finding = Finding::error(Code::UNKNOWN_KEY, &path, format!("unknown setting {name}"));
                    let help = match super::nearest(name, known()) {
                        Some(nearest) => format!("did you mean {nearest}?"),
                        None => "PgBouncer has no such setting; remove it".to_owned(),
                    };
                    findings.push(loaded.locate(finding.with_help(help), &path));
                }
                for (name, value) in &loaded.value.pgbouncer.extra {
                    let text = value.as_str().unwrap_or_default();
                    if let Some((problem, help)) = numbers::problem(name, text) {
                        let path = format!("pgbouncer.{name}");
                        let finding = Finding::error(Code::MALFORMED, &path, format!("{name} {problem}"));
                        findings.push(loaded.locate(finding.with_help(help), &path));
                    }
                }
                Reading::of_loaded(loaded, findings)
            }
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                Err(Report::new(findings))
            }
        }
    }

    fn write(&self) -> String {
        let AnyValue::Map(sections) = <Self as config_core::WriteValue>::write(self) else {
            return String::new();
        };
        let mut out = String::new();
        for (section, content) in &sections {
            let AnyValue::Map(settings) = content else { continue };
            out.push_str(&format!("[{section}]\n"));
            for (name, value) in settings {
                let text = match value {
                    AnyValue::Map(parts) => parts
                        .iter()
                        .map(|(name, value)| format!("{name}={}", syntax::part(&text_of(value))))
                        .collect::<Vec<_>>()
                        .join(" "),
                    one => text_of(one),
                };
                out.push_str(&format!("{name} = {text}\n"));
            }
            out.push('\n');
        }
        out
    }
}

fn known() -> impl Iterator<Item = &'static str> {
    let fields = <crate::infrastructure::pgbouncer::Settings as config_core::ServiceConfig>::SCHEMA.fields();
    fields.iter().filter(|field| !field.flatten).map(|field| field.name).chain(KNOWN.iter().copied())
}

/// A name that is given twice counts the last time.
fn push(sections: &mut Vec<Entry>, setting: &Setting, content: Content) {
    let entry = Entry { name: setting.name.clone(), span: setting.name_span, content };
    let section = match sections.iter_mut().position(|section| section.name == setting.section) {
        Some(index) => &mut sections[index],
        None => {
            let content = Content::Map(setting.name_span, Vec::new());
            sections.push(Entry { name: setting.section.clone(), span: setting.name_span, content });
            let last = sections.len() - 1;
            &mut sections[last]
        }
    };
    if let Content::Map(_, entries) = &mut section.content {
        match entries.iter_mut().find(|earlier| earlier.name == entry.name) {
            Some(earlier) => *earlier = entry,
            None => entries.push(entry),
        }
    }
}

fn text_of(value: &AnyValue) -> String {
    match value {
        AnyValue::Boolean(truth) => if *truth { "1" } else { "0" }.to_owned(),
        AnyValue::Number(number) => number.clone(),
        AnyValue::Secret(secret) => secret.expose_secret().clone(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}
