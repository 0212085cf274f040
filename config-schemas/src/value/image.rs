//! References to container images.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value, host_label, port};

/// Lower-case letters and digits, with separators between them.
macro_rules! component {
    () => {
        r"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*"
    };
}

/// A host that cannot be a component: it has a point or a port, or is `localhost`.
macro_rules! registry {
    () => {
        concat!(
            "(?:(?:(?:",
            host_label!(),
            r"\.)+(?:",
            host_label!(),
            ")?|localhost)(?::",
            port!(),
            ")?|",
            host_label!(),
            ":",
            port!(),
            r"|\[[0-9A-Fa-f:.]+\]:",
            port!(),
            ")"
        )
    };
}

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern(concat!(
        "^(?:",
        registry!(),
        "/)?",
        component!(),
        "(?:/",
        component!(),
        ")*",
        "(?::[0-9A-Za-z_][0-9A-Za-z_.-]{0,127})?",
        "(?:@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$"
    )),
    // A registry of numbers alone is an address.
    Grammar::Any(&[
        Grammar::Not(&Grammar::Pattern(r"^[0-9]*\.[0-9.]*(?::[0-9]*)?/")),
        Grammar::Pattern(
            r"^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?::[0-9]*)?/",
        ),
    ]),
]);

const HELP: &str =
    "write [registry/]name[:tag][@sha256:64 hex digits], in lower case, such as vllm/vllm-openai:v0.33.0";

/// A reference to a container image: `registry/name:tag@sha256:…`.
///
/// ```
/// use config_schemas::value::ImageReference;
/// let image: ImageReference = "vllm/vllm-openai:v0.33.0".parse()?;
/// assert_eq!(image.tag(), Some("v0.33.0"));
/// assert!(!image.is_pinned());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageReference {
    name: String,
    tag: Option<String>,
    digest: Option<String>,
}

impl ImageReference {
    /// Registry and repository.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest, with its algorithm.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// Whether a digest fixes the content.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.digest.is_some()
    }

    /// Whether what it means changes without notice: no digest, and no tag or `latest`.
    #[must_use]
    pub fn floats(&self) -> bool {
        self.digest.is_none() && self.tag.as_deref().is_none_or(|tag| tag == "latest")
    }
}

impl FromStr for ImageReference {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest)),
            None => (text, None),
        };
        if let Some(digest) = digest {
            let hex = digest.split_once(':').filter(|(algorithm, hex)| {
                let length = match *algorithm {
                    "sha256" => 64,
                    "sha512" => 128,
                    _ => 0,
                };
                hex.len() == length && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            });
            if hex.is_none() {
                return Err(ValueError::at(text, rest.len() + 1, "the digest is malformed", HELP));
            }
        }
        let slash = rest.rfind('/').map_or(0, |index| index + 1);
        let (name, tag) = match rest[slash..].find(':') {
            Some(colon) => (&rest[..slash + colon], Some(&rest[slash + colon + 1..])),
            None => (rest, None),
        };
        if let Some(tag) = tag {
            let valid = !tag.is_empty()
                && tag.len() <= 128
                && !tag.starts_with(['.', '-'])
                && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
            if !valid {
                return Err(ValueError::at(text, name.len() + 1, "the tag is malformed", HELP));
            }
        }
        let mut at = 0;
        for (index, part) in name.split('/').enumerate() {
            let registry =
                index == 0 && name.contains('/') && (part.contains(['.', ':']) || part == "localhost");
            let valid = if registry {
                super::host_port::is_host(part) || part.parse::<super::HostPort>().is_ok()
            } else {
                is_component(part)
            };
            if !valid {
                return Err(ValueError::at(text, at, "a part of the name is malformed", HELP));
            }
            at += part.len() + 1;
        }
        Ok(Self { name: name.to_owned(), tag: tag.map(str::to_owned), digest: digest.map(str::to_owned) })
    }
}

/// Lower-case letters and digits, with `.`, `_`, `__` or dashes between them.
fn is_component(text: &str) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    edge(text.bytes().next())
        && edge(text.bytes().next_back())
        && text.bytes().all(|byte| edge(Some(byte)) || matches!(byte, b'.' | b'_' | b'-'))
        && !["..", "._", "_.", "___", ".-", "-.", "_-", "-_"].iter().any(|pair| text.contains(pair))
}

impl fmt::Display for ImageReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        if let Some(tag) = &self.tag {
            write!(formatter, ":{tag}")?;
        }
        if let Some(digest) = &self.digest {
            write!(formatter, "@{digest}")?;
        }
        Ok(())
    }
}

config_value!(ImageReference, "an image reference such as vllm/vllm-openai:v0.33.0", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
        for text in [
            "redis",
            "vllm/vllm-openai:v0.33.0",
            "localhost:5000/a/b:latest",
            "registry.example.com/team/app",
            &format!("redis@{digest}"),
            &format!("ghcr.io/a/b__c:1@{digest}"),
        ] {
            assert_eq!(text.parse::<ImageReference>().unwrap().to_string(), *text);
        }
        assert!("redis".parse::<ImageReference>().unwrap().floats());
        assert!("redis:latest".parse::<ImageReference>().unwrap().floats());
        assert!(!format!("redis:latest@{digest}").parse::<ImageReference>().unwrap().floats());
        for text in ["", "Redis", "redis:", "redis@sha256:12", "a//b", "redis:ta g", "-a", "a/.b"] {
            assert!(text.parse::<ImageReference>().is_err(), "{text}");
        }
    }
}
