//! there are spare graphics processors for a rollout

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::mig_profile::slice;

pub(super) const RULE: Rule = Rule::new(
    "GPU-035",
    Severity::Warning,
    "there are spare graphics processors for a rollout",
    "ours: (replicas + surge) x processors against the node pool",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let (run, gpus) = (
            entry.configuration.run(),
            entry
                .service()
                .resources
                .as_ref()
                .filter(|_| slice(entry).is_none())
                .map_or(0, |resources| resources.gpus),
        );
        let Some(pool) = run.node_pool.as_ref().and_then(|name| settings.node_pools.get(name)) else {
            continue;
        };
        if gpus > 0 && run.max_surge > 0 && run.most() * u64::from(gpus) > pool.gpus() {
            let message = format!(
                "a rollout of {} needs {} graphics processors, and its node pool has {}",
                entry.name(),
                run.most() * u64::from(gpus),
                pool.gpus()
            );
            let name = run.node_pool.as_deref().unwrap_or_default();
            findings
                .add(entry, "run.node_pool", message, "set run.max_surge to 0, or add nodes")
                .and_setting(&format!("node_pools[\"{name}\"].nodes"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn rollouts_have_room() {
        let facts = ("platform.yaml", "node_pools:\n  a: {nodes: 2, gpu: {count: 8, memory_gib: 80}}\n");
        let server = |surge: u32| {
            format!(
                "name: q\nkind: vllm\nowner: t\nresources: {{gpus: 8}}\nrun: {{node_pool: a, replicas: 2, max_surge: {surge}}}\n"
            )
        };
        rule(
            "GPU-035",
            &[facts, ("q.yaml", &server(0))],
            &[facts, ("q.yaml", &server(1))],
            &["q.yaml:5:18 platform.yaml:2:14"],
        );
    }
}
