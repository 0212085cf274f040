//! Hosts with ports, and lists of them.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, blanks, config_value, host_label, port};

const HOST_PORT: Grammar = Grammar::All(&[
    Grammar::Pattern(concat!(":", port!(), "$")),
    Grammar::Any(&[
        Grammar::Pattern(concat!(r"^(?:", host_label!(), r"\.)*", host_label!(), r"\.?:[0-9]+$")),
        Grammar::SocketAddressV6,
    ]),
    // The whole name, without a point at its end.
    Grammar::Pattern(r"^(?:.{1,253}|\[.*\]|.{253}\.):[0-9]+$"),
    // Numbers alone are an address.
    Grammar::Any(&[Grammar::Not(&Grammar::Pattern(r"^[0-9.]*:[0-9]*$")), Grammar::SocketAddressV4]),
    Grammar::Not(&Grammar::Pattern("%")),
]);
/// One address with blanks around it; what numbers and brackets hold is left to the parser.
macro_rules! listen {
    () => {
        concat!(
            "[",
            blanks!(),
            r"]*(?:\*?|(?:",
            host_label!(),
            r"\.)*",
            host_label!(),
            r"\.?|\[[0-9A-Fa-f:.]+\]):",
            port!(),
            "[",
            blanks!(),
            "]*"
        )
    };
}
const LISTEN_LIST: Grammar = Grammar::Pattern(concat!("^", listen!(), "(?:,", listen!(), ")*$"));

const HELP: &str = "write host:port, with an IPv6 address in brackets, such as db:5432 or [::1]:5432";
const LIST_HELP: &str =
    "write addresses with ports, with commas between them, such as 0.0.0.0:8080,[::]:8080";

/// A host and a port: `db:5432`, `10.0.0.1:80`, `[::1]:443`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostPort {
    host: String,
    port: u16,
}

impl HostPort {
    /// The host: a name, an IPv4 address, or an IPv6 address without its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, from 1.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }
}

/// Whether a text is an address or a name that may stand as a host.
pub(crate) fn is_host(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return text.parse::<Ipv4Addr>().is_ok();
    }
    let name = text.strip_suffix('.').unwrap_or(text);
    !name.is_empty()
        && name.len() <= 253
        && name.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

impl FromStr for HostPort {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (host, port, port_at) = if let Some(rest) = text.strip_prefix('[') {
            let Some(end) = rest.find(']') else {
                return Err(ValueError::at(text, 0, "the bracket is not closed", HELP));
            };
            if rest[..end].parse::<Ipv6Addr>().is_err() {
                return Err(ValueError::at(text, 1, "is not an IPv6 address", HELP));
            }
            let Some(port) = rest[end + 1..].strip_prefix(':') else {
                return Err(ValueError::at(text, end + 2, "the port is missing", HELP));
            };
            (&rest[..end], port, end + 3)
        } else {
            let Some((host, port)) = text.rsplit_once(':') else {
                return Err(ValueError::at(text, text.len(), "the port is missing", HELP));
            };
            if host.contains(':') {
                return Err(ValueError::at(text, 0, "an IPv6 address needs brackets", HELP));
            }
            if !is_host(host) {
                return Err(ValueError::at(text, 0, "is not a host name or address", HELP));
            }
            (host, port, host.len() + 1)
        };
        let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        match port.parse() {
            Ok(port) if digits && port > 0 => Ok(Self { host: host.to_owned(), port }),
            _ => Err(ValueError::at(text, port_at, "the port is not a number from 1 to 65535", HELP)),
        }
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(formatter, "[{}]:{}", self.host, self.port)
        } else {
            write!(formatter, "{}:{}", self.host, self.port)
        }
    }
}

/// Addresses to listen on, with commas between them: `0.0.0.0:8080,[::]:8080`. A missing host or `*` means all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListenList(Vec<(Option<String>, u16)>);

impl ListenList {
    /// Host (`None` for all) and port of each address.
    pub fn addresses(&self) -> impl Iterator<Item = (Option<&str>, u16)> {
        self.0.iter().map(|(host, port)| (host.as_deref(), *port))
    }
}

impl FromStr for ListenList {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let mut addresses = Vec::new();
        let mut at = 0;
        for part in text.split(',') {
            let item = part.trim();
            let start = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            let port = item.strip_prefix("*:").or_else(|| item.strip_prefix(':'));
            let address = match port {
                Some(port) => format!("all:{port}").parse::<HostPort>().map(|all| (None, all.port)),
                None => item.parse::<HostPort>().map(|address| (Some(address.host), address.port)),
            };
            match address {
                Ok(address) if addresses.contains(&address) => {
                    return Err(ValueError::at(text, start, "an address comes twice", LIST_HELP));
                }
                Ok(address) => addresses.push(address),
                Err(error) => return Err(ValueError::at(text, start, error.problem(), LIST_HELP)),
            }
        }
        Ok(Self(addresses))
    }
}

impl fmt::Display for ListenList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (host, port)) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(",")?;
            }
            match host {
                Some(host) => write!(formatter, "{}", HostPort { host: host.clone(), port: *port })?,
                None => write!(formatter, ":{port}")?,
            }
        }
        Ok(())
    }
}

config_value!(HostPort, "a host and a port such as db:5432", HOST_PORT);
config_value!(ListenList, "addresses to listen on such as 0.0.0.0:8080", LISTEN_LIST);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports() {
        for text in ["db:5432", "10.0.0.1:80", "[::1]:443", "my_db.svc.cluster.local:1", "localhost.:65535"] {
            assert_eq!(text.parse::<HostPort>().unwrap().to_string(), text);
        }
        for text in [
            "", "db", "db:", "db:0", "db:65536", "db:+80", "::1:80", "[::1]", "[::1:80", "a b:1", ":80",
            "1.2.3:80",
        ] {
            assert!(text.parse::<HostPort>().is_err(), "{text}");
        }
    }

    #[test]
    fn lists() {
        let list: ListenList = "0.0.0.0:8080, [::]:8080, *:9, :10".parse().unwrap();
        assert_eq!(list.to_string(), "0.0.0.0:8080,[::]:8080,:9,:10");
        assert_eq!(list.addresses().filter(|(host, _)| host.is_none()).count(), 2);
        for text in ["", "a:1,", "a:1,a:1", "a"] {
            assert!(text.parse::<ListenList>().is_err(), "{text}");
        }
    }
}
