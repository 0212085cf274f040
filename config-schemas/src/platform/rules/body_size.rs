//! what a gateway lets in is not too large for the server behind it

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::model::litellm::LiteLlm;

pub(super) const RULE: Rule = Rule::new(
    "NET-070",
    Severity::Error,
    "what a gateway or a router lets in is not too large for the server behind it",
    "ours: vLLM takes 32 MiB, Qdrant 32 MB",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let (outer, who, own) = match &entry.configuration {
            Configuration::Gateway(loaded) => {
                (loaded.value.config.max_body.bytes(), "gateway", "config.max_body")
            }
            // Nothing said is no limit of its own, which is no promise.
            Configuration::LiteLlm(loaded) => match megabytes(&loaded.value.config) {
                Some(most) => (most, "router", ROUTER),
                None => continue,
            },
            _ => continue,
        };
        for reference in &entry.references {
            let Some(target) = platform.service(&reference.service) else { continue };
            let (inner, path) = match &target.configuration {
                Configuration::Vllm(_) => {
                    let text = target.configuration.variable("VLLM_HTTP_MAX_REQUEST_BODY_SIZE");
                    (text.and_then(|text| text.parse().ok()).unwrap_or(32 << 20), "environment")
                }
                Configuration::Qdrant(qdrant) => {
                    let most = u64::from(qdrant.value.config.service.max_request_size_mb);
                    (most * 1024 * 1024, "config.service.max_request_size_mb")
                }
                Configuration::LiteLlm(loaded) => match megabytes(&loaded.value.config) {
                    Some(most) => (most, ROUTER),
                    None => continue,
                },
                _ => continue,
            };
            if outer > inner {
                let message = format!("the {who} lets in {outer} bytes, and {} takes {inner}", target.name());
                findings
                    .add(entry, own, message, "lower it, or raise the limit of the server")
                    .and(target, path);
            }
        }
    }
}

const ROUTER: &str = "config.general_settings.max_request_size_mb";

/// Bytes of a request that a router takes, if it says so.
fn megabytes(router: &LiteLlm) -> Option<u64> {
    let most = router.general_settings.max_request_size_mb.as_ref()?.value()?;
    Some((most * 1024.0 * 1024.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn bodies_fit() {
        let gateway = |most: &str| {
            format!(
                "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 80}}]\n  max_body: {most}\n  routes: [{{name: r, backends: [{{service: q}}]}}]\n"
            )
        };
        let server =
            ("q.yaml", "name: q\nkind: qdrant\nowner: t\nconfig: {service: {max_request_size_mb: 16}}\n");
        rule(
            "NET-070",
            &[("g.yaml", &gateway("16MiB")), server],
            &[("g.yaml", &gateway("32MiB")), server],
            &["g.yaml:7:13 q.yaml:4:41"],
        );
    }

    #[test]
    fn routers_are_between() {
        let gateway = (
            "g.yaml",
            "name: g\nkind: gateway\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  listeners: [{name: a, port: 80}]\n  routes: [{name: y, backends: [{service: r}]}]\n  max_body: 16MiB\n",
        );
        let router = |most: u32| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\ndependencies: [{{service: v}}]\nconfig:\n  general_settings: {{max_request_size_mb: {most}}}\n"
            )
        };
        let server = ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m}\n");
        rule(
            "NET-070",
            &[gateway, ("r.yaml", &router(32)), server],
            &[gateway, ("r.yaml", &router(8)), server],
            &["g.yaml:8:13 r.yaml:7:43"],
        );
        rule("NET-070", &[], &[gateway, ("r.yaml", &router(64)), server], &["r.yaml:7:43 v.yaml:1:1"]);
    }
}
