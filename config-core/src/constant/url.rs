//! The grammar of URLs in constants, as the rules at run time have it.

use super::address::ipv6;
use super::part::{Part, is_one_of};

pub(super) const fn url(text: Part<'_>) -> bool {
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
