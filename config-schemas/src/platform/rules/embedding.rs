//! the length of vectors is that of the model that makes them

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::router::targets;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-074-A",
    Severity::Error,
    "the length of vectors is that of the model that makes them",
    "ours: a router that caches by meaning, against the facts of its model",
    check,
);

/// Length of vectors that the router expects when nothing else is said.
const LENGTH: u32 = 1536;

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::LiteLlm(loaded) = &entry.configuration else { continue };
        let router = &loaded.value.config;
        let Some(cache) = &router.litellm_settings.cache_params else { continue };
        let Some(name) = &cache.qdrant_semantic_cache_embedding_model else { continue };
        let (size, key) = match &cache.qdrant_semantic_cache_vector_size {
            Some(size) => (size.value(), ".qdrant_semantic_cache_vector_size"),
            None => (Some(LENGTH), ""),
        };
        // The name is one of the router's; the facts are those of the model behind it.
        let mut models = vec![name.as_str()];
        for target in
            targets(platform, entry, router).iter().filter(|target| target.deployment.model_name == *name)
        {
            models.push(target.model);
            if let Some(Configuration::Vllm(server)) = target.server.map(|server| &server.configuration) {
                models.push(&server.value.config.engine.model);
            }
        }
        let fact = models.into_iter().find_map(|model| Some((model, settings.models.get(model)?.dimension?)));
        if let (Some(size), Some((model, dimension))) = (size, fact)
            && size != dimension
        {
            let message =
                format!("{model} makes vectors of {dimension} numbers, and the cache expects {size}");
            let path = format!("config.litellm_settings.cache_params{key}");
            let help =
                format!("set qdrant_semantic_cache_vector_size to {dimension}, and make the collection anew");
            findings.add(entry, &path, message, help).and_setting(&format!("models[\"{model}\"].dimension"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn vectors_have_their_length() {
        let facts = ("platform.yaml", "models:\n  bge: {dimension: 1024}\n");
        let router = |size: u32| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  litellm_settings:\n    cache_params: {{qdrant_semantic_cache_embedding_model: e, qdrant_semantic_cache_vector_size: {size}}}\n  model_list:\n    - {{model_name: e, litellm_params: {{model: openai/v, api_base: \"http://v:8000\"}}}}\n"
            )
        };
        let server =
            ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: bge, served_model_name: v}\n");
        rule(
            "DATA-074-A",
            &[facts, server, ("r.yaml", &router(1024))],
            &[facts, server, ("r.yaml", &router(768))],
            &["r.yaml:7:97 platform.yaml:2:20"],
        );
    }
}
