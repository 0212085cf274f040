//! nothing is written down for developers in production

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "LOG-044",
    Severity::Error,
    "servers do not write for developers in production, where prompts and keys would stand in the log",
    "ours",
    check,
);

/// Settings of a level, by the last part of their paths.
const SETTINGS: &[&str] = &["log_level", "loglevel", "log-level", "uvicorn_log_level", "level"];

/// Variables of a level.
const VARIABLES: &[&str] = &[
    "VLLM_LOGGING_LEVEL",
    "LITELLM_LOG",
    "LOG_LEVEL",
    "N8N_LOG_LEVEL",
    "QDRANT__LOG_LEVEL",
    "GF_LOG_LEVEL",
    "GLOBAL_LOG_LEVEL",
];

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if !platform.is_production() {
        return;
    }
    const HELP: &str = "write info, or less";
    for entry in platform.services() {
        for value in &entry.written {
            let name = value.path.rsplit('.').next().unwrap_or_default();
            let level = SETTINGS.contains(&name) && speaks(&value.text);
            let whole = name == "set_verbose" && value.text == "true"
                || name == "OLLAMA_DEBUG" && value.text != "0" && value.text != "false";
            if value.path.starts_with("config.") && (level || whole) {
                let message = format!("{} writes for developers in production", entry.name());
                findings.add(entry, &value.path, message, HELP);
            }
        }
        for name in VARIABLES {
            if entry.configuration.variable(name).is_some_and(speaks) {
                let message = format!("{} writes for developers in production", entry.name());
                findings.add(entry, &format!("environment.{name}"), message, HELP);
            }
        }
    }
}

fn speaks(level: &str) -> bool {
    ["debug", "trace", "silly"].iter().any(|word| level.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn logs_are_short() {
        let server = |variable: &str, level: &str| {
            format!(
                "name: v\nkind: vllm\nowner: t\nenvironment: {{VLLM_LOGGING_LEVEL: {variable}}}\nconfig: {{model: m, uvicorn_log_level: {level}}}\n"
            )
        };
        rule(
            "LOG-044",
            &[("v.yaml", &server("INFO", "warning"))],
            &[("v.yaml", &server("DEBUG", "debug"))],
            &["v.yaml:4:35", "v.yaml:5:39"],
        );
    }
}
