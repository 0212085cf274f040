//! Grammars that are data, in constants.

use super::address::{network, socket_v4, socket_v6};
use super::format;
use super::part::Part;
use super::pattern::{self, Verdict};
use crate::schema::Grammar;

/// Whether a text is of a grammar; nothing when that is not known.
pub(crate) const fn accepts(grammar: &Grammar, text: &str) -> Option<bool> {
    let whole = Part::whole(text);
    Some(match grammar {
        Grammar::Opaque => return None,
        Grammar::Pattern(pattern) => match pattern::matches(pattern, text) {
            Verdict::Match => true,
            Verdict::NoMatch => false,
            Verdict::Unknown | Verdict::Malformed => return None,
        },
        Grammar::OneOf(texts) => {
            let mut index = 0;
            while index < texts.len() && !whole.is(texts[index]) {
                index += 1;
            }
            index < texts.len()
        }
        Grammar::Format(format) => format::keeps(*format, text),
        Grammar::SocketAddress => socket_v4(whole) || socket_v6(whole),
        Grammar::SocketAddressV4 => socket_v4(whole),
        Grammar::SocketAddressV6 => socket_v6(whole),
        Grammar::Network => network(whole),
        Grammar::Sum { units, maximum } => return sum(whole, units, *maximum),
        Grammar::RegularExpression => match pattern::expression(text) {
            Verdict::Match | Verdict::NoMatch => true,
            Verdict::Malformed => false,
            Verdict::Unknown => return None,
        },
        Grammar::Brackets => return brackets(text.as_bytes()),
        Grammar::All(grammars) => return several(grammars, text, false),
        Grammar::Any(grammars) => return several(grammars, text, true),
        Grammar::Not(grammar) => match accepts(grammar, text) {
            Some(accepted) => !accepted,
            None => return None,
        },
    })
}

/// The first verdict that decides, or the other one if all are known.
const fn several(grammars: &[Grammar], text: &str, decides: bool) -> Option<bool> {
    let mut known = true;
    let mut index = 0;
    while index < grammars.len() {
        match accepts(&grammars[index], text) {
            Some(accepted) if accepted == decides => return Some(decides),
            Some(_) => {}
            None => known = false,
        }
        index += 1;
    }
    if known { Some(!decides) } else { None }
}

/// Whether numbers with units come to no more than a maximum. A unit that is not known leaves it open.
const fn sum(text: Part<'_>, units: &[(&str, u64)], maximum: u128) -> Option<bool> {
    let mut total: u128 = 0;
    let mut at = 0;
    while at < text.len() {
        if !is_number(text.at(at)) {
            at += 1;
            continue;
        }
        let (mut number, mut part, mut scale): (u128, u128, u128) = (0, 0, 1);
        let mut behind = false;
        while at < text.len() && is_number(text.at(at)) {
            if text.at(at) == b'.' {
                behind = true;
            } else {
                let digit = (text.at(at) - b'0') as u128;
                if !behind {
                    number = number.saturating_mul(10).saturating_add(digit);
                } else if scale < FINEST {
                    (part, scale) = (part * 10 + digit, scale * 10);
                }
            }
            at += 1;
        }
        while at < text.len() && is_blank(text.at(at)) {
            at += 1;
        }
        let start = at;
        while at < text.len() && !is_number(text.at(at)) && !is_blank(text.at(at)) {
            at += 1;
        }
        // Nothing is nothing, whatever its unit.
        if number == 0 && part == 0 {
            continue;
        }
        let Some(factor) = factor_of(units, text.part(start, at)) else { return None };
        let amount = number.saturating_mul(factor).saturating_add(part * factor / scale);
        total = total.saturating_add(amount);
    }
    Some(total <= maximum)
}

/// Digits behind a point that count; with a factor of 64 bits they fit.
const FINEST: u128 = 1_000_000_000_000_000_000;

const fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

const fn factor_of(units: &[(&str, u64)], unit: Part<'_>) -> Option<u128> {
    let mut index = 0;
    while index < units.len() {
        if unit.is(units[index].0) {
            return Some(units[index].1 as u128);
        }
        index += 1;
    }
    None
}

/// Whether brackets and quotes close, as far as they are nested no deeper than this counts.
const fn brackets(text: &[u8]) -> Option<bool> {
    const DEEPEST: usize = 64;
    let mut open = [0; DEEPEST];
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        at += 1;
        match byte {
            b'"' | b'\'' | b'`' => {
                while at < text.len() && text[at] != byte {
                    // Between back quotes a backslash is one.
                    at += if text[at] == b'\\' && byte != b'`' { 2 } else { 1 };
                }
                if at >= text.len() {
                    return Some(false);
                }
                at += 1;
            }
            b'#' => {
                while at < text.len() && text[at] != b'\n' {
                    at += 1;
                }
            }
            b'(' | b'[' | b'{' if depth == DEEPEST => return None,
            b'(' | b'[' | b'{' => {
                open[depth] = match byte {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                };
                depth += 1;
            }
            b')' | b']' | b'}' => {
                if depth == 0 || open[depth - 1] != byte {
                    return Some(false);
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    Some(depth == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Kind;

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
        for text in super::super::format::tests::texts() {
            for kind in &kinds {
                let Kind::Parsed { name, check, grammar, .. } = kind else { continue };
                assert_eq!(grammar.accepts(&text), Some(check(&text).is_ok()), "{name} {text:?}");
            }
        }
    }

    #[test]
    fn networks_have_no_bits_behind_their_prefix() {
        for text in [
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.1.2.3/32",
            "::/0",
            "fd00::/8",
            "::1/128",
            "2001:db8::/33",
            "1:2:3:4:5:6:7:8/128",
            "1:2::7:8000/113",
            "::ffff:10.0.0.0/104",
        ] {
            assert_eq!(Grammar::Network.accepts(text), Some(true), "{text}");
        }
        for text in [
            "",
            "10.0.0.0",
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "::1/127",
            "::/129",
            "fd00::/7",
            "1:2::7:8000/112",
            "x/8",
        ] {
            assert_eq!(Grammar::Network.accepts(text), Some(false), "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        const TIMES: Grammar = Grammar::Sum { units: &[("s", 1000), ("ms", 1), ("", 1000)], maximum: 90_500 };
        for (text, expected) in [
            ("90s", Some(true)),
            ("90s500ms", Some(true)),
            ("90s 501 ms", Some(false)),
            ("90.5s", Some(true)),
            ("90.5019s", Some(false)),
            ("90.0000000000000000000000000009s", Some(true)),
            ("91", Some(false)),
            ("1000000000000000000000000000000000000000000000000s", Some(false)),
            ("1h", None),
            ("0h", Some(true)),
            ("", Some(true)),
        ] {
            assert_eq!(TIMES.accepts(text), expected, "{text}");
        }
    }

    #[test]
    fn expressions_are_refused_where_they_cannot_be_right() {
        for text in ["", "a(b|c)*", "[]a]", "[^]]", r"\.", "(?P<name>a)", "a{2,3}", "a|"] {
            assert_eq!(Grammar::RegularExpression.accepts(text), Some(true), "{text}");
        }
        for text in ["a(b", "a)", "[a", "*a", "(+)", "a|?", r"\", "[z-a]", "(?P<name>a", "(?:"] {
            assert_eq!(Grammar::RegularExpression.accepts(text), Some(false), "{text}");
        }
        for text in ["(?i)a", r"\pL", "a{", r"\Qa(b\E", "[[:alpha:]]", "(?=a)"] {
            assert_eq!(Grammar::RegularExpression.accepts(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_and_quotes_close() {
        for text in ["", "sum(rate(a{b=\"(\"}[5m]))", "a # (", "'\\'('", "`\\`", "a{} or (b)"] {
            assert_eq!(Grammar::Brackets.accepts(text), Some(true), "{text}");
        }
        for text in ["sum(", "a)", "(]", "\"", "'\\'", "a{b=\"}\"", "# \n("] {
            assert_eq!(Grammar::Brackets.accepts(text), Some(false), "{text}");
        }
        assert_eq!(Grammar::Brackets.accepts(&"(".repeat(65)), None);
    }

    #[test]
    fn what_is_not_known_is_left_open() {
        const UNKNOWN: Grammar = Grammar::Pattern(r"\pL");
        const NO: Grammar = Grammar::Pattern("^b");
        const YES: Grammar = Grammar::Pattern("^a");
        let accepts = |grammar: Grammar| grammar.accepts("a");
        assert_eq!(accepts(Grammar::Opaque), None);
        assert_eq!(accepts(Grammar::All(&[UNKNOWN, YES])), None);
        assert_eq!(accepts(Grammar::All(&[UNKNOWN, NO])), Some(false));
        assert_eq!(accepts(Grammar::Any(&[UNKNOWN, NO])), None);
        assert_eq!(accepts(Grammar::Any(&[UNKNOWN, YES])), Some(true));
        assert_eq!(accepts(Grammar::Not(&UNKNOWN)), None);
        assert_eq!(accepts(Grammar::Not(&NO)), Some(true));
    }
}
