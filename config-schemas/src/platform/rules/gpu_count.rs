//! a server asks for as many graphics processors as its parallelism needs

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-001",
    Severity::Error,
    "a server asks for as many graphics processors as its parallelism needs",
    "vLLM: the world size must not exceed the processors of the pod",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let Some(resources) = &entry.service().resources else { continue };
        let parallel = &loaded.value.config.parallel;
        let local = parallel.data_parallel_size_local.unwrap_or(1).max(1);
        let needed = u64::from(parallel.tensor_parallel_size)
            * u64::from(parallel.pipeline_parallel_size)
            * u64::from(parallel.prefill_context_parallel_size)
            * u64::from(local)
            / u64::from(parallel.nnodes.max(1));
        if needed > u64::from(resources.gpus) {
            let message = format!(
                "{} needs {needed} graphics processors for its parallelism and asks for {}",
                entry.name(),
                resources.gpus
            );
            findings
                .add(
                    entry,
                    "resources.gpus",
                    message,
                    format!("ask for {needed}, or lower tensor_parallel_size"),
                )
                .and(entry, "config.tensor_parallel_size");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn processors_cover_the_parallelism() {
        rule(
            "GPU-001",
            &[(
                "q.yaml",
                "name: q\nkind: vllm\nowner: t\nresources: {gpus: 8}\nconfig: {tensor_parallel_size: 8}\n",
            )],
            &[(
                "q.yaml",
                "name: q\nkind: vllm\nowner: t\nresources: {gpus: 4}\nconfig: {tensor_parallel_size: 8}\n",
            )],
            &["q.yaml:4:19 q.yaml:5:32"],
        );
    }
}
