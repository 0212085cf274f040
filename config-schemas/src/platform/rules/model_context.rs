//! max_model_len does not exceed the context that the model was made for

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

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
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(context) = settings.models.get(&config.engine.model).and_then(|model| model.context) else {
            continue;
        };
        let Some(length) = config.engine.max_model_len.and_then(crate::model::vllm::MaxModelLen::tokens)
        else {
            continue;
        };
        let allowed =
            entry.configuration.variable("VLLM_ALLOW_LONG_MAX_MODEL_LEN").is_some_and(|text| text == "1");
        if length > context && !allowed {
            let message =
                format!("max_model_len is {length}, and {} was made for {context}", config.engine.model);
            let help = format!(
                "lower it to {context}, or set VLLM_ALLOW_LONG_MAX_MODEL_LEN if you know what you do"
            );
            findings
                .add(entry, "config.max_model_len", message, help)
                .and_setting(&format!("models[\"{}\"].context", config.engine.model));
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
