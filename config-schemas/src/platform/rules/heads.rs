//! the attention heads of a model are a multiple of the processors that share them

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
        let (model, tensor, key) = match &entry.configuration {
            Configuration::Vllm(loaded) => {
                let config = &loaded.value.config;
                (&config.engine.model, config.parallel.tensor_parallel_size, "tensor_parallel_size")
            }
            Configuration::Sglang(loaded) => {
                (&loaded.value.config.model_path, loaded.value.config.tp_size, "tp_size")
            }
            Configuration::Tgi(loaded) => {
                (&loaded.value.config.model_id, loaded.value.config.num_shard.unwrap_or(1), "num_shard")
            }
            _ => continue,
        };
        let Some(heads) = settings.models.get(model).and_then(|model| model.attention_heads) else {
            continue;
        };
        if !heads.is_multiple_of(tensor.max(1)) {
            let message =
                format!("{model} has {heads} attention heads, which {tensor} processors cannot share");
            findings
                .add(entry, &format!("config.{key}"), message, format!("choose a divisor of {heads}"))
                .and_setting(&format!("models[\"{model}\"].attention_heads"));
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
