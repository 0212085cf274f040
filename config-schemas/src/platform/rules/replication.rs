//! a store of vectors has as many nodes as copies

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-059",
    Severity::Error,
    "a Qdrant has at least as many replicas as copies of each shard",
    "ours: replication_factor against replicas",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Qdrant(loaded) = &entry.configuration else { continue };
        let Some(collection) = &loaded.value.config.storage.collection else { continue };
        let (copies, nodes) = (collection.replication_factor, entry.configuration.run().replicas);
        if copies > nodes {
            let message = format!("{} keeps {copies} copies of each shard on {nodes} nodes", entry.name());
            findings
                .add(
                    entry,
                    "config.storage.collection.replication_factor",
                    message,
                    format!("lower it to {nodes}, or set run.replicas to {copies}"),
                )
                .and(entry, "run.replicas");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn copies_have_nodes() {
        let qdrant = |replicas: u32| {
            format!(
                "name: q\nkind: qdrant\nowner: t\nrun: {{replicas: {replicas}}}\nconfig: {{cluster: {{enabled: true}}, storage: {{collection: {{replication_factor: 3}}}}}}\n"
            )
        };
        rule("DATA-059", &[("q.yaml", &qdrant(3))], &[("q.yaml", &qdrant(2))], &["q.yaml:5:79 q.yaml:4:17"]);
    }
}
