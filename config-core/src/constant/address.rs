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

pub(super) const fn ipv4(text: Part<'_>) -> bool {
    ipv4_bits(text).is_some()
}

pub(super) const fn ipv6(text: Part<'_>) -> bool {
    ipv6_bits(text).is_some()
}

/// Four numbers from 0 to 255, without leading zeros.
const fn ipv4_bits(text: Part<'_>) -> Option<u32> {
    let mut rest = text;
    let mut parts = 0;
    let mut bits: u32 = 0;
    loop {
        let end = match rest.find(b'.') {
            Some(dot) => dot,
            None => rest.len(),
        };
        let part = rest.part(0, end);
        if part.len() > 3 || (part.len() > 1 && part.begins(b'0')) {
            return None;
        }
        let Some(number) = part.number(255) else { return None };
        bits = bits << 8 | number;
        parts += 1;
        if end == rest.len() {
            return if parts == 4 { Some(bits) } else { None };
        }
        if parts == 4 {
            return None;
        }
        rest = rest.from(end + 1);
    }
}

/// Eight groups of up to four hexadecimal digits; `::` once for groups of zeros; the last two may be an IPv4 address.
const fn ipv6_bits(text: Part<'_>) -> Option<u128> {
    let (mut groups, mut bits): (u32, u128) = (0, 0);
    // How many groups stand before the gap.
    let mut gap: Option<u32> = None;
    let mut at = 0;
    if text.len() >= 2 && text.at(0) == b':' && text.at(1) == b':' {
        gap = Some(0);
        at = 2;
        if at == text.len() {
            return Some(0);
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
            return match ipv4_bits(group) {
                Some(last) if groups <= 6 => filled(bits << 32 | last as u128, groups + 2, gap),
                _ => None,
            };
        }
        let Some(number) = hexadecimal(group) else { return None };
        bits = bits << 16 | number as u128;
        groups += 1;
        if groups > 8 {
            return None;
        }
        if end == rest.len() {
            return filled(bits, groups, gap);
        }
        at += end + 1;
        if at < text.len() && text.at(at) == b':' {
            if gap.is_some() {
                return None;
            }
            gap = Some(groups);
            at += 1;
            if at == text.len() {
                return filled(bits, groups, gap);
            }
        }
    }
}

/// One to four hexadecimal digits.
const fn hexadecimal(text: Part<'_>) -> Option<u16> {
    if text.len() == 0 || text.len() > 4 {
        return None;
    }
    let mut number = 0;
    let mut index = 0;
    while index < text.len() {
        let byte = text.at(index);
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            _ => return None,
        };
        number = number << 4 | digit as u16;
        index += 1;
    }
    Some(number)
}

/// The groups with the gap among them, if there is one, made as long as an address is.
const fn filled(bits: u128, groups: u32, gap: Option<u32>) -> Option<u128> {
    match gap {
        None if groups == 8 => Some(bits),
        Some(0) if groups < 8 => Some(bits),
        Some(before) if groups < 8 => {
            let behind = (groups - before) * 16;
            let low = if behind == 0 { 0 } else { bits & (u128::MAX >> (128 - behind)) };
            Some(bits >> behind << (128 - before * 16) | low)
        }
        _ => None,
    }
}

/// An address and the length of a prefix, with nothing set behind the prefix and no zero before the length.
pub(super) const fn network(text: Part<'_>) -> bool {
    let Some(slash) = text.find(b'/') else { return false };
    let (address, prefix) = (text.part(0, slash), text.from(slash + 1));
    if prefix.len() > 1 && prefix.begins(b'0') {
        return false;
    }
    let (bits, width) = match (ipv4_bits(address), ipv6_bits(address)) {
        (Some(bits), _) => ((bits as u128) << 96, 32),
        (None, Some(bits)) => (bits, 128),
        (None, None) => return false,
    };
    match prefix.number(width) {
        Some(128) => true,
        Some(length) => bits << length == 0,
        None => false,
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
