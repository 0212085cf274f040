//! the weights of a model fit into the memory of its graphics processors

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-019",
    Severity::Error,
    "the weights of a model fit into the memory of its graphics processors",
    "ours: parameters x bytes, shared by tensor and pipeline parallelism, against gpu_memory_utilization",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(facts) = settings.models.get(&config.engine.model) else { continue };
        let Some(parameters) = facts.parameters_billion else { continue };
        let pool =
            entry.configuration.run().node_pool.as_ref().and_then(|pool| settings.node_pools.get(pool));
        let Some(gpu) = pool.and_then(|pool| pool.gpu.as_ref()) else { continue };
        let parallel = &config.parallel;
        let parts = f64::from(parallel.tensor_parallel_size) * f64::from(parallel.pipeline_parallel_size);
        let weights = parameters * 1e9 * facts.bytes_per_parameter / parts / f64::from(1_u32 << 30);
        let room = f64::from(gpu.memory_gib) * config.cache.gpu_memory_utilization;
        if weights > room {
            let message = format!(
                "the weights of {} take {weights:.0} GiB of each processor, and {room:.0} GiB may be used",
                config.engine.model
            );
            findings
                .add(
                    entry,
                    "config.model",
                    message,
                    "raise tensor_parallel_size, quantize the model, or take larger processors",
                )
                .and_setting(&format!("models[\"{}\"].parameters_billion", config.engine.model));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn weights_fit() {
        let facts = (
            "platform.yaml",
            "node_pools:\n  a: {nodes: 1, gpu: {count: 8, memory_gib: 80}}\nmodels:\n  m: {parameters_billion: 70}\n",
        );
        let server = |tensor: u32| {
            format!(
                "name: q\nkind: vllm\nowner: t\nrun: {{node_pool: a}}\nconfig:\n  model: m\n  tensor_parallel_size: {tensor}\n"
            )
        };
        rule(
            "GPU-019",
            &[facts, ("q.yaml", &server(2))],
            &[facts, ("q.yaml", &server(1))],
            &["q.yaml:6:10 platform.yaml:4:27"],
        );
    }
}
