//! the pools of all clients fit into the connections of their database

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::reference::pools;
use super::super::router;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-071",
    Severity::Error,
    "the pools of all clients fit into the connections of their database",
    "ours: (max_size + max_overflow) x workers x replicas, against max_connections less the reserved ones",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for database in platform.services() {
        let (room, path) = match &database.configuration {
            Configuration::Postgresql(loaded) => {
                (u64::from(loaded.value.config.ordinary_connections()), "config.max_connections")
            }
            Configuration::PgBouncer(loaded) => {
                (u64::from(loaded.value.config.pgbouncer.max_client_conn), "config.pgbouncer.max_client_conn")
            }
            _ => continue,
        };
        let mut clients: Vec<(&Entry, &str, u64)> = Vec::new();
        for entry in platform.clients(database.name()) {
            for (path, pool) in pools(&entry.configuration) {
                if pool.service.as_ref().is_some_and(|service| service.as_str() == database.name()) {
                    clients.push((entry, path, pool.connections() * entry.configuration.run().most()));
                }
            }
            if let Configuration::LiteLlm(loaded) = &entry.configuration
                && router::database(platform, entry, &loaded.value.config)
                    .is_some_and(|known| known.name() == database.name())
                && let Some(each) = router::connections(entry, &loaded.value.config)
            {
                clients.push((entry, router::POOL, each * entry.configuration.run().most()));
            }
            // A pool of connections is a client itself.
            if let Configuration::PgBouncer(loaded) = &entry.configuration {
                let settings = &loaded.value.config.pgbouncer;
                for target in loaded.value.config.databases.values() {
                    if target.host.as_deref() == Some(database.name()) {
                        let most = match settings.max_db_connections {
                            0 => settings.default_pool_size + settings.reserve_pool_size,
                            most => most,
                        };
                        clients.push((
                            entry,
                            "config.pgbouncer",
                            u64::from(most) * entry.configuration.run().most(),
                        ));
                    }
                }
            }
        }
        let sum: u64 = clients.iter().map(|(.., connections)| connections).sum();
        if let Some((client, client_path, most)) = clients.iter().max_by_key(|(.., connections)| *connections)
            && sum > room
        {
            let message = format!(
                "the clients of {} may open {sum} connections, and it has {room}; {} alone {most}",
                database.name(),
                client.name()
            );
            findings
                .add(
                    database,
                    path,
                    message,
                    "lower the pools, raise the limit, or put PgBouncer between them",
                )
                .and(client, client_path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn pools_fit() {
        let database = |most: u32| {
            format!("name: db\nkind: postgresql\nowner: t\nconfig: {{max_connections: {most}}}\n")
        };
        let flow = "name: w\nkind: workflow\nowner: t\nrun: {replicas: 4, max_surge: 1}\nconfig:\n  database: {service: db, max_size: 30, max_overflow: 10}\n  encryption_key: \"${secret:k}\"\n";
        rule(
            "DATA-071",
            &[("db.yaml", &database(300)), ("w.yaml", flow)],
            &[("db.yaml", &database(100)), ("w.yaml", flow)],
            &["db.yaml:4:27 w.yaml:6:3"],
        );
    }

    #[test]
    fn routers_have_pools() {
        let database = ("d.yaml", "name: d\nkind: postgresql\nowner: t\nconfig: {max_connections: 100}\n");
        let router = |limit: u32| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 3, min_available: 2}}\ndependencies: [{{service: d}}]\nconfig:\n  general_settings: {{database_url: os.environ/DATABASE_URL, database_connection_pool_limit: {limit}}}\n"
            )
        };
        rule(
            "DATA-071",
            &[database, ("r.yaml", &router(20))],
            &[database, ("r.yaml", &router(25))],
            &["d.yaml:4:27 r.yaml:7:93"],
        );
    }
}
