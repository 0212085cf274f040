//! What differs between two environments of a platform.

use std::fmt;

use config_core::environment::{Comparison, Difference};
use config_core::{Code, EffectiveValue, Environment, Finding, Origin, Report};

use super::load::{Entry, Platform};
use super::rule::Located as _;

/// What differs between two environments, service by service. Displays as tables for people; secrets are masked.
#[derive(Debug)]
pub struct Drift {
    services: Vec<(String, Comparison)>,
    report: Report,
}

impl Drift {
    /// The services that both environments have, each with what differs.
    #[must_use]
    pub fn services(&self) -> &[(String, Comparison)] {
        &self.services
    }

    /// What should not differ as it does: `CFG0707` to `CFG0709` of [`config_core::environment::compare`], and
    /// `ENV-082` for what the `may_differ` of the more guarded environment does not list.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, comparison) in &self.services {
            if !comparison.differences().is_empty() {
                let text = comparison.to_string();
                // What should not differ is told once, at the end.
                let table = text.split("\n\n").next().unwrap_or_default();
                writeln!(formatter, "{name}: {}\n", table.trim_end())?;
            }
        }
        if self.report.is_empty() { Ok(()) } else { write!(formatter, "{}", self.report) }
    }
}

impl Platform {
    /// Compares two environments: the same services should be the same, but for what is declared.
    ///
    /// The `may_differ` of the more guarded environment's `platform.yaml` lists paths such as `*.run.replicas` or
    /// `gateway.config.routes`; whatever lies below them may differ too. Without the list every difference is shown, and none is
    /// found fault with, except for what weakens or shares: hosts, secrets and settings of security.
    ///
    /// ```no_run
    /// use config_core::Environment;
    /// use config_schemas::platform::Platform;
    ///
    /// let staging = Platform::load("/opt/citadel/config", &Environment::Staging)?;
    /// let production = Platform::load("/opt/citadel/config", &Environment::Production)?;
    /// print!("{}", staging.compare(&production));
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> Drift {
        let guarded_is_left = rank(other.environment()) < rank(self.environment());
        let (guarded, lesser) = if guarded_is_left { (self, other) } else { (other, self) };
        let allowed: Vec<Vec<&str>> = guarded
            .settings()
            .map(|settings| settings.may_differ.iter().map(|path| segments(path)).collect())
            .unwrap_or_default();
        let judge = Judge { guarded, lesser, allowed };
        let (mut services, mut findings) = (Vec::new(), Vec::new());
        for entry in self.services() {
            let Some(theirs) = other.service(entry.name()) else { continue };
            let Some(comparison) = entry.configuration.compare(&theirs.configuration) else {
                findings.extend(judge.kind(entry.name()));
                continue;
            };
            // Secrets stand here by reference, and each environment keeps its own under the same name.
            let own = comparison.report().findings().iter().cloned();
            // Defaults of servers are the same everywhere.
            let is_written = |finding: &Finding| {
                finding.origins().iter().any(|origin| matches!(origin, Origin::File { .. }))
            };
            let own = own.filter(|finding| finding.code() != Code::SHARED_SECRET && is_written(finding));
            findings.extend(own.map(|finding| finding.below(entry.name())));
            findings.extend(
                comparison
                    .differences()
                    .iter()
                    .filter_map(|found| judge.difference(entry.name(), found, guarded_is_left)),
            );
            services.push((entry.name().to_owned(), comparison));
        }
        for (has, lacks) in [(guarded, lesser), (lesser, guarded)] {
            for entry in has.services().iter().filter(|entry| lacks.service(entry.name()).is_none()) {
                findings.extend(judge.alone(entry, has, lacks));
            }
        }
        Drift { services, report: Report::new(findings) }
    }
}

/// How well an environment must be guarded; names of the user's own count as production.
fn rank(environment: &Environment) -> u8 {
    match environment {
        Environment::Development => 0,
        Environment::Staging => 1,
        _ => 2,
    }
}

/// The parts of a path between points, without the places in lists. Points in quotes are none.
fn segments(path: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = path.split(move |letter| {
        quoted ^= letter == '"';
        letter == '.' && !quoted
    });
    parts
        .map(|part| if part.starts_with('"') { part } else { part.split('[').next().unwrap_or(part) })
        .collect()
}

/// What may differ, and where it stands.
struct Judge<'p> {
    guarded: &'p Platform,
    lesser: &'p Platform,
    /// The paths that may differ, by their parts; none when nothing is asked.
    allowed: Vec<Vec<&'p str>>,
}

impl Judge<'_> {
    fn permits(&self, path: &str) -> bool {
        let own = segments(path);
        let fits = |allowed: &Vec<&str>| {
            allowed.len() <= own.len()
                && allowed.iter().zip(&own).all(|(allowed, own)| *allowed == "*" || allowed == own)
        };
        self.allowed.is_empty() || self.allowed.iter().any(fits)
    }

    /// A finding at a path of a service, with its places in the more guarded environment and in the other one.
    fn finding(&self, service: &str, path: &str, message: String, written: [bool; 2]) -> Finding {
        let full = if path.is_empty() { service.to_owned() } else { format!("{service}.{path}") };
        let help = format!("make them equal, or list {full} in may_differ of platform.yaml");
        let mut finding = Finding::warning(Code::custom("ENV-082"), full, message).with_help(help);
        for (platform, written) in [self.guarded, self.lesser].into_iter().zip(written) {
            if let Some(entry) = platform.service(service).filter(|_| written) {
                finding = entry.locate(finding, if path.is_empty() { "name" } else { path });
            }
        }
        finding
    }

    fn difference(&self, service: &str, found: &Difference, guarded_is_left: bool) -> Option<Finding> {
        let Difference { path, left, right } = found;
        if self.permits(&format!("{service}.{path}")) {
            return None;
        }
        let message = format!(
            "{service}.{path} is not the same in {} and {}",
            self.lesser.environment(),
            self.guarded.environment()
        );
        // Defaults stand in no file.
        let is_written =
            |value: &Option<EffectiveValue>| value.as_ref().is_some_and(|value| value.layer.is_some());
        let mut written = [is_written(right), is_written(left)];
        if guarded_is_left {
            written.reverse();
        }
        Some(self.finding(service, path, message, written))
    }

    /// A service that is something else in the other environment.
    fn kind(&self, service: &str) -> Option<Finding> {
        let message = format!(
            "{service} is of another kind in {} than in {}",
            self.lesser.environment(),
            self.guarded.environment()
        );
        (!self.permits(&format!("{service}.kind"))).then(|| self.finding(service, "kind", message, [true; 2]))
    }

    /// A service that only one environment has.
    fn alone(&self, entry: &Entry, has: &Platform, lacks: &Platform) -> Option<Finding> {
        let message = format!(
            "{} has the service {}, and {} does not",
            has.environment(),
            entry.name(),
            lacks.environment()
        );
        (!self.permits(entry.name())).then(|| self.finding(entry.name(), "", message, [true; 2]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(environment: &Environment, files: &[(&str, &str)]) -> (tempfile::TempDir, Platform) {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let platform = Platform::inspect(directory.path(), environment);
        assert!(
            !platform.report().findings().iter().any(|finding| finding.code().as_str().starts_with("CFG"))
        );
        (directory, platform)
    }

    /// Code, path and places of what should not differ.
    fn told(staging: &[(&str, &str)], production: &[(&str, &str)]) -> Vec<String> {
        let (_left, left) = platform(&Environment::Staging, staging);
        let (_right, right) = platform(&Environment::Production, production);
        let forth = left.compare(&right);
        let back = right.compare(&left);
        assert_eq!(forth.report().to_json(), back.report().to_json(), "the order does not count");
        let place = |origin: &Origin| match origin {
            Origin::File { line, column, .. } => format!(" {line}:{column}"),
            other => format!(" {other}"),
        };
        let findings = forth.report().findings().iter();
        findings
            .map(|finding| {
                let places: String = finding.origins().iter().map(place).collect();
                format!("{} {}{places}", finding.code(), finding.path())
            })
            .collect()
    }

    fn redis(memory: &str, more: &str) -> String {
        format!("name: r\nkind: redis\nowner: t\n{more}config: {{maxmemory: {memory}}}\n")
    }

    #[test]
    fn only_what_is_listed_may_differ() {
        let (small, large) = (redis("1gb", ""), redis("2gb", "run: {replicas: 2}\n"));
        let settings = |paths: &str| format!("may_differ: [{paths}]\n");
        let told = |paths: &str| {
            let settings = settings(paths);
            told(&[("r.yaml", &small)], &[("r.yaml", &large), ("platform.yaml", &settings)])
        };
        assert_eq!(told(""), Vec::<String>::new(), "nothing is asked");
        assert_eq!(told("r"), Vec::<String>::new());
        assert_eq!(told("\"*.run\", r.config.maxmemory"), Vec::<String>::new());
        assert_eq!(told("\"*.run.replicas\""), ["ENV-082 r.config.maxmemory 5:21 4:21"]);
        assert_eq!(told("other"), ["ENV-082 r.run.replicas 4:17", "ENV-082 r.config.maxmemory 5:21 4:21"]);
    }

    #[test]
    fn services_of_one_environment_alone_are_told() {
        let (redis, settings) = (redis("1gb", ""), "may_differ: [x]\n");
        let other = "name: x\nkind: other\nowner: t\n";
        let alone = told(&[("r.yaml", &redis), ("x.yaml", other)], &[("platform.yaml", settings)]);
        assert_eq!(alone, ["ENV-082 r 1:7"]);
    }

    #[test]
    fn another_kind_is_told() {
        let kind = |kind: &str| format!("name: r\nkind: {kind}\nowner: t\n");
        let files = (kind("redis"), kind("other"));
        let told =
            told(&[("r.yaml", &files.0)], &[("r.yaml", &files.1), ("platform.yaml", "may_differ: [x]\n")]);
        assert_eq!(told, ["ENV-082 r.kind 2:7 2:7"]);
    }

    #[test]
    fn hosts_of_the_other_environment_are_told_without_a_list() {
        let service = |host: &str| {
            format!("name: o\nkind: other\nowner: t\nconfig: {{url: \"https://{host}.example/v1\"}}\n")
        };
        let (staging, production) = (service("db.staging"), service("db"));
        assert_eq!(told(&[("o.yaml", &staging)], &[("o.yaml", &production)]), Vec::<String>::new());
        let shared = told(&[("o.yaml", &staging)], &[("o.yaml", &staging)]);
        assert_eq!(shared, ["CFG0707 o.config.url 4:15"]);
    }

    #[test]
    fn differences_are_a_table_for_people() {
        let (staging, production) = (redis("1gb", ""), redis("2gb", ""));
        let (_left, left) = platform(&Environment::Staging, &[("r.yaml", &staging)]);
        let (_right, right) = platform(&Environment::Production, &[("r.yaml", &production)]);
        let text = left.compare(&right).to_string();
        assert_eq!(text, "r: staging -> production: 1 difference\nconfig.maxmemory  1gb -> 2gb\n\n");
    }

    #[test]
    fn paths_are_split_at_their_points() {
        assert_eq!(segments("a.b[0].c"), ["a", "b", "c"]);
        assert_eq!(segments("a.\"b.c[0]\".d"), ["a", "\"b.c[0]\"", "d"]);
    }
}
