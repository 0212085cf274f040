//! a store does not take more memory than its service has

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "DATA-058",
    Severity::Error,
    "a store does not take more memory than its service has",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Some(resources) = &entry.service().resources else { continue };
        let Some(limit) = resources.memory_limit.or(resources.memory) else { continue };
        let limit = limit.value();
        match &entry.configuration {
            Configuration::Redis(loaded) => {
                let most = i128::from(loaded.value.config.maxmemory.bytes());
                if most == 0 || most >= limit {
                    let message = match most {
                        0 => format!(
                            "{} has no maxmemory, and is ended when it needs more than it has",
                            entry.name()
                        ),
                        _ => format!(
                            "maxmemory of {} is as large as its memory, which leaves nothing",
                            entry.name()
                        ),
                    };
                    let path = if most == 0 { "config" } else { "config.maxmemory" };
                    findings
                        .add(entry, path, message, "set maxmemory to three quarters of the memory")
                        .and(entry, "resources.memory");
                }
            }
            Configuration::Postgresql(loaded) => {
                let shared = i128::from(loaded.value.config.shared_buffers.bytes(8192));
                if shared * 10 > limit * 4 {
                    let message = format!("shared_buffers of {} is above 40% of its memory", entry.name());
                    findings
                        .add(entry, "config.shared_buffers", message, "set it to a quarter of the memory")
                        .and(entry, "resources.memory");
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn stores_leave_room() {
        let redis = |most: &str| {
            format!(
                "name: r\nkind: redis\nowner: t\nresources: {{memory: 4Gi}}\nconfig: {{maxmemory: {most}}}\n"
            )
        };
        rule(
            "DATA-058",
            &[("r.yaml", &redis("3gb"))],
            &[("r.yaml", &redis("4gb"))],
            &["r.yaml:5:21 r.yaml:4:21"],
        );
        let postgresql = |shared: &str| {
            format!(
                "name: p\nkind: postgresql\nowner: t\nresources: {{memory: 4Gi}}\nconfig: {{shared_buffers: {shared}}}\n"
            )
        };
        rule(
            "DATA-058",
            &[("p.yaml", &postgresql("1GB"))],
            &[("p.yaml", &postgresql("2GB"))],
            &["p.yaml:5:26 p.yaml:4:21"],
        );
    }
}
