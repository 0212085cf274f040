//! Grammars of text in constants: well-known formats and addresses, as the rules at run time have them.

use crate::schema::TextFormat;

/// A part of a text's bytes.
#[derive(Clone, Copy)]
struct Part<'t> {
    bytes: &'t [u8],
    start: usize,
    end: usize,
}

impl<'t> Part<'t> {
    const fn whole(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), start: 0, end: text.len() }
    }

    const fn len(self) -> usize {
        self.end - self.start
    }

    const fn at(self, index: usize) -> u8 {
        self.bytes[self.start + index]
    }

    const fn part(self, start: usize, end: usize) -> Self {
        Self { bytes: self.bytes, start: self.start + start, end: self.start + end }
    }

    const fn from(self, start: usize) -> Self {
        self.part(start, self.len())
    }

    const fn find(self, byte: u8) -> Option<usize> {
        let mut index = 0;
        while index < self.len() {
            if self.at(index) == byte {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    const fn find_last(self, byte: u8) -> Option<usize> {
        let mut index = self.len();
        while index > 0 {
            index -= 1;
            if self.at(index) == byte {
                return Some(index);
            }
        }
        None
    }

    const fn begins(self, byte: u8) -> bool {
        self.len() > 0 && self.at(0) == byte
    }

    const fn ends(self, byte: u8) -> bool {
        self.len() > 0 && self.at(self.len() - 1) == byte
    }

    const fn is(self, text: &str) -> bool {
        let text = text.as_bytes();
        if text.len() != self.len() {
            return false;
        }
        let mut index = 0;
        while index < text.len() {
            if text[index] != self.at(index) {
                return false;
            }
            index += 1;
        }
        true
    }

    /// The decimal number that the whole part is, if it is at most `most`.
    const fn number(self, most: u32) -> Option<u32> {
        if self.len() == 0 {
            return None;
        }
        let mut number = 0;
        let mut index = 0;
        while index < self.len() {
            if !self.at(index).is_ascii_digit() {
                return None;
            }
            number = number * 10 + (self.at(index) - b'0') as u32;
            if number > most {
                return None;
            }
            index += 1;
        }
        Some(number)
    }

    /// As `str::parse::<u16>` has it: a plus sign may stand before the digits.
    const fn port(self) -> bool {
        let digits = if self.begins(b'+') { self.from(1) } else { self };
        digits.number(u16::MAX as u32).is_some()
    }
}

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

pub(super) const fn describe(format: TextFormat) -> &'static str {
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

/// Whether a text is of one of this crate's own parsed types; nothing for other types, whose function cannot be called in
/// a constant.
pub(super) const fn parses(name: &str, format: Option<&str>, text: &str) -> Option<bool> {
    let text = Part::whole(text);
    let name = Part::whole(name);
    Some(match format {
        Some(format) => match format.as_bytes() {
            b"ip" if name.is("an IP address") => ipv4(text) || ipv6(text),
            b"ipv4" if name.is("an IPv4 address") => ipv4(text),
            b"ipv6" if name.is("an IPv6 address") => ipv6(text),
            _ => return None,
        },
        None if name.is("an address and port such as 127.0.0.1:8080") => socket_v4(text) || socket_v6(text),
        None if name.is("an IPv4 address and port such as 127.0.0.1:8080") => socket_v4(text),
        None if name.is("an IPv6 address and port such as [::1]:8080") => socket_v6(text),
        None => return None,
    })
}

const fn socket_v4(text: Part<'_>) -> bool {
    match text.find_last(b':') {
        Some(colon) => ipv4(text.part(0, colon)) && text.from(colon + 1).number(u16::MAX as u32).is_some(),
        None => false,
    }
}

/// `[address]:port`, with a zone as in `[fe80::1%2]:80`.
const fn socket_v6(text: Part<'_>) -> bool {
    let Some(close) = text.find(b']') else { return false };
    if !text.begins(b'[') || close + 1 >= text.len() || text.at(close + 1) != b':' {
        return false;
    }
    let inside = text.part(1, close);
    let address = match inside.find(b'%') {
        Some(percent) => {
            if inside.from(percent + 1).number_u32().is_none() {
                return false;
            }
            inside.part(0, percent)
        }
        None => inside,
    };
    ipv6(address) && text.from(close + 2).number(u16::MAX as u32).is_some()
}

impl Part<'_> {
    const fn number_u32(self) -> Option<u32> {
        if self.len() == 0 || self.len() > 10 {
            return None;
        }
        let mut number: u64 = 0;
        let mut index = 0;
        while index < self.len() {
            if !self.at(index).is_ascii_digit() {
                return None;
            }
            number = number * 10 + (self.at(index) - b'0') as u64;
            index += 1;
        }
        if number > u32::MAX as u64 { None } else { Some(number as u32) }
    }
}

/// Four numbers from 0 to 255, without leading zeros.
const fn ipv4(text: Part<'_>) -> bool {
    let mut rest = text;
    let mut parts = 0;
    loop {
        let end = match rest.find(b'.') {
            Some(dot) => dot,
            None => rest.len(),
        };
        let part = rest.part(0, end);
        if part.len() > 3 || part.number(255).is_none() || (part.len() > 1 && part.begins(b'0')) {
            return false;
        }
        parts += 1;
        if end == rest.len() {
            return parts == 4;
        }
        rest = rest.from(end + 1);
    }
}

/// Eight groups of up to four hexadecimal digits; `::` once for groups of zeros; the last two may be an IPv4 address.
const fn ipv6(text: Part<'_>) -> bool {
    let mut groups = 0;
    let mut gap = false;
    let mut at = 0;
    if text.len() >= 2 && text.at(0) == b':' && text.at(1) == b':' {
        gap = true;
        at = 2;
        if at == text.len() {
            return true;
        }
    }
    loop {
        let rest = text.from(at);
        let end = match rest.find(b':') {
            Some(colon) => colon,
            None => rest.len(),
        };
        let group = rest.part(0, end);
        if end == rest.len() && group.find(b'.').is_some() {
            return ipv4(group) && (groups + 2 == 8 && !gap || groups + 2 < 8 && gap);
        }
        if group.len() == 0 || group.len() > 4 {
            return false;
        }
        let mut index = 0;
        while index < group.len() {
            if !group.at(index).is_ascii_hexdigit() {
                return false;
            }
            index += 1;
        }
        groups += 1;
        if groups > 8 {
            return false;
        }
        if end == rest.len() {
            return groups == 8 && !gap || groups < 8 && gap;
        }
        at += end + 1;
        if at < text.len() && text.at(at) == b':' {
            if gap {
                return false;
            }
            gap = true;
            at += 1;
            if at == text.len() {
                return groups < 8;
            }
        }
    }
}

const fn bracketed_ip(text: Part<'_>) -> bool {
    if text.len() < 2 || !text.begins(b'[') || !text.ends(b']') {
        return false;
    }
    let inner = text.part(1, text.len() - 1);
    ipv4(inner) || ipv6(inner)
}

const fn is_one_of(byte: u8, bytes: &[u8]) -> bool {
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == byte {
            return true;
        }
        index += 1;
    }
    false
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

const fn url(text: Part<'_>) -> bool {
    let Some(colon) = text.find(b':') else { return false };
    let (scheme, rest) = (text.part(0, colon), text.from(colon + 1));
    if scheme.len() == 0 || !scheme.at(0).is_ascii_alphabetic() {
        return false;
    }
    let mut index = 0;
    while index < scheme.len() {
        if !scheme.at(index).is_ascii_alphanumeric() && !is_one_of(scheme.at(index), b"+-.") {
            return false;
        }
        index += 1;
    }
    if has_blank(text) {
        return false;
    }
    if rest.len() < 2 || rest.at(0) != b'/' || rest.at(1) != b'/' {
        let hierarchical = scheme.is("http")
            || scheme.is("https")
            || scheme.is("ftp")
            || scheme.is("ws")
            || scheme.is("wss");
        return rest.len() > 0 && !hierarchical;
    }
    let rest = rest.from(2);
    let mut end = 0;
    while end < rest.len() && !is_one_of(rest.at(end), b"/?#") {
        end += 1;
    }
    let authority = rest.part(0, end);
    if authority.len() == 0 {
        return scheme.is("file") || scheme.is("unix");
    }
    let host = match authority.find_last(b'@') {
        Some(at) => authority.from(at + 1),
        None => authority,
    };
    if host.begins(b'[') {
        let Some(close) = host.find(b']') else { return false };
        let port = host.from(close + 1);
        return ipv6(host.part(1, close)) && (!port.begins(b':') || port_fits(port.from(1)));
    }
    let (host, port) = match host.find(b':') {
        Some(colon) => (host.part(0, colon), Some(host.from(colon + 1))),
        None => (host, None),
    };
    let port_is_right = match port {
        Some(port) => port_fits(port),
        None => true,
    };
    host.len() > 0 && port_is_right && (host.ends(b'.') || !has_empty_label(host))
}

const fn port_fits(port: Part<'_>) -> bool {
    port.len() == 0 || port.port()
}

const fn has_empty_label(host: Part<'_>) -> bool {
    let mut after_dot = true;
    let mut index = 0;
    while index < host.len() {
        let dot = host.at(index) == b'.';
        if dot && after_dot {
            return true;
        }
        after_dot = dot;
        index += 1;
    }
    after_dot
}

/// White space, control characters and what no URL may hold, beyond ASCII too.
const fn has_blank(text: Part<'_>) -> bool {
    let mut index = 0;
    while index < text.len() {
        let byte = text.at(index);
        if byte <= b' ' || byte == 0x7f || is_one_of(byte, b"<>\"`{}|\\^") {
            return true;
        }
        let next = if index + 1 < text.len() { text.at(index + 1) } else { 0 };
        let third = if index + 2 < text.len() { text.at(index + 2) } else { 0 };
        let blank = match byte {
            0xc2 => next >= 0x80 && next <= 0xa0,
            0xe1 => next == 0x9a && third == 0x80,
            0xe2 => {
                (next == 0x80 && (third <= 0x8a || third == 0xa8 || third == 0xa9 || third == 0xaf))
                    || (next == 0x81 && third == 0x9f)
            }
            0xe3 => next == 0x80 && third == 0x80,
            _ => false,
        };
        if blank {
            return true;
        }
        index += 1;
    }
    false
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

const fn cidr(text: Part<'_>) -> bool {
    let Some(slash) = text.find(b'/') else { return false };
    let address = text.part(0, slash);
    let most = if ipv4(address) {
        32
    } else if ipv6(address) {
        128
    } else {
        return false;
    };
    text.from(slash + 1).number(most).is_some()
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
mod tests {
    use super::*;
    use crate::schema::Kind;

    /// Texts near the edges of all grammars, and all their parts joined in other ways.
    fn texts() -> Vec<String> {
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

    #[test]
    fn addresses_are_what_they_are_at_run_time() {
        use crate::ConfigValue;
        use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
        let kinds = [
            IpAddr::KIND,
            Ipv4Addr::KIND,
            Ipv6Addr::KIND,
            SocketAddr::KIND,
            SocketAddrV4::KIND,
            SocketAddrV6::KIND,
        ];
        for text in texts() {
            for kind in &kinds {
                let Kind::Parsed { name, format, check } = kind else { continue };
                assert_eq!(parses(name, *format, &text), Some(check(&text).is_ok()), "{name} {text:?}");
            }
        }
    }
}
