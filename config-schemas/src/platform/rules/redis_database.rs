//! queues of a Redis have a database each, one that it has

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-074",
    Severity::Error,
    "queues of a Redis have a database each, one that it has",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut seen: Vec<(&str, u32, &Entry)> = Vec::new();
    for entry in platform.services() {
        let Configuration::Workflow(loaded) = &entry.configuration else { continue };
        let workflow = &loaded.value.config;
        let Some(queue) = &workflow.queue else { continue };
        let number = workflow.queue_database;
        if let Some(Configuration::Redis(redis)) =
            platform.service(queue.as_str()).map(|redis| &redis.configuration)
        {
            let redis = &redis.value.config;
            let databases = if redis.cluster_enabled { 1 } else { redis.databases };
            if number >= databases {
                let message = format!("{queue} has no database {number}");
                let help = format!("give one from 0 to {}", databases - 1);
                findings.add(entry, "config.queue_database", message, help);
            }
        }
        if let Some((.., other)) =
            seen.iter().find(|(name, known, _)| *name == queue.as_str() && *known == number)
        {
            let message = format!("{} and {} use the same database of {queue}", other.name(), entry.name());
            findings
                .add(entry, "config.queue_database", message, "give each its own database")
                .and(other, "config.queue_database");
        }
        seen.push((queue.as_str(), number, entry));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn queues_are_apart() {
        let redis = ("r.yaml", "name: r\nkind: redis\nowner: t\n");
        let flow = |name: &str, number: u32| {
            format!(
                "name: {name}\nkind: workflow\nowner: t\nconfig:\n  execution: queue\n  queue: r\n  queue_database: {number}\n  database: {{url: \"${{secret:u}}\"}}\n  encryption_key: \"${{secret:{name}}}\"\n"
            )
        };
        rule(
            "DATA-074",
            &[("a.yaml", &flow("a", 1)), ("b.yaml", &flow("b", 2)), redis],
            &[("a.yaml", &flow("a", 1)), ("b.yaml", &flow("b", 1)), redis],
            &["b.yaml:7:19 a.yaml:7:19"],
        );
        rule("DATA-074", &[], &[("a.yaml", &flow("a", 16)), redis], &["a.yaml:7:19"]);
    }
}
