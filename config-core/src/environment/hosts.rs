//! The hosts that a value names, and whose they are.

use super::words::words;
use crate::schema::{Field, Kind, Rule, TextFormat};

/// What a host's name says about the environment it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// The machine itself.
    Loopback(String),
    /// A host whose name holds a word of another environment.
    Foreign {
        /// The host.
        host: String,
        /// The word.
        word: String,
    },
}

/// The words by which hosts of development and staging are known.
const FOREIGN: &[&str] =
    &["dev", "devel", "development", "qa", "sandbox", "stage", "staging", "stg", "test", "testing", "uat"];

/// The hosts of a value that do not belong to a guarded environment. `own` are the guarded environment's own names, `other`
/// those of the less guarded one.
pub(super) fn foreign(field: Option<&Field>, text: &str, own: &[&str], other: &[&str]) -> Vec<Host> {
    let Some(field) = field else { return Vec::new() };
    // What a service listens on is its own machine by nature, and paths are no hosts.
    if matches!(field.kind.without_wrappers(), Kind::Path)
        || words(field.name).any(|word| matches!(word.as_str(), "listen" | "bind" | "path" | "file"))
    {
        return Vec::new();
    }
    let bare = names_hosts(field);
    text.split([',', ' ', '\n', '\t'])
        .filter_map(|part| host_of(part.trim(), bare))
        .filter_map(|host| classify(host, own, other))
        .collect()
}

/// Whether a field's text is a host even without a scheme or a port around it.
fn names_hosts(field: &Field) -> bool {
    field.rules.iter().any(|rule| {
        matches!(
            rule,
            Rule::Format(TextFormat::Hostname | TextFormat::Ip | TextFormat::Ipv4 | TextFormat::HostPort)
        )
    }) || words(field.name).any(|word| {
        matches!(
            word.as_str(),
            "host"
                | "hosts"
                | "hostname"
                | "address"
                | "addr"
                | "server"
                | "servers"
                | "endpoint"
                | "domain"
                | "url"
                | "uri"
        )
    })
}

/// The host of a URL, of `host:port`, or of a bare name.
fn host_of(text: &str, bare: bool) -> Option<&str> {
    if let Some((_, rest)) = text.split_once("://") {
        let authority = rest.split(['/', '?', '#']).next()?;
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        return Some(without_port(authority)).filter(|host| !host.is_empty());
    }
    let host = without_port(text);
    let looks_like_one = !host.is_empty()
        && host.chars().all(|character| character.is_ascii_alphanumeric() || ".-_:[]".contains(character));
    (looks_like_one && (bare || host.len() < text.len())).then_some(host)
}

fn without_port(authority: &str) -> &str {
    if let Some(inner) = authority.strip_prefix('[') {
        return inner.split(']').next().unwrap_or(inner);
    }
    match authority.split_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

fn classify(host: &str, own: &[&str], other: &[&str]) -> Option<Host> {
    let lower = host.to_ascii_lowercase();
    let loopback = lower == "localhost"
        || lower == "host.docker.internal"
        || lower.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    if loopback {
        return Some(Host::Loopback(host.to_owned()));
    }
    let word = lower
        .split(['.', '-', '_'])
        .map(|word| word.trim_end_matches(|character: char| character.is_ascii_digit()))
        .find(|word| !own.contains(word) && (FOREIGN.contains(word) || other.contains(word)))?;
    Some(Host::Foreign { host: host.to_owned(), word: word.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_urls_addresses_and_names() {
        assert_eq!(host_of("https://user:x@a.example:80/b?c", false), Some("a.example"));
        assert_eq!(host_of("redis://[::1]:6379", false), Some("::1"));
        assert_eq!(host_of("db.example:5432", false), Some("db.example"));
        assert_eq!(host_of("db.example", false), None);
        assert_eq!(host_of("db.example", true), Some("db.example"));
        assert_eq!(host_of("Qwen/Qwen3-0.6B", true), None);
    }

    #[test]
    fn a_host_belongs_to_another_environment_by_a_word_of_its_name() {
        let class = |host| classify(host, &["production", "prod"], &["staging"]);
        for host in ["vllm.staging.svc.cluster.local", "db-dev.example", "dev2.example", "test.example"] {
            assert!(matches!(class(host), Some(Host::Foreign { .. })), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(matches!(class(host), Some(Host::Loopback(_))), "{host}");
        }
        for host in ["vllm.prod.svc.cluster.local", "latest.example", "device.example", "10.0.0.1"] {
            assert_eq!(class(host), None, "{host}");
        }
    }
}
