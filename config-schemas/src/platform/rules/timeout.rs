//! a gateway waits as long as all attempts behind it may take

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::infrastructure::gateway::Gateway;

pub(super) const RULE: Rule = Rule::new(
    "NET-067",
    Severity::Error,
    "who is further outside waits longer: a client than a gateway, a gateway than its attempts and its router",
    "ours: request >= (attempts + 1) x per_try + pauses, and >= the timeout of the router (LiteLLM: 6000 s when nothing is said)",
    check,
);

/// What LiteLLM waits when nothing is said.
const ROUTER: f64 = 6000.0;

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        match &entry.configuration {
            Configuration::Gateway(loaded) => gateway(platform, entry, &loaded.value.config, findings),
            Configuration::Workflow(loaded) => {
                let own = loaded.value.config.request_timeout;
                for reference in &entry.references {
                    let Some(target) = platform.service(&reference.service) else { continue };
                    if let Some((inner, place)) =
                        waits(target).filter(|(inner, _)| own.as_secs_f64() < *inner)
                    {
                        let message = format!(
                            "{} waits {} seconds for {}, which may take {inner:.0}",
                            entry.name(),
                            own.as_secs(),
                            target.name()
                        );
                        let help =
                            format!("raise request_timeout above {inner:.0}s, or lower that behind it");
                        findings.add(entry, "config.request_timeout", message, help).and(target, place);
                    }
                }
            }
            _ => {}
        }
    }
}

/// How long a gateway or a router may take, and where it says so; nothing for others, and where a variable says it.
fn waits(entry: &Entry) -> Option<(f64, &'static str)> {
    match &entry.configuration {
        Configuration::Gateway(loaded) => {
            let request = loaded.value.config.timeouts.request;
            (!request.is_zero()).then_some((request.as_secs_f64(), "config.timeouts.request"))
        }
        Configuration::LiteLlm(loaded) => {
            let config = &loaded.value.config;
            let (router, library) =
                (&config.router_settings.timeout, &config.litellm_settings.request_timeout);
            match (router, library) {
                (Some(timeout), _) => Some((timeout.value()?, "config.router_settings.timeout")),
                (None, Some(timeout)) => Some((timeout.value()?, "config.litellm_settings.request_timeout")),
                (None, None) => Some((ROUTER, "config.litellm_settings")),
            }
        }
        _ => None,
    }
}

fn gateway(platform: &Platform, entry: &Entry, gateway: &Gateway, findings: &mut Findings<'_>) {
    // One place is told once, for the attempts or for what lies behind.
    let mut told: Vec<String> = Vec::new();
    let own = std::iter::once(("config".to_owned(), &gateway.timeouts, &gateway.retries));
    let routes = gateway.routes.iter().enumerate().map(|(index, route)| {
        let timeouts = route.timeouts.as_ref().unwrap_or(&gateway.timeouts);
        let retries = route.retries.as_ref().unwrap_or(&gateway.retries);
        (format!("config.routes[{index}]"), timeouts, retries)
    });
    for (path, timeouts, retries) in own.chain(routes) {
        let Some(per_try) = retries.per_try else { continue };
        let pauses = retries.backoff_max * u32::from(retries.attempts);
        let needed = per_try * (u32::from(retries.attempts) + 1) + pauses;
        if !timeouts.request.is_zero() && timeouts.request < needed {
            let message = format!(
                "a request may take {} seconds, and its {} attempts need {}",
                timeouts.request.as_secs(),
                retries.attempts + 1,
                needed.as_secs()
            );
            findings
                .add(entry, &format!("{path}.timeouts.request"), message, "lengthen it, or shorten per_try")
                .and(entry, &format!("{path}.retries.per_try"));
            told.push(path);
            break;
        }
    }
    for (index, route) in gateway.routes.iter().enumerate() {
        let (path, timeouts) = match &route.timeouts {
            Some(timeouts) => (format!("config.routes[{index}]"), timeouts),
            None => ("config".to_owned(), &gateway.timeouts),
        };
        let outer = timeouts.request.as_secs_f64();
        for backend in &route.backends {
            let Some(target) = platform.service(backend.service.as_str()) else { continue };
            let Some((inner, place)) = waits(target) else { continue };
            if timeouts.request.is_zero() || outer >= inner || told.contains(&path) {
                continue;
            }
            let message = format!(
                "{} gives up after {outer:.0} seconds, and {} may take {inner:.0}",
                entry.name(),
                target.name()
            );
            let help = format!("raise it to {inner:.0}s, or lower the timeout of {}", target.name());
            findings.add(entry, &format!("{path}.timeouts.request"), message, help).and(target, place);
            told.push(path.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn attempts_fit() {
        let gateway = |request: &str| {
            format!(
                "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 80}}]\n  timeouts: {{request: {request}}}\n  retries: {{attempts: 2, per_try: 30s}}\n"
            )
        };
        rule(
            "NET-067",
            &[("g.yaml", &gateway("2m"))],
            &[("g.yaml", &gateway("1m"))],
            &["g.yaml:7:23 g.yaml:8:35"],
        );
    }

    #[test]
    fn who_is_outside_waits_longer() {
        let gateway = |request: &str| {
            format!(
                "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 80}}]\n  routes: [{{name: y, backends: [{{service: r}}], timeouts: {{request: {request}}}}}]\n"
            )
        };
        let router = |settings: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  litellm_settings: {{{settings}}}\n"
            )
        };
        let client = |timeout: &str| {
            format!(
                "name: w\nkind: workflow\nowner: t\ndependencies: [{{service: r}}]\nconfig:\n  database: {{url: \"${{secret:w/database}}\"}}\n  encryption_key: \"${{secret:w}}\"\n  request_timeout: {timeout}\n"
            )
        };
        rule(
            "NET-067",
            &[
                ("g.yaml", &gateway("5m")),
                ("r.yaml", &router("request_timeout: 300")),
                ("w.yaml", &client("5m")),
            ],
            &[
                ("g.yaml", &gateway("4m")),
                ("r.yaml", &router("request_timeout: 300")),
                ("w.yaml", &client("1m")),
            ],
            &["g.yaml:7:68 r.yaml:6:39", "w.yaml:8:20 r.yaml:6:39"],
        );
        rule(
            "NET-067",
            &[("g.yaml", &gateway("0")), ("r.yaml", &router(""))],
            &[("g.yaml", &gateway("5m")), ("r.yaml", &router(""))],
            &["g.yaml:7:68 r.yaml:6:3"],
        );
    }
}
