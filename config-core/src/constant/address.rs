//! Grammars of addresses in constants, as the rules at run time have them.

use super::part::Part;

pub(super) const fn socket_v4(text: Part<'_>) -> bool {
    match text.find_last(b':') {
        Some(colon) => ipv4(text.part(0, colon)) && text.from(colon + 1).number(u16::MAX as u32).is_some(),
        None => false,
    }
}

/// `[address]:port`, with a zone as in `[fe80::1%2]:80`.
pub(super) const fn socket_v6(text: Part<'_>) -> bool {
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

/// Four numbers from 0 to 255, without leading zeros.
pub(super) const fn ipv4(text: Part<'_>) -> bool {
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
pub(super) const fn ipv6(text: Part<'_>) -> bool {
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

pub(super) const fn bracketed_ip(text: Part<'_>) -> bool {
    if text.len() < 2 || !text.begins(b'[') || !text.ends(b']') {
        return false;
    }
    let inner = text.part(1, text.len() - 1);
    ipv4(inner) || ipv6(inner)
}

pub(super) const fn cidr(text: Part<'_>) -> bool {
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
