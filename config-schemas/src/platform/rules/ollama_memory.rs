//! the models that an Ollama holds at once fit into its graphics processors

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::router::targets;
use super::super::rule::{Findings, Rule};
use super::super::settings::{GIBIBYTE, ModelFacts, Settings};
use crate::model::ollama::{KvCacheType, Ollama};

pub(super) const RULE: Rule = Rule::new(
    "GPU-026",
    Severity::Warning,
    "the models that an Ollama holds at once fit into its graphics processors",
    "Ollama: the memory grows with OLLAMA_NUM_PARALLEL x OLLAMA_CONTEXT_LENGTH of each loaded model",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Ollama(loaded) = &entry.configuration else { continue };
        let Some((gpus, each)) = processors(settings, entry) else { continue };
        let config = &loaded.value.config;
        let mut models: Vec<(&str, f64)> = served(platform, settings, entry)
            .into_iter()
            .filter_map(|(name, facts)| Some((name, needed(entry, config, facts, each)?)))
            .collect();
        models.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        // Nothing said is three models for each processor.
        let most = match number(entry, "OLLAMA_MAX_LOADED_MODELS", config.ollama_max_loaded_models.into()) {
            0 => 3 * gpus,
            most => most,
        };
        models.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let sum: f64 = models.iter().map(|(_, needed)| needed).sum();
        let kept = config.ollama_gpu_overhead as f64 / GIBIBYTE;
        let room = (each - kept).max(0.0) * gpus as f64;
        if let Some((largest, _)) = models.first()
            && sum > room
        {
            let parallel = number(entry, "OLLAMA_NUM_PARALLEL", config.ollama_num_parallel.into());
            let message = format!(
                "{} models with {parallel} requests each take about {sum:.0} GiB, and {} has {room:.0}",
                models.len(),
                entry.name()
            );
            findings
                .add(
                    entry,
                    "config.OLLAMA_CONTEXT_LENGTH",
                    message,
                    "lower OLLAMA_NUM_PARALLEL, OLLAMA_CONTEXT_LENGTH or OLLAMA_MAX_LOADED_MODELS, or quantize the cache",
                )
                .and(entry, "config.OLLAMA_NUM_PARALLEL")
                .and_setting(&format!("models[\"{largest}\"]"));
        }
    }
}

/// How many processors the service has, and the memory of each in GiB.
fn processors(settings: &Settings, entry: &Entry) -> Option<(u64, f64)> {
    let run = entry.configuration.run();
    let gpu = settings.node_pools.get(run.node_pool.as_ref()?)?.gpu.as_ref()?;
    let asked = entry.service().resources.as_ref().map_or(0, |resources| u64::from(resources.gpus));
    let gpus = asked.max(run.gpu_devices.len() as u64);
    (gpus > 0).then_some((gpus, f64::from(gpu.memory_gib)))
}

/// The models that the service loads: those that say so, and those that routers ask it for.
fn served<'p>(
    platform: &'p Platform,
    settings: &'p Settings,
    entry: &Entry,
) -> Vec<(&'p str, &'p ModelFacts)> {
    let mut asked: Vec<&str> = Vec::new();
    for client in platform.clients(entry.name()) {
        if let Configuration::LiteLlm(loaded) = &client.configuration {
            let targets = targets(platform, client, &loaded.value.config).into_iter();
            asked.extend(
                targets
                    .filter(|target| target.server.is_some_and(|server| server.name() == entry.name()))
                    .map(|target| target.model),
            );
        }
    }
    settings
        .models
        .iter()
        .filter(|(name, facts)| {
            facts.served_by.iter().any(|service| service.as_str() == entry.name())
                || asked.contains(&name.as_str())
        })
        .map(|(name, facts)| (name.as_str(), facts))
        .collect()
}

/// Memory of a model with its cache, in GiB; nothing when the size of its cache is not known.
fn needed(entry: &Entry, config: &Ollama, facts: &ModelFacts, each: f64) -> Option<f64> {
    let parallel = number(entry, "OLLAMA_NUM_PARALLEL", config.ollama_num_parallel.into());
    let context = match number(entry, "OLLAMA_CONTEXT_LENGTH", config.ollama_context_length) {
        // Nothing said is a length by the memory.
        0 if each < 24.0 => 4_096,
        0 if each < 48.0 => 32_768,
        0 => 262_144,
        length => length,
    };
    // A longer context than the model's own is cut.
    let context = facts.context.map_or(context, |most| context.min(most));
    // Blocks of 32 numbers of 8 and 4 bits, each with a factor of 16 bits.
    let share = match config.ollama_kv_cache_type {
        Some(KvCacheType::Q80) => 34.0 / 64.0,
        Some(KvCacheType::Q40) => 18.0 / 64.0,
        Some(KvCacheType::F16) | None => 1.0,
    };
    let cache = facts.cache_bytes()? as f64 * parallel as f64 * context as f64 * share / GIBIBYTE;
    Some(facts.weights_gib().unwrap_or(0.0) + cache)
}

/// A number of the settings, or of a variable of the service.
fn number(entry: &Entry, name: &str, own: u64) -> u64 {
    entry.configuration.variable(name).and_then(|text| text.parse().ok()).unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn loaded_models_fit() {
        let facts = (
            "platform.yaml",
            "node_pools:\n  a: {nodes: 1, gpu: {count: 1, memory_gib: 24}}\nmodels:\n  m: {parameters_billion: 8, bytes_per_parameter: 0.6, layers: 36, kv_heads: 8, head_dimension: 128, served_by: [o]}\n",
        );
        let server = |parallel: u32, more: &str| {
            format!(
                "name: o\nkind: ollama\nowner: t\nresources: {{gpus: 1}}\nrun: {{node_pool: a}}\nconfig:\n  OLLAMA_NUM_PARALLEL: {parallel}\n  OLLAMA_CONTEXT_LENGTH: 32768\n{more}"
            )
        };
        let good = server(4, "");
        // 4.5 GiB of weights; each request takes 4.5 GiB of cache, half of it with 8 bits.
        rule(
            "GPU-026",
            &[facts, ("o.yaml", &good)],
            &[facts, ("o.yaml", &server(8, ""))],
            &["o.yaml:8:26 o.yaml:7:24 platform.yaml:4:3"],
        );
        rule("GPU-026", &[facts, ("o.yaml", &server(7, "  OLLAMA_KV_CACHE_TYPE: q8_0\n"))], &[], &[]);
    }

    #[test]
    fn models_are_those_that_routers_ask_for() {
        let facts = (
            "platform.yaml",
            "node_pools:\n  a: {nodes: 1, gpu: {count: 1, memory_gib: 24}}\nmodels:\n  m: {kv_bytes_per_token: 147456}\n  other: {kv_bytes_per_token: 9999999}\n",
        );
        let router = (
            "r.yaml",
            "name: r\nkind: litellm\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  model_list:\n    - {model_name: m, litellm_params: {model: ollama/m, api_base: \"http://o:11434\"}}\n",
        );
        let server = |variable: &str| {
            format!(
                "name: o\nkind: ollama\nowner: t\nresources: {{gpus: 1}}\nrun: {{node_pool: a}}\nenvironment: {{OLLAMA_NUM_PARALLEL: \"{variable}\"}}\nconfig: {{OLLAMA_CONTEXT_LENGTH: 32768}}\n"
            )
        };
        rule(
            "GPU-026",
            &[facts, router, ("o.yaml", &server("5"))],
            &[facts, router, ("o.yaml", &server("6"))],
            &["o.yaml:7:33 o.yaml:7:1 platform.yaml:4:3"],
        );
    }
}
