//! every name of a service is one of the environment

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule =
    Rule::new("NET-063", Severity::Error, "every name of a service is one of the environment", "ours", check);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for reference in &entry.references {
            let Some(target) = platform.service(&reference.service) else {
                if reference.must_exist {
                    let names = platform.services().iter().map(|entry| entry.name());
                    let help = match crate::native::nearest(&reference.service, names) {
                        Some(nearest) => format!("did you mean {nearest}?"),
                        None => "describe the service, or correct the name".to_owned(),
                    };
                    let message = format!("there is no service {}", reference.service);
                    findings.add(entry, &reference.path, message, help);
                }
                continue;
            };
            let endpoints = &target.service().endpoints;
            if let Some(name) = &reference.endpoint
                && !endpoints.iter().any(|endpoint| endpoint.name.as_str() == name)
            {
                let message = format!("{} has no endpoint {name}", target.name());
                let help = match crate::native::nearest(
                    name,
                    endpoints.iter().map(|endpoint| endpoint.name.as_str()),
                ) {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => "name one of its endpoints".to_owned(),
                };
                findings.add(entry, &reference.path, message, help).and(target, "endpoints");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn names_are_known() {
        let other = ("r.yaml", "name: redis\nkind: redis\nowner: t\nendpoints: [{name: main, port: 6379}]\n");
        let client =
            |service: &str| format!("name: c\nkind: other\nowner: t\ndependencies: [{{{service}}}]\n");
        rule(
            "NET-063",
            &[("c.yaml", &client("service: redis")), other],
            &[("c.yaml", &client("service: rediss")), other],
            &["c.yaml:4:26"],
        );
        rule(
            "NET-063",
            &[],
            &[("c.yaml", &client("service: redis, endpoint: mian")), other],
            &["c.yaml:4:26 r.yaml:4:1"],
        );
    }
}
