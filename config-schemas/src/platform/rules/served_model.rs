//! every model that is offered is served behind it

use config_core::{AnyValue, Severity};

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

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
            Configuration::Untyped(_) => {
                for (index, (model, base)) in deployments(entry).into_iter().enumerate() {
                    let path = format!("config.model_list[{index}].litellm_params.api_base");
                    let reference = entry.references.iter().find(|reference| reference.path == path);
                    let target = reference.and_then(|reference| platform.service(&reference.service));
                    let (Some(target), Some(_)) = (target, base) else { continue };
                    let Some(served) = names(target) else { continue };
                    let name = model.split_once('/').map_or(model.as_str(), |(_, name)| name);
                    if !served.iter().any(|known| matches(known, name)) {
                        let path = format!("config.model_list[{index}].litellm_params.model");
                        tell(findings, entry, &path, name, &served).and(target, "config.served_model_name");
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
    match &entry.configuration {
        Configuration::Vllm(loaded) => {
            let engine = &loaded.value.config.engine;
            let served: Vec<String> = engine.served_model_name.iter().cloned().collect();
            Some(if served.is_empty() { vec![engine.model.clone()] } else { served })
        }
        Configuration::Untyped(loaded) => {
            let list = loaded.value.config.get("model_list")?;
            let AnyValue::List(items) = list else { return None };
            Some(items.iter().filter_map(|item| text(item, "model_name")).collect())
        }
        _ => None,
    }
}

/// The models of a router with their addresses.
fn deployments(entry: &Entry) -> Vec<(String, Option<String>)> {
    let Configuration::Untyped(loaded) = &entry.configuration else { return Vec::new() };
    let Some(AnyValue::List(items)) = loaded.value.config.get("model_list") else { return Vec::new() };
    items
        .iter()
        .map(|item| {
            let parameters = get(item, "litellm_params");
            let of = |key| parameters.and_then(|parameters| text(parameters, key));
            (of("model").unwrap_or_default(), of("api_base"))
        })
        .collect()
}

fn get<'v>(value: &'v AnyValue, key: &str) -> Option<&'v AnyValue> {
    match value {
        AnyValue::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
        _ => None,
    }
}

fn text(value: &AnyValue, key: &str) -> Option<String> {
    get(value, key).and_then(AnyValue::as_str).map(str::to_owned)
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
}
