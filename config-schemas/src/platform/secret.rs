//! What is known of the secrets of a service without keeping them.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use config_core::EffectiveValue;
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
    /// The variable that it refers to (`os.environ/NAME`), whose value is known where the service runs alone.
    pub variable: Option<String>,
    /// Whether it is an address that gives nothing away: no user, no query, nothing like a token in its path.
    pub is_address: bool,
    /// Host of an address.
    pub(super) host: Option<String>,
    /// Whether everybody knows it.
    pub is_known: bool,
    /// Equal for equal secrets of one process, and of no use outside.
    pub(super) digest: u64,
}

/// The secrets of a service, looked up in its file.
pub(super) fn secrets(
    configuration: &Configuration,
    values: &[EffectiveValue],
    tree: &Tree,
) -> Vec<SecretUse> {
    static STATE: OnceLock<RandomState> = OnceLock::new();
    let state = STATE.get_or_init(RandomState::new);
    let mut found = Vec::new();
    for value in values.iter().filter(|value| value.secret) {
        let Some(node) = at(tree.root(), &value.path) else { continue };
        let text = node.text();
        // Every variable and every header is masked; only those are secrets whose names say so, and addresses with a
        // password.
        if named(&value.path).is_some_and(|name| !sounds_secret(name)) && !has_password(text) {
            continue;
        }
        if text.is_empty() {
            continue;
        }
        let is_reference = is_reference(text);
        let variable = text.strip_prefix(VARIABLE).map(str::to_owned);
        // What a variable holds is said in the same file, where that sets the variable.
        let own = variable.as_deref().and_then(|name| configuration.variable(name));
        let lower = text.to_ascii_lowercase();
        found.push(SecretUse {
            is_reference,
            is_address: !is_reference && is_plain_address(text),
            host: host(text).filter(|_| !is_reference).map(str::to_owned),
            is_known: !is_reference && (KNOWN.contains(&lower.as_str()) || lower.starts_with("sk-1234")),
            digest: state.hash_one(own.unwrap_or(text)),
            variable: variable.filter(|_| own.is_none()),
            path: value.path.clone(),
        });
    }
    found
}

/// How the LiteLLM proxy writes that a variable holds a value.
const VARIABLE: &str = "os.environ/";

/// Whether a text refers to a secret that lies elsewhere, as one of the servers writes that: `${…}`, `os.environ/NAME` of
/// LiteLLM, and `$__file{…}` and its kind of Grafana.
pub(crate) fn is_reference(text: &str) -> bool {
    text.contains("${") || text.starts_with(VARIABLE) || text.starts_with("$__")
}

/// The name of a variable or a header.
fn named(path: &str) -> Option<&str> {
    ["environment.", "config.environment_variables."]
        .into_iter()
        .find_map(|start| path.strip_prefix(start))
        .or_else(|| path.split_once(".headers").map(|(_, name)| name))
}

fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase().replace('-', "_");
    ["_KEY", "APIKEY", "AUTHORIZATION", "COOKIE", "TOKEN", "SECRET", "PASSWORD", "PASSWD"]
        .iter()
        .any(|word| name.contains(word))
}

/// The host of an address.
pub(super) fn host(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    (!host.is_empty()).then_some(host)
}

fn has_password(text: &str) -> bool {
    let authority = text.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    let user = authority.and_then(|authority| authority.rsplit_once('@'));
    user.and_then(|(user, _)| user.split_once(':')).is_some_and(|(_, password)| !password.is_empty())
}

/// Texts of this length and more in a path may be tokens.
const TOKEN: usize = 16;

fn is_plain_address(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    !rest.contains(['@', '?', '#'])
        && host(text).is_some()
        && rest.split('/').skip(1).all(|part| part.len() < TOKEN)
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
