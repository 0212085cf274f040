//! what is said of a model's types agrees with its checkpoint

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use super::super::settings::{ModelFacts, ModelType};
use crate::model::vllm::{Dtype, Vllm};

pub(super) const RULE: Rule = Rule::new(
    "GPU-015",
    Severity::Error,
    "the type of a cache is that of the model, and quantization that of its checkpoint",
    "vLLM: vllm.py and model.py; SGLang: model_config.py",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let facts = |model: &str| platform.settings().and_then(|settings| settings.models.get(model));
        match &entry.configuration {
            Configuration::Vllm(loaded) => {
                let config = &loaded.value.config;
                let model = config.engine.model.as_str();
                cache_type(entry, config, facts(model), findings);
                quantization(entry, model, config.engine.quantization.as_deref(), facts(model), findings);
            }
            Configuration::Sglang(loaded) => {
                let config = &loaded.value.config;
                let model = config.model_path.as_str();
                quantization(entry, model, config.quantization.as_deref(), facts(model), findings);
            }
            _ => {}
        }
    }
}

/// A cache of 16 bits must have the very type that the model computes with.
fn cache_type(entry: &Entry, config: &Vllm, facts: Option<&ModelFacts>, findings: &mut Findings<'_>) {
    let cache = config.cache.kv_cache_dtype.as_str();
    if !matches!(cache, "float16" | "bfloat16") {
        return;
    }
    let declared = facts.and_then(|facts| facts.dtype);
    let (computed, own) = match config.engine.dtype {
        // A model of 32 bits is computed with 16, and which of both depends on the processor.
        Dtype::Auto => (declared.filter(|dtype| *dtype != ModelType::Float32), false),
        Dtype::Half | Dtype::Float16 => (Some(ModelType::Float16), true),
        Dtype::Bfloat16 => (Some(ModelType::Bfloat16), true),
        Dtype::Float | Dtype::Float32 => (Some(ModelType::Float32), true),
    };
    let Some(computed) = computed.filter(|computed| computed.name() != cache) else { return };
    let message = format!(
        "kv_cache_dtype is {cache}, and {} is computed with {}",
        config.engine.model,
        computed.name()
    );
    let help = format!("set kv_cache_dtype to auto or {}", computed.name());
    let place = findings.add(entry, "config.kv_cache_dtype", message, help);
    if own {
        place.and(entry, "config.dtype");
    } else {
        place.and_setting(&format!("models[\"{}\"].dtype", config.engine.model));
    }
}

fn quantization(
    entry: &Entry,
    model: &str,
    given: Option<&str>,
    facts: Option<&ModelFacts>,
    findings: &mut Findings<'_>,
) {
    let declared = facts.and_then(|facts| facts.quantization.as_deref());
    let (Some(given), Some(declared)) = (given, declared) else { return };
    if method(given) == method(declared) || given == "moe_wna16" && matches!(method(declared), "awq" | "gptq")
    {
        return;
    }
    let message =
        format!("quantization is {given}, and the checkpoint of {model} is quantized with {declared}");
    findings
        .add(
            entry,
            "config.quantization",
            message,
            "remove quantization: the server finds it in the checkpoint",
        )
        .and_setting(&format!("models[\"{model}\"].quantization"));
}

/// A method whatever computes it: `awq_marlin` reads what `awq` wrote.
pub(super) fn method(name: &str) -> &str {
    let name = name.strip_suffix("_marlin").unwrap_or(name);
    name.strip_prefix("auto_").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn types_agree_with_the_checkpoint() {
        let facts = ("platform.yaml", "models:\n  m: {dtype: bfloat16, quantization: awq}\n");
        let server =
            |config: &str| format!("name: q\nkind: vllm\nowner: t\nconfig: {{model: m, {config}}}\n");
        rule(
            "GPU-015",
            &[facts, ("q.yaml", &server("kv_cache_dtype: bfloat16, quantization: awq_marlin"))],
            &[facts, ("q.yaml", &server("kv_cache_dtype: float16, quantization: gptq"))],
            &["q.yaml:4:36 platform.yaml:2:14", "q.yaml:4:59 platform.yaml:2:38"],
        );
        rule(
            "GPU-015",
            &[("q.yaml", &server("kv_cache_dtype: float16"))],
            &[("q.yaml", &server("kv_cache_dtype: float16, dtype: bfloat16"))],
            &["q.yaml:4:36 q.yaml:4:52"],
        );
    }
}
