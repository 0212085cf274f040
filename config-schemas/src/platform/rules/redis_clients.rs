//! all clients of a Redis fit into its maxclients

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-073",
    Severity::Error,
    "all clients of a Redis fit into its maxclients",
    "ours: replicas x connections of each client",
    check,
);

/// Connections that one replica of a client holds, if nothing else is known.
const CONNECTIONS: u64 = 10;

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Redis(loaded) = &entry.configuration else { continue };
        let clients: Vec<_> = platform.clients(entry.name()).collect();
        let sum: u64 = clients.iter().map(|client| client.configuration.run().most() * CONNECTIONS).sum();
        let most = u64::from(loaded.value.config.maxclients);
        if let Some(client) = clients.iter().max_by_key(|client| client.configuration.run().most())
            && sum > most
        {
            let message =
                format!("the clients of {} may open {sum} connections, and it takes {most}", entry.name());
            findings
                .add(entry, "config.maxclients", message, format!("raise maxclients above {sum}"))
                .and(client, "run.replicas");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn clients_fit() {
        let redis = |most: u32| format!("name: r\nkind: redis\nowner: t\nconfig: {{maxclients: {most}}}\n");
        let client = "name: c\nkind: other\nowner: t\ndependencies: [{service: r}]\nrun: {replicas: 20}\n";
        rule(
            "DATA-073",
            &[("c.yaml", client), ("r.yaml", &redis(1000))],
            &[("c.yaml", client), ("r.yaml", &redis(100))],
            &["r.yaml:4:22 c.yaml:5:17"],
        );
    }
}
