//! a model server that anybody can reach has a key in production, and no switches for developers

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "SEC-022",
    Severity::Error,
    "a model server that anybody can reach has a key in production, and no switches for developers",
    "vLLM: security guide",
    check,
);

const KEY: &str = "set api_key, or put a gateway in front and take public away";

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if !platform.is_production() {
        return;
    }
    for entry in platform.services() {
        let everywhere = |host: &str| host == "0.0.0.0" || host == "::";
        let (open, help) = match &entry.configuration {
            Configuration::Vllm(loaded) => {
                let server = &loaded.value.config.server;
                let key =
                    !server.api_key.is_empty() || entry.configuration.variable("VLLM_API_KEY").is_some();
                (server.host.as_deref().is_none_or(everywhere) && !key, KEY)
            }
            Configuration::Sglang(loaded) => {
                let config = &loaded.value.config;
                (everywhere(&config.host) && config.api_key.is_none(), KEY)
            }
            Configuration::Tgi(loaded) => {
                let config = &loaded.value.config;
                (everywhere(&config.hostname) && config.api_key.is_none(), KEY)
            }
            Configuration::LlamaCpp(loaded) => {
                let config = &loaded.value.config;
                (everywhere(&config.host) && config.api_key.is_none() && config.api_key_file.is_none(), KEY)
            }
            // It knows no keys.
            Configuration::Ollama(_) => (true, "put a gateway in front, and take public away"),
            _ => continue,
        };
        let public = entry.service().endpoints.iter().any(|endpoint| endpoint.public);
        if open && public {
            let message = format!("{} is public and asks nobody for a key", entry.name());
            findings.add(entry, "endpoints", message, help);
        }
        if entry.configuration.variable("VLLM_SERVER_DEV_MODE").is_some_and(|text| text == "1") {
            let message = format!("{} has the switches for developers on", entry.name());
            findings.add(entry, "environment.VLLM_SERVER_DEV_MODE", message, "remove VLLM_SERVER_DEV_MODE");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn public_servers_have_keys() {
        let base = "name: q\nkind: vllm\nowner: t\nendpoints: [{name: api, port: 8000, public: true}]\n";
        rule(
            "SEC-022",
            &[("q.yaml", &format!("{base}config: {{api_key: \"${{secret:k}}\"}}\n"))],
            &[("q.yaml", &format!("{base}environment: {{VLLM_SERVER_DEV_MODE: \"1\"}}\n"))],
            &["q.yaml:4:1", "q.yaml:5:37"],
        );
    }
}
