//! the attention heads of a model are a multiple of tensor_parallel_size

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-002",
    Severity::Error,
    "the attention heads of a model are a multiple of tensor_parallel_size",
    "vLLM: model configuration",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(heads) = settings.models.get(&config.engine.model).and_then(|model| model.attention_heads)
        else {
            continue;
        };
        let tensor = config.parallel.tensor_parallel_size;
        if !heads.is_multiple_of(tensor.max(1)) {
            let message = format!(
                "{} has {heads} attention heads, which {tensor} processors cannot share",
                config.engine.model
            );
            findings
                .add(entry, "config.tensor_parallel_size", message, format!("choose a divisor of {heads}"))
                .and_setting(&format!("models[\"{}\"].attention_heads", config.engine.model));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn heads_are_shared_evenly() {
        let facts = ("platform.yaml", "models:\n  m: {attention_heads: 40}\n");
        rule(
            "GPU-002",
            &[
                facts,
                ("q.yaml", "name: q\nkind: vllm\nowner: t\nconfig: {model: m, tensor_parallel_size: 8}\n"),
            ],
            &[
                facts,
                ("q.yaml", "name: q\nkind: vllm\nowner: t\nconfig: {model: m, tensor_parallel_size: 16}\n"),
            ],
            &["q.yaml:4:42 platform.yaml:2:24"],
        );
    }
}
