//! a client calls a server by its path, and presents a key where one is asked for

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::router::{Target, targets};
use super::super::rule::{Findings, Rule};
use crate::model::litellm::ModelMode;

pub(super) const RULE: Rule = Rule::new(
    "NET-066-A",
    Severity::Error,
    "an address of a model server has its path, and its client a key where one is asked for",
    "ours: /v1 for clients of the interface of OpenAI; api_key and master_key of the servers",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        match &entry.configuration {
            Configuration::LiteLlm(loaded) => {
                let variables = &loaded.value.config.environment_variables;
                for target in targets(platform, entry, &loaded.value.config) {
                    let Some(server) = target.server else { continue };
                    path(entry, &target, server, findings);
                    let parameters = &target.deployment.litellm_params;
                    let elsewhere = parameters.extra.contains_key("litellm_credential_name")
                        || ["OPENAI_API_KEY", "HOSTED_VLLM_API_KEY"].iter().any(|name| {
                            entry.configuration.variable(name).is_some() || variables.contains_key(*name)
                        });
                    if parameters.api_key.is_none() && !elsewhere {
                        let place = format!("{}.litellm_params", target.path);
                        key(entry, &place, server, findings);
                    }
                }
            }
            Configuration::WebUi(loaded) => {
                for (index, model) in loaded.value.config.models.iter().enumerate() {
                    let server =
                        model.service.as_ref().and_then(|service| platform.service(service.as_str()));
                    if let Some(server) = server.filter(|_| model.api_key.is_none()) {
                        key(entry, &format!("config.models[{index}].service"), server, findings);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Where a server asks for a key, if it does.
fn asks(server: &Entry) -> Option<&'static str> {
    let own = "config.api_key";
    match &server.configuration {
        Configuration::Vllm(loaded) if !loaded.value.config.server.api_key.is_empty() => Some(own),
        Configuration::Vllm(_) if server.configuration.variable("VLLM_API_KEY").is_some() => {
            Some("environment.VLLM_API_KEY")
        }
        Configuration::Sglang(loaded) if loaded.value.config.api_key.is_some() => Some(own),
        Configuration::Tgi(loaded) if loaded.value.config.api_key.is_some() => Some(own),
        Configuration::LlamaCpp(loaded) if loaded.value.config.api_key.is_some() => Some(own),
        Configuration::LiteLlm(loaded) if loaded.value.config.general_settings.master_key.is_some() => {
            Some("config.general_settings.master_key")
        }
        _ => None,
    }
}

fn key(entry: &Entry, path: &str, server: &Entry, findings: &mut Findings<'_>) {
    if let Some(place) = asks(server) {
        let message = format!("{} asks for a key, and {} presents none", server.name(), entry.name());
        findings.add(entry, path, message, "add api_key, as a reference").and(server, place);
    }
}

fn path(entry: &Entry, target: &Target<'_>, server: &Entry, findings: &mut Findings<'_>) {
    let parameters = &target.deployment.litellm_params;
    let Some((_, rest)) = parameters.api_base.as_deref().and_then(|base| base.split_once("://")) else {
        return;
    };
    let called = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    let provider = parameters.model.split_once('/').map_or("", |(provider, _)| provider);
    let root = match &server.configuration {
        Configuration::Vllm(loaded) => loaded.value.config.server.root_path.is_some(),
        Configuration::Sglang(_) | Configuration::Tgi(_) => false,
        // The server of llama.cpp answers with and without it; others are called otherwise.
        _ => {
            if provider == "ollama" && called.ends_with("v1") {
                let message = format!(
                    "{} is called at /{called}, below which Ollama's own interface is not",
                    server.name()
                );
                let place = format!("{}.litellm_params.api_base", target.path);
                findings.add(entry, &place, message, "remove /v1, or use the provider openai");
            }
            return;
        }
    };
    let speaks = matches!(provider, "openai" | "hosted_vllm" | "text-completion-openai" | "openai_like");
    // For other uses the router finds the path itself.
    let mode = target.deployment.model_info.as_ref().and_then(|info| info.mode);
    let usual = matches!(mode, None | Some(ModelMode::Chat | ModelMode::Completion | ModelMode::Embedding));
    // The path of a single interface may stand behind it.
    if speaks && usual && !root && !called.split('/').any(|part| part == "v1") {
        let message = format!("{} is called at /{called}, and it answers below /v1", server.name());
        let place = format!("{}.litellm_params.api_base", target.path);
        findings.add(entry, &place, message, "end the address with /v1").and(server, "endpoints");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    fn router(parameters: &str) -> String {
        format!(
            "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list:\n    - {{model_name: m, litellm_params: {{model: openai/m, {parameters}}}}}\n"
        )
    }

    #[test]
    fn addresses_have_their_path() {
        let server = (
            "v.yaml",
            "name: v\nkind: vllm\nowner: t\nendpoints: [{name: api, port: 8000}]\nconfig: {model: m}\n",
        );
        rule(
            "NET-066-A",
            &[("r.yaml", &router("api_base: \"http://v:8000/v1/\"")), server],
            &[("r.yaml", &router("api_base: \"http://v:8000\"")), server],
            &["r.yaml:7:67 v.yaml:4:1"],
        );
    }

    #[test]
    fn other_uses_find_their_path() {
        let server = ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m}\n");
        let rerank = "name: r\nkind: litellm\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  model_list:\n    - {model_name: m, litellm_params: {model: hosted_vllm/m, api_base: \"http://v:8000\"}, model_info: {mode: rerank}}\n";
        rule("NET-066-A", &[("r.yaml", rerank), server], &[], &[]);
        let whole = router("api_base: \"http://v:8000/v1/chat/completions\"");
        rule("NET-066-A", &[("r.yaml", &whole), server], &[], &[]);
    }

    #[test]
    fn keys_are_presented() {
        let server =
            ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m, api_key: \"${secret:v}\"}\n");
        let base = "api_base: \"http://v:8000/v1\"";
        rule(
            "NET-066-A",
            &[("r.yaml", &router(&format!("{base}, api_key: os.environ/V_KEY"))), server],
            &[("r.yaml", &router(base)), server],
            &["r.yaml:7:23 v.yaml:4:29"],
        );
        let ui = |more: &str| {
            format!(
                "name: u\nkind: web-ui\nowner: t\nconfig:\n  models: [{{service: v{more}}}]\n  secret_key: \"${{secret:u}}\"\n"
            )
        };
        rule(
            "NET-066-A",
            &[("u.yaml", &ui(", api_key: \"${secret:v}\"")), server],
            &[("u.yaml", &ui("")), server],
            &["u.yaml:5:22 v.yaml:4:29"],
        );
    }
}
