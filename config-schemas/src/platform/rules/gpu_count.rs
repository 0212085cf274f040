//! a server asks for as many graphics processors as its parallelism needs

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::model::vllm::ParallelArgs;

pub(super) const RULE: Rule = Rule::new(
    "GPU-001",
    Severity::Error,
    "a server asks for as many graphics processors as its parallelism needs",
    "vLLM: the world size must not exceed the processors of the pod",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Some(resources) = &entry.service().resources else { continue };
        let (needed, key) = match &entry.configuration {
            Configuration::Vllm(loaded) => (vllm(&loaded.value.config.parallel), "tensor_parallel_size"),
            Configuration::Sglang(loaded) => {
                let config = &loaded.value.config;
                // With attention spread over copies, the copies share the processors of the tensors.
                let copies = if config.enable_dp_attention { 1 } else { config.dp_size };
                let all = product([config.tp_size, config.pp_size, copies]);
                (all / u64::from(config.nnodes.max(1)), "tp_size")
            }
            Configuration::Tgi(loaded) => {
                let Some(shards) = loaded.value.config.num_shard else { continue };
                (u64::from(shards), "num_shard")
            }
            _ => continue,
        };
        if needed > u64::from(resources.gpus) {
            let message = format!(
                "{} needs {needed} graphics processors for its parallelism and asks for {}",
                entry.name(),
                resources.gpus
            );
            findings
                .add(entry, "resources.gpus", message, format!("ask for {needed}, or lower {key}"))
                .and(entry, &format!("config.{key}"));
        }
    }
}

fn vllm(parallel: &ParallelArgs) -> u64 {
    // All copies run here, unless a load balancer knows them one by one, or says how many are here.
    let alone = parallel.data_parallel_external_lb || parallel.data_parallel_rank.is_some();
    let all = if alone { 1 } else { parallel.data_parallel_size };
    let local = parallel.data_parallel_size_local.unwrap_or(all).max(1);
    let sizes = [
        parallel.tensor_parallel_size,
        parallel.pipeline_parallel_size,
        parallel.prefill_context_parallel_size,
        local,
    ];
    product(sizes) / u64::from(parallel.nnodes.max(1))
}

fn product<const N: usize>(sizes: [u32; N]) -> u64 {
    sizes.into_iter().fold(1, |product, size| product.saturating_mul(u64::from(size)))
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

    #[test]
    fn copies_and_other_servers_are_counted() {
        let server = |kind: &str, gpus: u32, config: &str| {
            format!("name: q\nkind: {kind}\nowner: t\nresources: {{gpus: {gpus}}}\nconfig: {{{config}}}\n")
        };
        for (kind, config, column) in [
            ("vllm", "model: m, tensor_parallel_size: 2, data_parallel_size: 2", 42),
            ("sglang", "model_path: m, tp_size: 4", 34),
            ("tgi", "model_id: m, num_shard: 4", 34),
        ] {
            rule(
                "GPU-001",
                &[("q.yaml", &server(kind, 4, config))],
                &[("q.yaml", &server(kind, 2, config))],
                &[&format!("q.yaml:4:19 q.yaml:5:{column}")],
            );
        }
    }
}
