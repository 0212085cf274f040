//! a gateway does not promise more requests and tokens a minute than the router behind it hands out

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::infrastructure::gateway::{LimitScope, LimitUnit, RateLimit, Route};
use crate::model::litellm::{Deployment, LiteLlm, Referable};

pub(super) const RULE: Rule = Rule::new(
    "NET-062",
    Severity::Warning,
    "a limit of a gateway is not above what the deployments behind it take in a minute",
    "ours: requests against rpm, tokens against tpm, each of all deployments together",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let gateway = &loaded.value.config;
        for (index, limit) in gateway.rate_limits.iter().enumerate() {
            let routes: Vec<&Route> = gateway.routes.iter().filter(|route| applies(limit, route)).collect();
            hold(platform, entry, limit, &routes, &format!("config.rate_limits[{index}]"), findings);
        }
        for (place, route) in gateway.routes.iter().enumerate() {
            for (index, limit) in route.rate_limits.iter().enumerate() {
                let path = format!("config.routes[{place}].rate_limits[{index}]");
                hold(platform, entry, limit, &[route], &path, findings);
            }
        }
    }
}

/// Whether a limit of the whole gateway counts requests of a route.
fn applies(limit: &RateLimit, route: &Route) -> bool {
    limit.key.path.as_ref().is_none_or(|path| route.path.starts_with(path.as_str()))
}

fn hold(
    platform: &Platform,
    entry: &Entry,
    limit: &RateLimit,
    routes: &[&Route],
    path: &str,
    findings: &mut Findings<'_>,
) {
    let tokens = limit.cost.is_some();
    let Some((room, router, place)) = room(platform, routes, tokens) else { return };
    // A local limit counts in each replica on its own.
    let replicas = match limit.scope {
        LimitScope::Local => entry.configuration.run().replicas.max(1),
        LimitScope::Global => 1,
    };
    let promised = per_minute(limit) * f64::from(replicas);
    if promised > room {
        let what = if tokens { "tokens" } else { "requests" };
        let message = format!(
            "the gateway lets {promised:.0} {what} a minute through, and the deployments of {} take {room:.0}",
            router.name()
        );
        findings
            .add(entry, &format!("{path}.requests"), message, "lower the limit, or add deployments")
            .and(router, &place);
    }
}

/// What a limit lets through in a minute.
fn per_minute(limit: &RateLimit) -> f64 {
    let minutes = match limit.unit {
        LimitUnit::Second => 1.0 / 60.0,
        LimitUnit::Minute => 1.0,
        LimitUnit::Hour => 60.0,
        LimitUnit::Day => 1_440.0,
        LimitUnit::Month => 43_200.0,
        LimitUnit::Year => 525_600.0,
    };
    limit.requests as f64 / minutes
}

/// What all deployments behind routes take together, the router of the first, and where its limit stands. Nothing when
/// one of them has no limit, or is no deployment of a router.
fn room<'p>(platform: &'p Platform, routes: &[&Route], tokens: bool) -> Option<(f64, &'p Entry, String)> {
    let mut room = 0_u64;
    let mut first = None;
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for route in routes {
        for backend in &route.backends {
            let router = platform.service(backend.service.as_str())?;
            let Configuration::LiteLlm(loaded) = &router.configuration else { return None };
            for (index, deployment) in behind(&loaded.value.config, route) {
                // Two routes may lead to one deployment.
                if counted.contains(&(router.name(), index)) {
                    continue;
                }
                counted.push((router.name(), index));
                let (limit, inner) = match tokens {
                    true => (&deployment.litellm_params.tpm, &deployment.tpm),
                    false => (&deployment.litellm_params.rpm, &deployment.rpm),
                };
                let own = limit.is_some();
                let limit = limit.as_ref().or(inner.as_ref()).and_then(Referable::value)?;
                room = room.saturating_add(limit);
                let key = if tokens { "tpm" } else { "rpm" };
                let section = if own { ".litellm_params" } else { "" };
                first.get_or_insert((router, format!("config.model_list[{index}]{section}.{key}")));
            }
        }
    }
    let (router, place) = first?;
    Some((room as f64, router, place))
}

/// The deployments that a route leads to: those of its models, or all.
fn behind<'l>(router: &'l LiteLlm, route: &Route) -> Vec<(usize, &'l Deployment)> {
    let aliases = &router.router_settings.model_group_alias;
    let wanted = |name: &str| {
        route.models.is_empty()
            || route.models.iter().any(|model| {
                let alias = aliases
                    .get(model)
                    .and_then(|target| target.as_str().or_else(|| target.get("model")?.as_str()));
                let served = alias.unwrap_or(model);
                name == served || name.strip_suffix('*').is_some_and(|start| served.starts_with(start))
            })
    };
    router.model_list.iter().enumerate().filter(|(_, deployment)| wanted(&deployment.model_name)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    const ROUTER: (&str, &str) = (
        "r.yaml",
        "name: r\nkind: litellm\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  model_list:\n    - {model_name: a, litellm_params: {model: openai/a, rpm: 100, tpm: 50000}}\n    - {model_name: a, litellm_params: {model: openai/b, rpm: 200}, tpm: 10000}\n    - {model_name: free, litellm_params: {model: openai/c}}\n",
    );

    fn gateway(more: &str, limits: &str) -> String {
        format!(
            "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: x, port: 80}}]\n  rate_limits: [{limits}]\n  routes: [{{name: y, models: [a], backends: [{{service: r}}]{more}}}]\n"
        )
    }

    #[test]
    fn requests_are_met() {
        // Each of two gateways lets 150 through.
        rule(
            "NET-062",
            &[("g.yaml", &gateway("", "{requests: 150, unit: minute}")), ROUTER],
            &[("g.yaml", &gateway("", "{requests: 3, unit: second}")), ROUTER],
            &["g.yaml:7:28 r.yaml:7:62"],
        );
        rule(
            "NET-062",
            &[("g.yaml", &gateway("", "{requests: 5, unit: second, scope: global}")), ROUTER],
            &[
                ("g.yaml", &gateway(", rate_limits: [{requests: 18001, unit: hour, scope: global}]", "")),
                ROUTER,
            ],
            &["g.yaml:8:86 r.yaml:7:62"],
        );
    }

    #[test]
    fn tokens_are_met() {
        rule(
            "NET-062",
            &[
                ("g.yaml", &gateway("", "{requests: 60000, unit: minute, scope: global, cost: total}")),
                ROUTER,
            ],
            &[
                ("g.yaml", &gateway("", "{requests: 60001, unit: minute, scope: global, cost: total}")),
                ROUTER,
            ],
            &["g.yaml:7:28 r.yaml:7:72"],
        );
    }

    #[test]
    fn what_has_no_limit_meets_all() {
        let gateway = gateway("", "{requests: 1000}").replace("[a]", "[free]");
        rule("NET-062", &[("g.yaml", &gateway), ROUTER], &[], &[]);
    }
}
