//! Files of an environment beside those of its services: rules that a Prometheus evaluates, and manifests of Kubernetes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use config_core::{Code, Document, Finding, Format, Loaded, Origin, Report};
use config_format::Node;

use super::configuration::Configuration;
use super::load::Entry;
use super::rule::Located;
use crate::deployment::kubernetes::{Manifests, NetworkPolicy};
use crate::monitoring::rules::RuleFile;
use crate::native::{Native, NativeFile};

/// The folder of the manifests.
const MANIFESTS: &str = "kubernetes";

/// A file of rules, and the Prometheus that evaluates it.
#[derive(Debug)]
pub struct RuleDocument {
    /// The file, from the environment's directory on.
    pub name: String,
    /// Name of the Prometheus.
    pub server: String,
    /// Which of its `rule_files` has found the file.
    pub pattern: usize,
    /// The rules.
    pub rules: Loaded<RuleFile>,
}

/// A network policy.
#[derive(Debug)]
pub struct PolicyDocument {
    /// The file, from the environment's directory on.
    pub name: String,
    /// The policy.
    pub policy: Loaded<NetworkPolicy>,
}

impl Located for RuleDocument {
    fn label(&self) -> &str {
        &self.name
    }

    fn locate(&self, finding: Finding, path: &str) -> Finding {
        self.rules.locate(finding, path)
    }
}

impl Located for PolicyDocument {
    fn label(&self) -> &str {
        &self.name
    }

    fn locate(&self, finding: Finding, path: &str) -> Finding {
        self.policy.locate(finding, path)
    }
}

/// The files that the `rule_files` of every Prometheus find in the environment's directory. Absolute patterns lead out of
/// it, and nothing is known of what is there. `patterns` gets those that have found any, readable or not.
pub(super) fn rule_files(
    directory: &Path,
    services: &[Entry],
    findings: &mut Vec<Finding>,
    patterns: &mut HashSet<(String, usize)>,
) -> Vec<RuleDocument> {
    let mut documents = Vec::new();
    for entry in services {
        let Configuration::Prometheus(loaded) = &entry.configuration else { continue };
        for (pattern, text) in loaded.value.config.rule_files.iter().enumerate() {
            if text.starts_with('/') {
                continue;
            }
            for path in matches(directory, text) {
                patterns.insert((entry.name().to_owned(), pattern));
                match read_rules(&path, findings) {
                    Ok(rules) => documents.push(RuleDocument {
                        name: name_of(directory, &path),
                        server: entry.name().to_owned(),
                        pattern,
                        rules,
                    }),
                    Err(report) => findings.extend(report.findings().iter().cloned()),
                }
            }
        }
    }
    documents
}

fn matches(directory: &Path, pattern: &str) -> Vec<PathBuf> {
    let own = glob::Pattern::escape(&directory.to_string_lossy());
    let found = glob::glob(&format!("{own}/{pattern}")).into_iter().flatten().flatten();
    found.filter(|path| path.is_file()).collect()
}

fn read_rules(path: &Path, findings: &mut Vec<Finding>) -> Result<Loaded<RuleFile>, Report> {
    let bytes = read(path)?;
    let reading = RuleFile::read(&NativeFile::new(path, &bytes))?;
    findings.extend(reading.report.findings().iter().cloned());
    Document::parse(path, bytes, Format::Yaml)?.read()
}

/// The network policies among the manifests of the environment; all manifests are held against their schemas.
pub(super) fn policies(directory: &Path, findings: &mut Vec<Finding>) -> Vec<PolicyDocument> {
    let mut documents = Vec::new();
    for ending in ["yaml", "yml"] {
        for path in matches(&directory.join(MANIFESTS), &format!("*.{ending}")) {
            if let Err(report) = read_policies(directory, &path, &mut documents, findings) {
                findings.extend(report.findings().iter().cloned());
            }
        }
    }
    documents
}

fn read_policies(
    directory: &Path,
    path: &Path,
    documents: &mut Vec<PolicyDocument>,
    findings: &mut Vec<Finding>,
) -> Result<(), Report> {
    let bytes = read(path)?;
    let reading = Manifests::read(&NativeFile::new(path, &bytes))?;
    findings.extend(reading.report.findings().iter().cloned());
    for document in Document::parse_stream(path, bytes, Format::Yaml)? {
        let root = document.tree().root();
        let is_policy = |node: Node<'_>| node.get("kind").is_some_and(|kind| kind.text() == "NetworkPolicy");
        for item in
            root.get("items").into_iter().flat_map(|items| items.items()).filter(|item| is_policy(*item))
        {
            let message = "a network policy inside of a List is held against no service";
            let finding = Finding::warning(Code::custom("NET-080"), "items", message);
            let help = "write it as a document of its own, behind a line of ---";
            findings.push(document.locate(finding, item).with_help(help));
        }
        if is_policy(root) {
            let policy = document.read()?;
            documents.push(PolicyDocument { name: name_of(directory, path), policy });
        }
    }
    Ok(())
}

fn name_of(directory: &Path, path: &Path) -> String {
    path.strip_prefix(directory).unwrap_or(path).display().to_string()
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Report> {
    std::fs::read(path).map_err(|error| {
        let message = format!("{} cannot be read: {}", path.display(), error.kind());
        Finding::error(Code::FILE_UNREADABLE, "", message)
            .with_origin(Origin::File { path: path.to_owned(), line: 0, column: 0 })
            .with_help("check the permissions of the file")
            .into()
    })
}
