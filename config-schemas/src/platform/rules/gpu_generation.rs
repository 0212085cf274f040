//! graphics processors are new enough for the quantization of their model

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-077-B",
    Severity::Warning,
    "graphics processors are new enough for the quantization of their model",
    "vLLM 0.33: get_min_capability of each method, against compute_capability",
    check,
);

/// The least compute capability of each method, times ten, as vLLM 0.33 checks it.
const LEAST: &[(&str, u32)] = &[
    ("awq", 75),
    ("compressed-tensors", 70),
    ("experts_int8", 80),
    ("fbgemm_fp8", 80),
    ("fp8", 75),
    ("fp_quant", 100),
    ("gpt_oss_mxfp4", 80),
    ("gptq", 60),
    ("humming", 75),
    ("inc", 60),
    ("modelopt", 80),
    ("modelopt_fp4", 75),
    ("modelopt_mixed", 75),
    ("modelopt_mxfp8", 80),
    ("moe_wna16", 70),
    ("mxfp4", 80),
    ("quark", 70),
    ("torchao", 75),
];

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let engine = &loaded.value.config.engine;
        let declared = settings.models.get(&engine.model).and_then(|facts| facts.quantization.as_deref());
        let Some(method) = engine.quantization.as_deref().or(declared) else { continue };
        let name = super::checkpoint::method(method);
        let Some((_, least)) = LEAST.iter().find(|(known, _)| *known == name) else { continue };
        let Some(pool) = &entry.configuration.run().node_pool else { continue };
        let gpu = settings.node_pools.get(pool).and_then(|pool| pool.gpu.as_ref());
        let Some(capability) = gpu.and_then(|gpu| gpu.compute_capability) else { continue };
        let least = f64::from(*least) / 10.0;
        // Both are written with one digit, so half of one tells them apart.
        if capability + 0.05 < least {
            let message = format!(
                "{method} needs processors of compute capability {least:.1}, and those of {pool} have {capability:.1}"
            );
            let path = if engine.quantization.is_some() { "config.quantization" } else { "config.model" };
            findings
                .add(entry, path, message, "take a checkpoint of another quantization, or newer processors")
                .and_setting(&format!("node_pools[\"{pool}\"].gpu.compute_capability"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn processors_are_new_enough() {
        let facts = |capability: &str| {
            format!(
                "node_pools:\n  a: {{nodes: 1, gpu: {{count: 1, memory_gib: 80, compute_capability: {capability}}}}}\nmodels:\n  m: {{quantization: mxfp4}}\n"
            )
        };
        let server = |more: &str| {
            format!("name: q\nkind: vllm\nowner: t\nrun: {{node_pool: a}}\nconfig: {{model: m{more}}}\n")
        };
        rule(
            "GPU-077-B",
            &[("platform.yaml", &facts("8.0")), ("q.yaml", &server(""))],
            &[("platform.yaml", &facts("7.5")), ("q.yaml", &server(""))],
            &["q.yaml:5:17 platform.yaml:2:69"],
        );
        rule(
            "GPU-077-B",
            &[("platform.yaml", &facts("7.5")), ("q.yaml", &server(", quantization: awq_marlin"))],
            &[("platform.yaml", &facts("7.0")), ("q.yaml", &server(", quantization: awq_marlin"))],
            &["q.yaml:5:34 platform.yaml:2:69"],
        );
    }
}
