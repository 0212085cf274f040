//! a gateway waits as long as all attempts behind it may take

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-067",
    Severity::Error,
    "a gateway waits as long as all attempts behind it may take",
    "ours: request >= (attempts + 1) x per_try + pauses",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let gateway = &loaded.value.config;
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
                    .add(
                        entry,
                        &format!("{path}.timeouts.request"),
                        message,
                        "lengthen it, or shorten per_try",
                    )
                    .and(entry, &format!("{path}.retries.per_try"));
                break;
            }
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
}
