//! every model that is offered is served behind it

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::router::{offered, targets};
use super::super::rule::{Findings, Rule};
use super::super::secret::is_reference;

pub(super) const RULE: Rule = Rule::new(
    "NET-075",
    Severity::Error,
    "every model that is offered is served behind it",
    "ours: names of routes, of the router's model_list, and served_model_name",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        match &entry.configuration {
            Configuration::Gateway(loaded) => {
                for (index, route) in loaded.value.config.routes.iter().enumerate() {
                    let backends: Vec<&Entry> = route
                        .backends
                        .iter()
                        .filter_map(|backend| platform.service(backend.service.as_str()))
                        .collect();
                    let served: Option<Vec<String>> = backends
                        .iter()
                        .map(|backend| names(backend))
                        .collect::<Option<Vec<_>>>()
                        .map(|all| all.concat());
                    // A backend of which nothing is known may serve anything.
                    let Some(served) = served.filter(|_| !backends.is_empty()) else { continue };
                    for (place, model) in route.models.iter().enumerate() {
                        if !served.iter().any(|name| matches(name, model)) {
                            let path = format!("config.routes[{index}].models[{place}]");
                            tell(findings, entry, &path, model, &served).and(backends[0], "config");
                        }
                    }
                }
            }
            Configuration::LiteLlm(loaded) => {
                for target in targets(platform, entry, &loaded.value.config) {
                    // What stands for many models, or in a variable, is known where the router runs alone.
                    let unknown =
                        target.model.contains('*') || is_reference(&target.deployment.litellm_params.model);
                    let Some(server) = target.server.filter(|_| !unknown) else { continue };
                    let Some(served) = names(server) else { continue };
                    if !served.iter().any(|known| matches(known, target.model)) {
                        let path = format!("{}.litellm_params.model", target.path);
                        tell(findings, entry, &path, target.model, &served)
                            .and(server, names_path(&server.configuration));
                    }
                }
            }
            _ => {}
        }
    }
}

fn tell<'f, 'p>(
    findings: &'f mut Findings<'p>,
    entry: &Entry,
    path: &str,
    model: &str,
    served: &[String],
) -> super::super::rule::Place<'f, 'p> {
    let help = match crate::native::nearest(model, served.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => format!("served are {}", served.join(", ")),
    };
    findings.add(entry, path, format!("nobody serves the model {model} behind {}", entry.name()), help)
}

/// Names under which a service serves models; nothing when that is not known.
fn names(entry: &Entry) -> Option<Vec<String>> {
    let one = |name: &Option<String>, model: &str| vec![name.clone().unwrap_or_else(|| model.to_owned())];
    match &entry.configuration {
        Configuration::Vllm(loaded) => {
            let engine = &loaded.value.config.engine;
            let mut served: Vec<String> = engine.served_model_name.iter().cloned().collect();
            if served.is_empty() {
                served.push(engine.model.clone());
            }
            served.extend(loaded.value.config.lora.lora_modules.iter().map(|adapter| adapter.name.clone()));
            Some(served)
        }
        Configuration::Sglang(loaded) => {
            Some(one(&loaded.value.config.served_model_name, &loaded.value.config.model_path))
        }
        Configuration::LlamaCpp(loaded) => loaded.value.config.alias.clone().map(|alias| vec![alias]),
        Configuration::LiteLlm(loaded) => {
            let router = &loaded.value.config;
            // Further models may come from other files, and from the database.
            let all = router.include.is_empty() && router.general_settings.store_model_in_db != Some(true);
            Some(offered(router)).filter(|names| all && !names.is_empty())
        }
        _ => None,
    }
}

/// Where the names stand.
fn names_path(configuration: &Configuration) -> &'static str {
    match configuration {
        Configuration::LlamaCpp(_) => "config.alias",
        Configuration::LiteLlm(_) => "config.model_list",
        _ => "config.served_model_name",
    }
}

/// Whether a name is meant; `*` stands for any text.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => {
            name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn offered_models_are_served() {
        let server =
            ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m, served_model_name: qwen}\n");
        let router = |model: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list:\n    - {{model_name: qwen, litellm_params: {{model: openai/{model}, api_base: \"http://v:8000\"}}}}\n"
            )
        };
        let gateway = |model: &str| {
            format!(
                "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 80}}]\n  routes: [{{name: x, models: [{model}], backends: [{{service: r}}]}}]\n"
            )
        };
        rule(
            "NET-075",
            &[("g.yaml", &gateway("qwen")), ("r.yaml", &router("qwen")), server],
            &[("g.yaml", &gateway("qwem")), ("r.yaml", &router("qwen3")), server],
            &["g.yaml:7:31 r.yaml:5:1", "r.yaml:7:50 v.yaml:4:39"],
        );
    }

    #[test]
    fn adapters_are_served_and_providers_stand_apart() {
        let server = (
            "v.yaml",
            "name: v\nkind: vllm\nowner: t\nconfig: {model: Qwen/Q3, enable_lora: true, lora_modules: [{name: sql, path: /sql}]}\n",
        );
        let router = |model: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list: [{{model_name: m, litellm_params: {{{model}, api_base: \"http://v:8000/v1\"}}}}]\n"
            )
        };
        for good in
            ["model: openai/sql", "model: hosted_vllm/Qwen/Q3", "model: Qwen/Q3, custom_llm_provider: openai"]
        {
            rule("NET-075", &[("r.yaml", &router(good)), server], &[], &[]);
        }
        rule(
            "NET-075",
            &[],
            &[("r.yaml", &router("model: openai/sqk")), server],
            &["r.yaml:6:56 v.yaml:4:1"],
        );
    }
}
