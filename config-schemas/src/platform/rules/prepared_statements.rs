//! a client of transaction pooling prepares no statements on the server

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::reference::pools;
use super::super::router;
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
            let target = pool.service.as_ref().and_then(|service| platform.service(service.as_str()));
            if let Some(target) = target.filter(|_| pool.prepared_statements) {
                hold(entry, path, target, "prepared_statements to false", findings);
            }
        }
        if let Configuration::LiteLlm(loaded) = &entry.configuration
            && loaded.value.config.general_settings.database_disable_prepared_statements != Some(true)
            && let Some(target) = router::database(platform, entry, &loaded.value.config)
        {
            let path = "config.general_settings.database_disable_prepared_statements";
            hold(entry, path, target, "database_disable_prepared_statements to true", findings);
        }
    }
}

fn hold(entry: &Entry, path: &str, target: &Entry, help: &str, findings: &mut Findings<'_>) {
    let Configuration::PgBouncer(loaded) = &target.configuration else { return };
    let settings = &loaded.value.config.pgbouncer;
    if settings.pool_mode != PoolMode::Session && settings.max_prepared_statements == 0 {
        let message = format!(
            "{} prepares statements, and {} keeps none between transactions",
            entry.name(),
            target.name()
        );
        findings
            .add(entry, path, message, format!("set {help}, or max_prepared_statements above 0"))
            .and(target, "config.pgbouncer.max_prepared_statements");
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

    #[test]
    fn routers_prepare_none() {
        let pool = (
            "p.yaml",
            "name: p\nkind: pgbouncer\nowner: t\nconfig:\n  pgbouncer: {pool_mode: transaction, max_prepared_statements: 0}\n",
        );
        let router = |more: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\ndependencies: [{{service: p}}]\nconfig:\n  general_settings: {{database_url: os.environ/DATABASE_URL{more}}}\n"
            )
        };
        rule(
            "DATA-072",
            &[pool, ("r.yaml", &router(", database_disable_prepared_statements: true"))],
            &[pool, ("r.yaml", &router(""))],
            &["r.yaml:7:3 p.yaml:5:64"],
        );
    }
}
