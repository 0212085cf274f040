//! Well-known grammars of text, for rules and for defaults that are checked while a crate compiles.

/// Whether the text is an IPv4 or IPv6 address.
#[must_use]
pub fn is_ip(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
}

/// Whether the text is an IPv4 address.
#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Whether the text is an IPv6 address.
#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<std::net::Ipv6Addr>().is_ok()
}

/// Whether the text is an address of electronic mail: the rule of the HTML standard, which the `validator` crate uses as
/// well.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else { return false };
    !user.is_empty()
        && user.len() <= 64
        && user
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter))
        && (is_hostname(domain) || bracketed_ip(domain))
}

fn bracketed_ip(text: &str) -> bool {
    text.strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .is_some_and(|inner| inner.parse::<std::net::IpAddr>().is_ok())
}

/// Whether the text is an absolute URL.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let scheme_fits = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    if !scheme_fits
        || text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"`{}|\\^".contains(letter))
    {
        return false;
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return !rest.is_empty() && !matches!(scheme, "http" | "https" | "ftp" | "ws" | "wss");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() {
        return scheme == "file" || scheme == "unix";
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if address.parse::<std::net::Ipv6Addr>().is_ok() => {
                ("ip", port.strip_prefix(':'))
            }
            _ => return false,
        },
        None => match host.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (host, None),
        },
    };
    let port_fits = port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
    !host.is_empty() && port_fits && host.split('.').all(|label| !label.is_empty() || host.ends_with('.'))
}

/// Whether the text is a host name (RFC 1123); a final dot is allowed.
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Whether the text is a UUID with its hyphens.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether the text is `host:port`; an IPv6 address stands in brackets.
#[must_use]
pub fn is_host_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    port.parse::<u16>().is_ok() && (is_hostname(host) || bracketed_ip(host))
}

/// Whether the text is an IP address with a prefix length, such as `10.0.0.0/8`.
#[must_use]
pub fn is_cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let most = match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    !length.is_empty()
        && length.bytes().all(|byte| byte.is_ascii_digit())
        && length.parse::<u8>().is_ok_and(|length| length <= most)
}

/// Whether the text is a version of Semantic Versioning 2.0.0.
#[must_use]
pub fn is_semver(text: &str) -> bool {
    let (core, build) = text.split_once('+').map_or((text, None), |(core, build)| (core, Some(build)));
    let (core, before) = core.split_once('-').map_or((core, None), |(core, before)| (core, Some(before)));
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let identifiers = |text: &str| {
        text.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    core.split('.').count() == 3
        && core.split('.').all(number)
        && before.is_none_or(identifiers)
        && build.is_none_or(identifiers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grammar with texts that keep it and texts that do not.
    type Row = (fn(&str) -> bool, &'static [&'static str], &'static [&'static str]);

    #[test]
    fn grammars_accept_and_refuse() {
        let rows: [Row; 10] = [
            (
                is_email,
                &["a@b.example", "first.last+tag@host", "a@[10.0.0.1]"],
                &["", "@b", "a@", "a b@c", "a@-b"],
            ),
            (
                is_url,
                &[
                    "https://example.org",
                    "http://[::1]:8080/x?y#z",
                    "unix:///run/x.sock",
                    "redis://u:p@h:6379/0",
                ],
                &[
                    "",
                    "example.org",
                    "http://",
                    "http:/x",
                    "http://a b",
                    "http://h:99999",
                    "http://[::g]/",
                    "1http://x",
                ],
            ),
            (is_hostname, &["a", "a.b-c.example", "example.org."], &["", "-a", "a-", "a..b", "a_b", "ü"]),
            (is_ip, &["10.0.0.1", "::1"], &["", "10.0.0", "10.0.0.256", "[::1]"]),
            (is_ipv4, &["10.0.0.1"], &["::1", "10.0.0.01"]),
            (is_ipv6, &["::1", "fe80::1"], &["10.0.0.1", "::g"]),
            (
                is_uuid,
                &["67e55044-10b1-426f-9247-bb680e5fe0c8"],
                &["", "67e5504410b1426f9247bb680e5fe0c8", "67e55044-10b1-426f-9247-bb680e5fe0cg"],
            ),
            (
                is_host_port,
                &["localhost:80", "[::1]:80", "10.0.0.1:65535"],
                &["localhost", ":80", "h:65536", "::1:80"],
            ),
            (
                is_cidr,
                &["10.0.0.0/8", "::/0", "10.0.0.0/32"],
                &["10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/", "x/8"],
            ),
            (
                is_semver,
                &["1.2.3", "0.0.0-alpha.1+build.5", "1.0.0+x"],
                &["1.2", "01.2.3", "1.2.3-", "1.2.3+", "v1.2.3", "1.2.3-a..b"],
            ),
        ];
        for (index, (grammar, good, bad)) in rows.iter().enumerate() {
            for text in *good {
                assert!(grammar(text), "row {index} refuses {text:?}");
            }
            for text in *bad {
                assert!(!grammar(text), "row {index} accepts {text:?}");
            }
        }
    }
}
