//! a client of transaction pooling prepares no statements on the server

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::reference::pools;
use super::super::rule::{Findings, Rule};
use crate::infrastructure::pgbouncer::PoolMode;

pub(super) const RULE: Rule = Rule::new(
    "DATA-072",
    Severity::Error,
    "a client of transaction pooling prepares no statements on the server",
    "PgBouncer: unless max_prepared_statements is above 0",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for (path, pool) in pools(&entry.configuration) {
            let Some(target) = pool.service.as_ref().and_then(|service| platform.service(service.as_str()))
            else {
                continue;
            };
            let Configuration::PgBouncer(loaded) = &target.configuration else { continue };
            let settings = &loaded.value.config.pgbouncer;
            if settings.pool_mode != PoolMode::Session
                && settings.max_prepared_statements == 0
                && pool.prepared_statements
            {
                let message = format!(
                    "{} prepares statements, and {} keeps none between transactions",
                    entry.name(),
                    target.name()
                );
                findings
                    .add(
                        entry,
                        path,
                        message,
                        "set prepared_statements to false, or max_prepared_statements above 0",
                    )
                    .and(target, "config.pgbouncer.max_prepared_statements");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn statements_are_kept() {
        let pool = |kept: u32| {
            format!(
                "name: pool\nkind: pgbouncer\nowner: t\nconfig:\n  pgbouncer: {{pool_mode: transaction, max_client_conn: 1000, max_prepared_statements: {kept}}}\n"
            )
        };
        let flow = "name: w\nkind: workflow\nowner: t\nconfig:\n  database: {service: pool}\n  encryption_key: \"${secret:k}\"\n";
        rule(
            "DATA-072",
            &[("p.yaml", &pool(100)), ("w.yaml", flow)],
            &[("p.yaml", &pool(0)), ("w.yaml", flow)],
            &["w.yaml:5:3 p.yaml:5:87"],
        );
    }
}
