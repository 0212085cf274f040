//! Rules over several settings, which the server has for its whole file. Each says the place that the server would.

mod exchange;
mod mappings;
mod servers;
mod tls;
mod url;
mod users;

use config_core::{Code, Finding, Loaded};

use crate::infrastructure::nats::Nats;

/// Everything that breaks a rule. What accounts have of each other is only looked at when the whole file was read.
pub(super) fn broken(loaded: &Loaded<Nats>, whole: bool) -> Vec<Finding> {
    let mut found = Found { loaded, findings: Vec::new() };
    servers::rules(&mut found);
    tls::rules(&mut found);
    users::rules(&mut found);
    mappings::rules(&mut found);
    if whole {
        exchange::rules(&mut found);
    }
    found.findings
}

/// What the rules read, and what they find.
struct Found<'l> {
    loaded: &'l Loaded<Nats>,
    findings: Vec<Finding>,
}

impl<'l> Found<'l> {
    fn nats(&self) -> &'l Nats {
        &self.loaded.value
    }

    fn error(&mut self, code: Code, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let finding = Finding::error(code, path, message).with_help(help);
        self.findings.push(self.loaded.locate(finding, path));
    }

    fn warning(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let finding = Finding::warning(Code::CHECK, path, message).with_help(help);
        self.findings.push(self.loaded.locate(finding, path));
    }
}

/// Who may connect, of which there is one at most.
const AUTHORIZATION: Code = Code::custom("NATS-047");
/// Settings that the server refuses together.
const TOGETHER: Code = Code::custom("NATS-060");
/// What accounts have of each other.
const EXCHANGE: Code = Code::custom("NAT0105");
