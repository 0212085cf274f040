//! a service has as long to end as it promises to its clients

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "RUN-040",
    Severity::Error,
    "a service has as long to end as it promises to its clients",
    "ours: pre_stop + shutdown_timeout + drain",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let run = entry.configuration.run();
        let server = match &entry.configuration {
            Configuration::Vllm(loaded) => loaded.value.config.server.shutdown_timeout,
            _ => 0,
        };
        let needed = run.pre_stop + run.drain + std::time::Duration::from_secs(u64::from(server));
        if needed > run.termination_grace {
            let message = format!(
                "{} needs {} seconds to end and is given {}",
                entry.name(),
                needed.as_secs(),
                run.termination_grace.as_secs()
            );
            findings.add(entry, "run.termination_grace", message, format!("give it {}s", needed.as_secs()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn services_have_time_to_end() {
        rule(
            "RUN-040",
            &[(
                "q.yaml",
                "name: q\nkind: other\nowner: t\nrun: {termination_grace: 2m, drain: 90s, pre_stop: 10s}\n",
            )],
            &[(
                "q.yaml",
                "name: q\nkind: other\nowner: t\nrun: {termination_grace: 1m, drain: 90s, pre_stop: 10s}\n",
            )],
            &["q.yaml:4:26"],
        );
    }
}
