//! what a gateway lets in is not too large for the server behind it

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-070",
    Severity::Error,
    "what a gateway lets in is not too large for the server behind it",
    "ours: vLLM takes 32 MiB, Qdrant 32 MB",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let outer = loaded.value.config.max_body.bytes();
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
                _ => continue,
            };
            if outer > inner {
                let message =
                    format!("the gateway lets in {outer} bytes, and {} takes {inner}", target.name());
                findings
                    .add(
                        entry,
                        "config.max_body",
                        message,
                        "lower max_body, or raise the limit of the server",
                    )
                    .and(target, path);
            }
        }
    }
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
}
