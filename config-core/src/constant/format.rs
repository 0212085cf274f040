//! Grammars of text in constants: well-known formats and addresses, as the rules at run time have them.

use super::address::{bracketed_ip, cidr, ipv4, ipv6};
use super::part::{Part, is_one_of};
use super::url::url;
use crate::schema::TextFormat;

/// Whether a text keeps a well-known grammar.
pub(super) const fn keeps(format: TextFormat, text: &str) -> bool {
    let text = Part::whole(text);
    match format {
        TextFormat::Email => email(text),
        TextFormat::Url => url(text),
        TextFormat::Hostname => hostname(text),
        TextFormat::Ip => ipv4(text) || ipv6(text),
        TextFormat::Ipv4 => ipv4(text),
        TextFormat::Ipv6 => ipv6(text),
        TextFormat::Uuid => uuid(text),
        TextFormat::HostPort => host_port(text),
        TextFormat::Cidr => cidr(text),
        TextFormat::Semver => semver(text),
    }
}

pub(crate) const fn describe(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Email => "an email address",
        TextFormat::Url => "an absolute URL such as https://example.org/path",
        TextFormat::Hostname => "a host name",
        TextFormat::Ip => "an IP address",
        TextFormat::Ipv4 => "an IPv4 address",
        TextFormat::Ipv6 => "an IPv6 address",
        TextFormat::Uuid => "a UUID",
        TextFormat::HostPort => "a host and a port, such as localhost:8080",
        TextFormat::Cidr => "an address range such as 10.0.0.0/8",
        TextFormat::Semver => "a version such as 1.2.3",
    }
}

const fn email(text: Part<'_>) -> bool {
    let Some(at) = text.find_last(b'@') else { return false };
    let (user, domain) = (text.part(0, at), text.from(at + 1));
    if user.len() == 0 || user.len() > 64 {
        return false;
    }
    let mut index = 0;
    while index < user.len() {
        let byte = user.at(index);
        if !byte.is_ascii_alphanumeric() && !is_one_of(byte, b".!#$%&'*+/=?^_`{|}~-") {
            return false;
        }
        index += 1;
    }
    hostname(domain) || bracketed_ip(domain)
}

const fn hostname(text: Part<'_>) -> bool {
    let text = if text.ends(b'.') { text.part(0, text.len() - 1) } else { text };
    if text.len() == 0 || text.len() > 253 {
        return false;
    }
    let mut start = 0;
    let mut index = 0;
    while index <= text.len() {
        if index == text.len() || text.at(index) == b'.' {
            let label = text.part(start, index);
            if label.len() == 0 || label.len() > 63 || label.begins(b'-') || label.ends(b'-') {
                return false;
            }
            start = index + 1;
        } else if !text.at(index).is_ascii_alphanumeric() && text.at(index) != b'-' {
            return false;
        }
        index += 1;
    }
    true
}

const fn uuid(text: Part<'_>) -> bool {
    if text.len() != 36 {
        return false;
    }
    let mut index = 0;
    while index < 36 {
        let byte = text.at(index);
        let fits = if matches!(index, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() };
        if !fits {
            return false;
        }
        index += 1;
    }
    true
}

const fn host_port(text: Part<'_>) -> bool {
    let Some(colon) = text.find_last(b':') else { return false };
    let host = text.part(0, colon);
    text.from(colon + 1).port() && (hostname(host) || bracketed_ip(host))
}

const fn semver(text: Part<'_>) -> bool {
    let (core, build) = match text.find(b'+') {
        Some(plus) => (text.part(0, plus), Some(text.from(plus + 1))),
        None => (text, None),
    };
    let (core, before) = match core.find(b'-') {
        Some(dash) => (core.part(0, dash), Some(core.from(dash + 1))),
        None => (core, None),
    };
    let mut parts = 0;
    let mut rest = core;
    loop {
        let end = match rest.find(b'.') {
            Some(dot) => dot,
            None => rest.len(),
        };
        let part = rest.part(0, end);
        let mut index = 0;
        while index < part.len() {
            if !part.at(index).is_ascii_digit() {
                return false;
            }
            index += 1;
        }
        if part.len() == 0 || (part.len() > 1 && part.begins(b'0')) {
            return false;
        }
        parts += 1;
        if end == rest.len() {
            break;
        }
        rest = rest.from(end + 1);
    }
    parts == 3 && identifiers(before) && identifiers(build)
}

/// Words with dots between, or nothing.
const fn identifiers(text: Option<Part<'_>>) -> bool {
    let Some(text) = text else { return true };
    let mut after_dot = true;
    let mut index = 0;
    while index < text.len() {
        let byte = text.at(index);
        if byte == b'.' {
            if after_dot {
                return false;
            }
            after_dot = true;
        } else if byte.is_ascii_alphanumeric() || byte == b'-' {
            after_dot = false;
        } else {
            return false;
        }
        index += 1;
    }
    !after_dot
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Texts near the edges of all grammars, and all their parts joined in other ways.
    pub(in crate::constant) fn texts() -> Vec<String> {
        let seeds = [
            "",
            "a",
            "a.b",
            "a..b",
            "a.",
            ".",
            "-a",
            "a-",
            "1.2.3.4",
            "01.2.3.4",
            "256.1.1.1",
            "1.2.3",
            "::",
            "::1",
            "1::",
            "1::2::3",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8:9",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1.2.3.4.5",
            "12345::",
            "g::",
            ":::",
            ":",
            "1:",
            ":1",
            "fe80::1%2",
            "a@b",
            "a@b.c",
            "@b",
            "a@",
            "a b@c",
            "x@[::1]",
            "x@[1.2.3.4]",
            "x@[a]",
            "http://a",
            "https://a:80/b?c#d",
            "http://",
            "http:",
            "file:///a",
            "unix:///a",
            "mailto:a",
            "http://[::1]:8080/",
            "http://[::1",
            "http://a:99999",
            "http://a:",
            "http://a..b",
            "http://u:p@h",
            "1a://b",
            "a+b://c",
            "http://a b",
            "http://ä",
            "http://\u{a0}",
            "http://\u{2003}a",
            "10.0.0.0/8",
            "10.0.0.0/33",
            "::/128",
            "::/129",
            "::/",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "1.2.3-a.b+c",
            "1.2.3-",
            "1.2.3+",
            "01.2.3",
            "1.2.3-01",
            "1.2.3+a..b",
            "localhost:8080",
            "localhost:",
            "[::1]:80",
            "1.2.3.4:80",
            "1.2.3.4:+80",
            "a:+80",
            "[::1%1]:80",
            "[::1%]:80",
            "[::1]:",
            "[::1]80",
            "550e8400-e29b-41d4-a716-446655440000",
            "550e8400e29b-41d4-a716-4466554400000",
        ];
        let mut texts: Vec<String> = seeds.iter().map(|seed| (*seed).to_owned()).collect();
        for first in seeds {
            for second in seeds {
                texts.push(format!("{first}{second}"));
                texts.push(format!("{first}:{second}"));
            }
        }
        texts
    }

    #[test]
    fn formats_are_what_they_are_at_run_time() {
        for text in texts() {
            for format in TextFormat::ALL {
                assert_eq!(
                    keeps(format, &text),
                    crate::read::text_format(format, &text),
                    "{format:?} {text:?}"
                );
            }
        }
    }
}
