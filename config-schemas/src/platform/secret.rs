//! What is known of the secrets of a service without keeping them.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use config_core::path::segments;
use config_format::{Kind, Node, Tree};

use super::configuration::Configuration;

/// Secrets that everybody knows, because they stand in documents and examples.
const KNOWN: &[&str] = &[
    "0p3n-w3bu!",
    "admin",
    "changeit",
    "changeme",
    "difyai123456",
    "guest",
    "minioadmin",
    "password",
    "postgres",
    "prom-operator",
    "secret",
    "sk-1234",
    "t0p-s3cr3t",
];

/// One secret of a service: where it stands, and whether it is a reference. Its text is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse {
    /// Path of the value.
    pub path: String,
    /// Whether it refers to a secret that lies elsewhere.
    pub is_reference: bool,
    /// Whether everybody knows it.
    pub is_known: bool,
    /// Equal for equal secrets of one process, and of no use outside.
    pub(super) digest: u64,
}

/// The secrets of a service, looked up in its file.
pub(super) fn secrets(configuration: &Configuration, tree: &Tree) -> Vec<SecretUse> {
    static STATE: OnceLock<RandomState> = OnceLock::new();
    let state = STATE.get_or_init(RandomState::new);
    let mut found = Vec::new();
    for value in configuration.values().into_iter().filter(|value| value.secret) {
        // Every variable is masked; only those whose names say so are secrets.
        if value.path.strip_prefix("environment.").is_some_and(|name| !sounds_secret(name)) {
            continue;
        }
        let Some(node) = at(tree.root(), &value.path) else { continue };
        let text = node.text();
        if text.is_empty() {
            continue;
        }
        let is_reference = text.contains("${") || text.starts_with("os.environ/");
        let lower = text.to_ascii_lowercase();
        found.push(SecretUse {
            is_reference,
            is_known: !is_reference && (KNOWN.contains(&lower.as_str()) || lower.starts_with("sk-1234")),
            digest: state.hash_one(text),
            path: value.path,
        });
    }
    found
}

fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["_KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD"].iter().any(|word| name.contains(word))
}

fn at<'t>(root: Node<'t>, path: &str) -> Option<Node<'t>> {
    let mut node = root;
    for segment in segments(path) {
        node = match node.kind() {
            Kind::List => node.items().nth(segment.parse().ok()?)?,
            _ => node.get(segment)?,
        };
    }
    node.kind().is_scalar().then_some(node)
}
