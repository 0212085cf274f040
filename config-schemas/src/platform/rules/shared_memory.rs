//! a server on several graphics processors has shared memory

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "RUN-041",
    Severity::Warning,
    "a server on several graphics processors has shared memory",
    "vLLM: the guide for Kubernetes",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let Some(resources) = &entry.service().resources else { continue };
        if loaded.value.config.parallel.tensor_parallel_size > 1 && resources.shared_memory.is_none() {
            let message = format!("{} runs on several processors without shared memory", entry.name());
            findings
                .add(entry, "resources", message, "set resources.shared_memory, such as 16Gi")
                .and(entry, "config.tensor_parallel_size");
        }
        if let (Some(shared), Some(limit)) =
            (resources.shared_memory, resources.memory_limit.or(resources.memory))
            && shared >= limit
        {
            let message =
                format!("the shared memory of {} counts towards its limit and leaves nothing", entry.name());
            findings
                .add(entry, "resources.shared_memory", message, "lower it below the memory")
                .and(entry, "resources.memory");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn several_processors_share_memory() {
        rule(
            "RUN-041",
            &[(
                "q.yaml",
                "name: q\nkind: vllm\nowner: t\nresources: {gpus: 2, memory: 64Gi, shared_memory: 16Gi}\nconfig: {tensor_parallel_size: 2}\n",
            )],
            &[(
                "q.yaml",
                "name: q\nkind: vllm\nowner: t\nresources: {gpus: 2}\nconfig: {tensor_parallel_size: 2}\n",
            )],
            &["q.yaml:4:1 q.yaml:5:32"],
        );
    }
}
