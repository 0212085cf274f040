//! max_model_len does not exceed the context that the model was made for

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::model::vllm::MaxModelLen;

pub(super) const RULE: Rule = Rule::new(
    "GPU-004",
    Severity::Error,
    "max_model_len does not exceed the context that the model was made for",
    "vLLM: model configuration",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let (model, length, key, variable) = match &entry.configuration {
            Configuration::Vllm(loaded) => {
                let engine = &loaded.value.config.engine;
                let length = engine.max_model_len.and_then(MaxModelLen::tokens);
                (&engine.model, length, "max_model_len", "VLLM_ALLOW_LONG_MAX_MODEL_LEN")
            }
            Configuration::Sglang(loaded) => {
                let config = &loaded.value.config;
                let variable = "SGLANG_ALLOW_OVERWRITE_LONGER_CONTEXT_LEN";
                (&config.model_path, config.context_length, "context_length", variable)
            }
            _ => continue,
        };
        let context = settings.models.get(model).and_then(|model| model.context);
        let (Some(context), Some(length)) = (context, length) else { continue };
        let allowed = entry.configuration.variable(variable).is_some_and(|text| text == "1");
        if length > context && !allowed {
            let message = format!("{key} is {length}, and {model} was made for {context}");
            let help = format!("lower it to {context}, or set {variable} if you know what you do");
            findings
                .add(entry, &format!("config.{key}"), message, help)
                .and_setting(&format!("models[\"{model}\"].context"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn contexts_are_kept() {
        let facts = ("platform.yaml", "models:\n  m: {context: 32768}\n");
        rule(
            "GPU-004",
            &[facts, ("q.yaml", "name: q\nkind: vllm\nowner: t\nconfig: {model: m, max_model_len: 32768}\n")],
            &[facts, ("q.yaml", "name: q\nkind: vllm\nowner: t\nconfig: {model: m, max_model_len: 65536}\n")],
            &["q.yaml:4:35 platform.yaml:2:16"],
        );
    }
}
