//! what a router says of a model is what its server does

use config_core::{AnyValue, Severity};

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::router::{Target, targets};
use super::super::rule::{Findings, Rule};
use crate::model::litellm::{ModelMode, Referable};
use crate::model::vllm::{Convert, MaxModelLen, Runner, Vllm};

pub(super) const RULE: Rule = Rule::new(
    "NET-075-A",
    Severity::Error,
    "a router advertises no longer context than its server has, and embeddings where they are computed",
    "ours: max_tokens, max_input_tokens and mode of model_info, against max_model_len and runner",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::LiteLlm(loaded) = &entry.configuration else { continue };
        for target in targets(platform, entry, &loaded.value.config) {
            let Some(server) = target.server else { continue };
            let (length, place, setting) = match &server.configuration {
                Configuration::Vllm(loaded) => {
                    let config = &loaded.value.config;
                    if let Some((message, help)) = mode(&target, config) {
                        findings
                            .add(entry, &format!("{}.model_info.mode", target.path), message, help)
                            .and(server, "config.runner");
                    }
                    let own = config.engine.max_model_len.and_then(MaxModelLen::tokens);
                    (own, "config.max_model_len", config.engine.model.as_str())
                }
                Configuration::Sglang(loaded) => {
                    let config = &loaded.value.config;
                    (config.context_length, "config.context_length", config.model_path.as_str())
                }
                _ => continue,
            };
            let declared = || {
                platform
                    .settings()
                    .and_then(|settings| settings.models.get(setting))
                    .and_then(|facts| facts.context)
            };
            let Some(most) = length.or_else(declared) else { continue };
            for (key, advertised) in advertised(&target) {
                if advertised > most {
                    let message = format!(
                        "{} advertises {advertised} tokens of context, and {} takes {most}",
                        entry.name(),
                        server.name()
                    );
                    let path = format!("{}.model_info.{key}", target.path);
                    let found = findings.add(entry, &path, message, format!("lower {key} to {most}"));
                    if length.is_some() {
                        found.and(server, place);
                    } else {
                        found.and_setting(&format!("models[\"{setting}\"].context"));
                    }
                }
            }
        }
    }
}

/// What the router says of the longest sequence, by its key.
fn advertised(target: &Target<'_>) -> Vec<(&'static str, u64)> {
    let Some(info) = &target.deployment.model_info else { return Vec::new() };
    let own = info.max_tokens.as_ref().and_then(Referable::value).map(|most| ("max_tokens", most));
    let input = match info.extra.get("max_input_tokens") {
        Some(AnyValue::Number(most)) => most.parse().ok().map(|most| ("max_input_tokens", most)),
        _ => None,
    };
    own.into_iter().chain(input).collect()
}

/// A mode that the server does not have.
fn mode(target: &Target<'_>, server: &Vllm) -> Option<(String, &'static str)> {
    let mode = target.deployment.model_info.as_ref()?.mode?;
    let pools = server.engine.runner == Runner::Pooling
        || matches!(server.engine.convert, Convert::Embed | Convert::Classify);
    let name = &target.deployment.model_name;
    match mode {
        ModelMode::Embedding if server.engine.runner == Runner::Generate => Some((
            format!("{name} is offered for embeddings, and its server generates text"),
            "set runner to pooling on the server, or correct the mode",
        )),
        ModelMode::Chat | ModelMode::Completion | ModelMode::Responses if pools => Some((
            format!("{name} is offered for text, and its server computes embeddings"),
            "set mode to embedding, or runner to generate on the server",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    fn router(info: &str) -> String {
        format!(
            "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list:\n    - model_name: m\n      litellm_params: {{model: openai/m, api_base: \"http://v:8000/v1\"}}\n      model_info: {{{info}}}\n"
        )
    }

    #[test]
    fn contexts_are_not_promised_longer() {
        let server = ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m, max_model_len: 32K}\n");
        rule(
            "NET-075-A",
            &[("r.yaml", &router("max_tokens: 32768")), server],
            &[("r.yaml", &router("max_input_tokens: 65536")), server],
            &["r.yaml:9:38 v.yaml:4:35"],
        );
        let (facts, auto) = (
            ("platform.yaml", "models: {m: {context: 4096}}\n"),
            ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m}\n"),
        );
        rule(
            "NET-075-A",
            &[facts, ("r.yaml", &router("max_tokens: 4096")), auto],
            &[facts, ("r.yaml", &router("max_tokens: 8192")), auto],
            &["r.yaml:9:32 platform.yaml:1:23"],
        );
    }

    #[test]
    fn modes_are_those_of_the_server() {
        let server =
            |runner: &str| format!("name: v\nkind: vllm\nowner: t\nconfig: {{model: m, runner: {runner}}}\n");
        rule(
            "NET-075-A",
            &[("r.yaml", &router("mode: embedding")), ("v.yaml", &server("pooling"))],
            &[("r.yaml", &router("mode: chat")), ("v.yaml", &server("pooling"))],
            &["r.yaml:9:26 v.yaml:4:28"],
        );
        rule(
            "NET-075-A",
            &[("r.yaml", &router("mode: chat")), ("v.yaml", &server("auto"))],
            &[("r.yaml", &router("mode: embedding")), ("v.yaml", &server("generate"))],
            &["r.yaml:9:26 v.yaml:4:28"],
        );
    }
}
