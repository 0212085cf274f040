//! the weights of a model fit into the memory of its graphics processors

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::settings::{GIBIBYTE, ModelFacts};
use crate::model::vllm::{MaxModelLen, Runner, Vllm};

pub(super) const RULE: Rule = Rule::new(
    "GPU-019",
    Severity::Error,
    "the weights of a model and the cache of one longest sequence fit into the memory of its graphics processors",
    "ours: parameters x bytes + max_model_len x kv_bytes_per_token, shared by tensor and pipeline parallelism, against gpu_memory_utilization",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(facts) = settings.models.get(&config.engine.model) else { continue };
        let Some(weights) = facts.weights_gib() else { continue };
        let pool =
            entry.configuration.run().node_pool.as_ref().and_then(|pool| settings.node_pools.get(pool));
        let Some(gpu) = pool.and_then(|pool| pool.gpu.as_ref()) else { continue };
        let parallel = &config.parallel;
        let parts = f64::from(parallel.tensor_parallel_size) * f64::from(parallel.pipeline_parallel_size);
        let weights = (weights / parts - config.cache.cpu_offload_gb).max(0.0);
        // Processors beyond the heads of keys and values hold the same heads again.
        let shares = parallel.tensor_parallel_size.min(facts.kv_heads.unwrap_or(u32::MAX));
        let cache = cache(config, facts) / (f64::from(shares) * f64::from(parallel.pipeline_parallel_size));
        let memory = f64::from(gpu.memory_gib);
        let (room, left) = match config.cache.kv_cache_memory_bytes {
            // The cache has its own measure then, and the rest of the processor is for the weights.
            Some(bytes) => (memory - bytes.get() as f64 / GIBIBYTE, bytes.get() as f64 / GIBIBYTE),
            None => {
                let room = memory * config.cache.gpu_memory_utilization;
                (room, room - weights)
            }
        };
        if weights <= room && cache > left {
            let message = format!(
                "the cache of one longest sequence of {} takes {cache:.0} GiB of each processor, and {left:.0} GiB are left beside its weights",
                config.engine.model
            );
            findings
                .add(
                    entry,
                    "config.max_model_len",
                    message,
                    "lower max_model_len, raise tensor_parallel_size, or set kv_cache_dtype to fp8",
                )
                .and_setting(&format!("models[\"{}\"]", config.engine.model));
        }
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

/// Memory of the cache of one longest sequence, in GiB; none for models that keep none.
fn cache(config: &Vllm, facts: &ModelFacts) -> f64 {
    let length = config.engine.max_model_len.and_then(MaxModelLen::tokens).or(facts.context);
    let (Some(bytes), Some(length)) = (facts.cache_bytes(), length) else { return 0.0 };
    let dtype = config.cache.kv_cache_dtype.as_str();
    let share = match dtype {
        _ if config.engine.runner == Runner::Pooling => 0.0,
        dtype if dtype.starts_with("fp8") || dtype.starts_with("int8") => 0.5,
        // Types of fewer bits are not counted with the little that they take.
        dtype if dtype != "auto" && !dtype.ends_with("float16") => 0.25,
        _ => 1.0,
    };
    bytes as f64 * length as f64 * share / GIBIBYTE
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

    #[test]
    fn a_longest_sequence_fits() {
        let facts = (
            "platform.yaml",
            "node_pools:\n  a: {nodes: 1, gpu: {count: 1, memory_gib: 80}}\nmodels:\n  m: {parameters_billion: 32, kv_bytes_per_token: 262144}\n",
        );
        let server = |more: &str| {
            format!("name: q\nkind: vllm\nowner: t\nrun: {{node_pool: a}}\nconfig: {{model: m, {more}}}\n")
        };
        // 60 GiB of weights of the 74 that may be used; the cache takes 8 GiB for 32K and 16 GiB for 64K.
        rule(
            "GPU-019",
            &[facts, ("q.yaml", &server("max_model_len: 32K"))],
            &[facts, ("q.yaml", &server("max_model_len: 64K"))],
            &["q.yaml:5:35 platform.yaml:4:3"],
        );
        rule("GPU-019", &[facts, ("q.yaml", &server("max_model_len: 64K, kv_cache_dtype: fp8"))], &[], &[]);
    }
}
