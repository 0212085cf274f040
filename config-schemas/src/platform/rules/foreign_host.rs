//! an environment does not refer to hosts of another one

use config_core::{Environment, Severity};

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::secret::host;

pub(super) const RULE: Rule = Rule::new(
    "SEC-082",
    Severity::Error,
    "an environment does not refer to hosts of another one",
    "ours",
    check,
);

/// Words of other environments, as they stand between signs in names of hosts.
fn words(environment: &Environment) -> &'static [&'static str] {
    match environment {
        Environment::Production => &["dev", "development", "staging", "stage", "test", "localhost"],
        Environment::Staging => &["prod", "production", "dev", "development"],
        Environment::Development | Environment::Custom(_) => &["prod", "production"],
    }
}

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let own = words(platform.environment());
    let further = platform.settings().map_or(&[][..], |settings| settings.foreign_hosts.as_slice());
    let foreign = |host: &str| {
        let parts = || host.split(['.', '-', '_']);
        own.iter().copied().chain(further.iter().map(String::as_str)).find(|word| {
            parts().any(|part| part.eq_ignore_ascii_case(word)) || host.eq_ignore_ascii_case(word)
        })
    };
    for entry in platform.services() {
        // Of a secret address nothing is shown but the word.
        for secret in &entry.secrets {
            if let Some(word) = secret.host.as_deref().and_then(foreign) {
                let message = format!("{} refers to a host of another environment ({word})", entry.name());
                findings.add(entry, &secret.path, message, "name a host of this environment");
            }
        }
        for value in &entry.written {
            let Some(host) = host(&value.text) else { continue };
            if let Some(word) = foreign(host) {
                let message =
                    format!("{} refers to {host}, which is of another environment ({word})", entry.name());
                findings.add(entry, &value.path, message, "name a host of this environment");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn hosts_are_of_the_environment() {
        let service =
            |host: &str| format!("name: a\nkind: other\nowner: t\nconfig: {{url: \"https://{host}/x\"}}\n");
        rule(
            "SEC-082",
            &[("a.yaml", &service("models.prod.example.org"))],
            &[("a.yaml", &service("models-staging.example.org"))],
            &["a.yaml:4:15"],
        );
    }
}
