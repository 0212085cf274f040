//! an environment does not ask for more graphics processors than its node pools have

use config_core::Severity;

use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use super::mig_profile::slice;

pub(super) const RULE: Rule = Rule::new(
    "GPU-077",
    Severity::Error,
    "an environment does not ask for more graphics processors than its node pools have",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for (name, pool) in &settings.node_pools {
        let users: Vec<&Entry> = platform
            .services()
            .iter()
            .filter(|entry| entry.configuration.run().node_pool.as_ref() == Some(name))
            .collect();
        let wanted = |entry: &Entry| {
            // Slices are not whole processors.
            let whole = entry.service().resources.as_ref().filter(|_| slice(entry).is_none());
            let gpus = whole.map_or(0, |resources| resources.gpus);
            let run = entry.configuration.run();
            u64::from(gpus) * u64::from(run.max_replicas.unwrap_or(run.replicas).max(run.replicas))
        };
        let sum: u64 = users.iter().map(|entry| wanted(entry)).sum();
        if let Some(largest) = users.iter().max_by_key(|entry| wanted(entry))
            && sum > pool.gpus()
        {
            let message = format!(
                "the services on {name} ask for {sum} graphics processors, and it has {}",
                pool.gpus()
            );
            findings
                .add(largest, "run.node_pool", message, "add nodes, or lower replicas")
                .and_setting(&format!("node_pools[\"{name}\"].nodes"));
        }
    }
    for entry in platform.services() {
        if let Some(name) = &entry.configuration.run().node_pool
            && !settings.node_pools.contains_key(name)
        {
            let names = settings.node_pools.keys().map(String::as_str);
            let help = match crate::native::nearest(name, names) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "describe it in platform.yaml".to_owned(),
            };
            findings.add(entry, "run.node_pool", format!("there is no node pool {name}"), help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn pools_have_enough() {
        let facts = ("platform.yaml", "node_pools:\n  gpu-a: {nodes: 1, gpu: {count: 8, memory_gib: 80}}\n");
        let server = |pool: &str, replicas: u32| {
            format!(
                "name: q\nkind: vllm\nowner: t\nresources: {{gpus: 4}}\nrun: {{node_pool: {pool}, max_surge: 0, replicas: {replicas}}}\n"
            )
        };
        rule(
            "GPU-077",
            &[facts, ("q.yaml", &server("gpu-a", 2))],
            &[facts, ("q.yaml", &server("gpu-a", 3))],
            &["q.yaml:5:18 platform.yaml:2:18"],
        );
        rule("GPU-077", &[], &[facts, ("q.yaml", &server("gpu-b", 1))], &["q.yaml:5:18"]);
    }
}
