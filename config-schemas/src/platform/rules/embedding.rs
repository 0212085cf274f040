//! the length of vectors is that of the model that makes them

use config_core::{AnyValue, Severity};

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-074-A",
    Severity::Error,
    "the length of vectors is that of the model that makes them",
    "ours: a router that caches by meaning, against the facts of its model",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Configuration::Untyped(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(cache) = at(config.get("litellm_settings"), &["cache_params"]) else { continue };
        let model = at(Some(cache), &["qdrant_semantic_cache_embedding_model"]).and_then(AnyValue::as_str);
        let Some(AnyValue::Number(size)) = at(Some(cache), &["qdrant_semantic_cache_vector_size"]) else {
            continue;
        };
        let facts = model.and_then(|model| Some((model, settings.models.get(model)?.dimension?)));
        if let Some((model, dimension)) = facts
            && size.parse() != Ok(dimension)
        {
            let message =
                format!("{model} makes vectors of {dimension} numbers, and the cache expects {size}");
            let path = "config.litellm_settings.cache_params.qdrant_semantic_cache_vector_size";
            findings
                .add(entry, path, message, format!("set it to {dimension}, and make the collection anew"))
                .and_setting(&format!("models[\"{model}\"].dimension"));
        }
    }
}

/// A value below another one.
fn at<'v>(value: Option<&'v AnyValue>, path: &[&str]) -> Option<&'v AnyValue> {
    path.iter().try_fold(value?, |value, segment| match value {
        AnyValue::Map(entries) => entries.iter().find(|(key, _)| key == segment).map(|(_, value)| value),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn vectors_have_their_length() {
        let facts = ("platform.yaml", "models:\n  e: {dimension: 1024}\n");
        let router = |size: u32| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  litellm_settings:\n    cache_params: {{qdrant_semantic_cache_embedding_model: e, qdrant_semantic_cache_vector_size: {size}}}\n"
            )
        };
        rule(
            "DATA-074-A",
            &[facts, ("r.yaml", &router(1024))],
            &[facts, ("r.yaml", &router(768))],
            &["r.yaml:7:97 platform.yaml:2:18"],
        );
    }
}
