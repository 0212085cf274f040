//! The grammars of the loader as patterns that ECMA-262 and RE2 share, each anchored at both ends.

use super::grammars::parts;
use crate::schema::{Kind, TextFormat};

/// A number up to 255 without a leading zero.
const OCTET: &str = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const PORT: &str = "0*(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5]?[0-9]{1,4})";
const LABEL: &str = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";

/// Text with a reference in it: what it leads to is not known.
pub(super) const REFERENCE: &str = r"\$\{(?:env|file|config|secret):";
/// Text that stands for a list, a map or a section.
pub(super) const WHOLE_REFERENCE: &str = r"^\$\{config:[^}]*\}$";

fn ipv4() -> String {
    format!(r"{OCTET}(?:\.{OCTET}){{3}}")
}

/// RFC 4291: eight groups, or fewer around one `::`; the last two may be an IPv4 address.
fn ipv6() -> String {
    let group = "[0-9A-Fa-f]{1,4}";
    let tail = format!("(?:{group}:{group}|{})", ipv4());
    let mut forms = vec![format!("(?:{group}:){{6}}{tail}")];
    for before in 0..=7_usize {
        let head = match before {
            0 => String::new(),
            1 => group.to_owned(),
            more => format!("{group}(?::{group}){{{}}}", more - 1),
        };
        // What follows `::` has at most seven groups less than what comes before.
        let most = 7 - before;
        let mut after = String::new();
        if most >= 1 {
            after = format!("(?:{group}(?::{group}){{0,{}}})?", most - 1);
            if most >= 2 {
                after = format!("(?:{after}|(?:{group}:){{0,{}}}{})", most - 2, ipv4());
            }
        }
        forms.push(format!("{head}::{after}"));
    }
    format!("(?:{})", forms.join("|"))
}

fn ip() -> String {
    format!("(?:{}|{})", ipv4(), ipv6())
}

fn hostname() -> String {
    format!(r"{LABEL}(?:\.{LABEL})*\.?")
}

fn bracketed() -> String {
    format!(r"\[{}\]", ip())
}

/// Numbers and units from large to small; only the last may have a fraction, no finer than a nanosecond.
fn duration() -> String {
    in_units(&UNITS)
}

/// Units of time with the decimals that a nanosecond allows.
const UNITS: [(&str, u32); 8] =
    [("w", 11), ("d", 11), ("h", 11), ("m", 10), ("s", 9), ("ms", 6), ("(?:us|µs|μs)", 3), ("ns", 0)];

/// Durations as Go reads them: without weeks and days.
pub(in crate::export) fn go_duration() -> String {
    format!("^{}$", in_units(&UNITS[2..]))
}

fn in_units(units: &[(&str, u32)]) -> String {
    const WHOLE: &str = r"[0-9]+(?:\.0+)?";
    let mut before = String::new();
    let mut forms = vec!["0".to_owned()];
    for (unit, places) in units {
        forms.push(format!("{before}{}{unit}", decimal(*places)));
        before.push_str(&format!("(?:{WHOLE}{unit})?"));
    }
    format!("(?:{})", forms.join("|"))
}

/// A number with so many decimals; further zeros count for nothing.
fn decimal(places: u32) -> String {
    match places {
        0 => r"[0-9]+(?:\.0+)?".to_owned(),
        places => format!(r"[0-9]+(?:\.[0-9]{{1,{places}}}0*)?"),
    }
}

/// A number and a unit; a whole number of bytes.
fn byte_size() -> String {
    let thousands = [("[kK]B", 3), ("MB", 6), ("GB", 9), ("TB", 12), ("PB", 15), ("EB", 18)];
    let mut forms = vec![format!("{}(?: ?B)?", decimal(0))];
    forms.extend(thousands.map(|(unit, places)| format!("{} ?{unit}", decimal(places))));
    // Halves, quarters, eighths and sixteenths.
    let halves = "5|[27]5|125|375|625|875|0625|1875|3125|4375|5625|6875|8125|9375";
    forms.push(format!(r"[0-9]+(?:\.(?:0+|(?:{halves})0*))? ?[KMGTPE]iB"));
    format!("(?:{})", forms.join("|"))
}

fn percent() -> String {
    format!("{}%", decimal(3))
}

/// What a kind accepts as text, beyond any text, in one pattern.
pub(in crate::export) fn of_kind(kind: &Kind) -> Option<String> {
    let body = match kind {
        Kind::Duration => duration(),
        Kind::ByteSize => byte_size(),
        Kind::Percent => percent(),
        Kind::Parsed { grammar, .. } => {
            let mut parts = parts(grammar).into_iter();
            return parts.find(|part| !part.negated).map(|part| part.pattern);
        }
        _ => return None,
    };
    Some(format!("^{body}$"))
}

pub(super) fn socket_v4() -> String {
    format!("{}:{PORT}", ipv4())
}

pub(super) fn socket_v6() -> String {
    format!(r"\[{}(?:%[0-9]+)?\]:{PORT}", ipv6())
}

/// What a kind accepts as the text of a map's key.
pub(super) fn of_key(kind: &Kind) -> Option<String> {
    let body = match kind {
        Kind::Boolean => {
            "(?:[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF]|1|0)"
        }
        Kind::Integer { minimum, .. } if *minimum >= 0 => {
            r"(?:\+?(?:0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[0-9](?:_?[0-9])*)|-0+)"
        }
        Kind::Integer { .. } => r"[+-]?(?:0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[0-9](?:_?[0-9])*)",
        other => return of_kind(other),
    };
    Some(format!("^{body}$"))
}

/// The pattern of a well-known grammar.
pub(in crate::export) fn of_format(format: TextFormat) -> String {
    let body = match format {
        TextFormat::Email => {
            format!("[0-9A-Za-z.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:{}|{})", hostname(), bracketed())
        }
        TextFormat::Url => url(),
        TextFormat::Hostname => hostname(),
        TextFormat::Ip => ip(),
        TextFormat::Ipv4 => ipv4(),
        TextFormat::Ipv6 => ipv6(),
        TextFormat::Uuid => "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}".to_owned(),
        TextFormat::HostPort => format!(r"(?:{}|{}):\+?{PORT}", hostname(), bracketed()),
        TextFormat::Cidr => {
            let (v4, v6) = ("0*(?:3[0-2]|[12]?[0-9])", "0*(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])");
            format!("(?:{}/{v4}|{}/{v6})", ipv4(), ipv6())
        }
        TextFormat::Semver => {
            let number = "(?:0|[1-9][0-9]*)";
            let rest = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*";
            format!(r"{number}\.{number}\.{number}(?:-{rest})?(?:\+{rest})?")
        }
    };
    format!("^{body}$")
}

/// What no address has: blanks, control characters and what RFC 3986 keeps out.
const OUT: &str = r#"\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000<>"`{|}\\^"#;

fn url() -> String {
    let out = plain(OUT);
    let scheme = "[A-Za-z][0-9A-Za-z+.-]*";
    let rest = format!("(?:[/?#][^{out}]*)?");
    let user = format!("(?:[^{out}/?#]*@)?");
    let port = format!(r"(?::(?:\+?{PORT})?)?");
    let label = format!("[^{out}/?#@:.]");
    let first = format!(r"[^{out}/?#@:.\[]");
    let named = format!(r"(?:{first}{label}*(?:\.{label}+)*|(?:{first}[^{out}/?#@:]*)?\.){port}");
    let numbered = format!(r"\[{}\](?:{port}|[^{out}/?#@:][^{out}/?#@]*)", ipv6());
    let opaque = format!("(?:[^{out}/][^{out}]*|/(?:[^{out}/][^{out}]*)?)");
    format!("(?:{scheme}://{user}(?:{named}|{numbered}){rest}|(?:file|unix)://{rest}|{scheme}:{opaque})")
}

/// What a grammar keeps out of what its pattern lets in.
pub(super) fn except(format: TextFormat) -> Option<&'static str> {
    match format {
        TextFormat::Url => Some("^(?:https?|ftp|wss?):(?:[^/]|/[^/]|/?$)"),
        _ => None,
    }
}

/// Escapes of code points that not every engine knows, as the characters themselves.
fn plain(class: &str) -> String {
    let mut out = String::new();
    let mut rest = class;
    while let Some(start) = rest.find(r"\u") {
        out.push_str(&rest[..start]);
        let code = rest.get(start + 2..start + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        out.extend(code.and_then(char::from_u32));
        rest = rest.get(start + 6..).unwrap_or_default();
    }
    out + rest
}
