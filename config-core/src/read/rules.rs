//! Rules of one field, checked on the text that its sources wrote.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::measure::Measure;
use super::reader::Reader;
use super::value::Value;
use crate::finding::{Code, Finding};
use crate::path::Segment;
use crate::schema::{Bound, Existing, Field, Kind, Rule, Shape, TextFormat};

/// Checks all rules of a field whose value could be read.
pub(super) fn check<'a>(reader: &mut Reader<'a>, field: &'static Field, value: Value<'a>) {
    for rule in field.rules {
        apply(reader, field, rule, &field.kind, value);
    }
}

fn apply<'a>(reader: &mut Reader<'a>, field: &'static Field, rule: &Rule, kind: &Kind, value: Value<'a>) {
    let value = reader.follow(value);
    if value.is_null() {
        return;
    }
    match kind {
        Kind::Optional(inner) => return apply(reader, field, rule, inner, value),
        Kind::Recursive(inner) => return apply(reader, field, rule, inner(), value),
        Kind::Secret(inner) => {
            reader.secret += 1;
            apply(reader, field, rule, inner, value);
            reader.secret -= 1;
            return;
        }
        Kind::Section(schema) => {
            if let Shape::Newtype(fields) = schema.shape {
                return apply(reader, field, rule, &fields[0].kind, value);
            }
        }
        _ => {}
    }
    if let Rule::Length { minimum, maximum } = rule {
        return length(reader, field, kind, value, *minimum, *maximum);
    }
    match kind {
        Kind::List { element, .. } => {
            for (index, item) in value.items().into_iter().enumerate() {
                reader.path.push(Segment::Index(index));
                apply(reader, field, rule, element, item);
                reader.path.pop();
            }
        }
        Kind::Map { value: element, .. } => {
            let mut entries = Vec::new();
            value.for_each_entry(|_, key, value| entries.push((key, value)));
            for (key, item) in entries {
                reader.path.push(Segment::Key(key));
                apply(reader, field, rule, element, item);
                reader.path.pop();
            }
        }
        _ => scalar(reader, field, rule, kind, value),
    }
}

fn scalar<'a>(reader: &mut Reader<'a>, field: &'static Field, rule: &Rule, kind: &Kind, value: Value<'a>) {
    let Some(scalar) = reader.scalar(value) else { return };
    match rule {
        Rule::Range { low, high } => {
            let Some(measure) = Measure::of(kind, &scalar) else { return };
            let breaks = |bound: &Option<Bound>, wrong: Ordering| {
                bound.as_ref().is_some_and(|bound| match measure.against(&bound.value) {
                    Some(order) => order == wrong || (bound.exclusive && order == Ordering::Equal),
                    None => measure.is_unordered(),
                })
            };
            if breaks(low, Ordering::Less) || breaks(high, Ordering::Greater) {
                let range = range_text(low.as_ref(), high.as_ref(), field.unit);
                let message = format!("is outside of its range, {range}");
                reader.invalid::<()>(Code::RANGE, value, message, || format!("give a value that is {range}"));
            }
        }
        Rule::Pattern(pattern) => {
            let Some(text) = scalar.as_text() else { return };
            if regular_expression(pattern).is_some_and(|regex| !regex.is_match(text)) {
                reader.invalid::<()>(
                    Code::PATTERN,
                    value,
                    format!("does not match the pattern {pattern}"),
                    || example(field).unwrap_or_else(|| format!("give text that matches {pattern}")),
                );
            }
        }
        Rule::Format(format) => {
            let Some(text) = scalar.as_text() else { return };
            if !text_format(*format, text) {
                let name = describe(*format);
                reader.invalid::<()>(Code::FORMAT, value, format!("is not {name}"), || {
                    example(field).unwrap_or_else(|| format!("give {name}"))
                });
            }
        }
        Rule::MustExist(existing) => {
            let Some(text) = scalar.as_text() else { return };
            let metadata = std::fs::metadata(text);
            let (found, what) = match existing {
                Existing::File => (metadata.is_ok_and(|metadata| metadata.is_file()), "a file"),
                Existing::Directory => (metadata.is_ok_and(|metadata| metadata.is_dir()), "a directory"),
            };
            if !found {
                reader.invalid::<()>(Code::MUST_EXIST, value, format!("is not {what} that exists"), || {
                    format!("create {what} there, or give the path of one; relative paths count from the working directory")
                });
            }
        }
        Rule::Length { .. } | Rule::Function(_) => {}
    }
}

fn length<'a>(
    reader: &mut Reader<'a>,
    field: &'static Field,
    kind: &Kind,
    value: Value<'a>,
    minimum: Option<u64>,
    maximum: Option<u64>,
) {
    let (count, what) = match kind {
        Kind::List { .. } | Kind::Tuple(_) => (value.items().len(), "element"),
        Kind::Map { .. } => {
            let mut count = 0;
            value.for_each_entry(|_, _, _| count += 1);
            (count, "entries")
        }
        _ => match reader.scalar(value).and_then(|scalar| scalar.as_text()) {
            Some(text) => (text.chars().count(), "character"),
            None => return,
        },
    };
    let _ = field;
    let count = count as u64;
    let few = minimum.is_some_and(|minimum| count < minimum);
    let many = maximum.is_some_and(|maximum| count > maximum);
    if !few && !many {
        return;
    }
    let plural = |number: u64| match (what, number) {
        ("entries", 1) => "1 entry".to_owned(),
        ("entries", _) => format!("{number} entries"),
        (_, 1) => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let allowed = match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if minimum == maximum => format!("exactly {}", plural(minimum)),
        (Some(minimum), Some(maximum)) => format!("from {minimum} to {}", plural(maximum)),
        (Some(minimum), None) => format!("at least {}", plural(minimum)),
        (None, Some(maximum)) => format!("at most {}", plural(maximum)),
        (None, None) => return,
    };
    // The number of characters of a secret is no one's business.
    let message = if reader.secret > 0 {
        format!("expected {allowed}")
    } else {
        format!("expected {allowed}, found {count}")
    };
    let mut finding = Finding::error(Code::LENGTH, reader.current_path(), message);
    finding = reader.locate(finding, value, Some(field));
    let finding = finding.with_help(format!("give {allowed}"));
    reader.findings.push(finding);
}

fn range_text(low: Option<&Bound>, high: Option<&Bound>, unit: Option<&str>) -> String {
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    match (low, high) {
        (Some(low), Some(high)) if !low.exclusive && !high.exclusive => {
            format!("from {} to {}{unit}", low.value, high.value)
        }
        (low, high) => {
            let low = low
                .map(|low| format!("{} {}", if low.exclusive { "more than" } else { "at least" }, low.value));
            let high = high.map(|high| {
                format!("{} {}", if high.exclusive { "less than" } else { "at most" }, high.value)
            });
            let both: Vec<String> = low.into_iter().chain(high).collect();
            format!("{}{unit}", both.join(" and "))
        }
    }
}

fn example(field: &Field) -> Option<String> {
    field.examples.first().map(|example| format!("for example {example}"))
}

/// The compiled form of a pattern, made once per process. `None` for a pattern that is not valid, which the derive
/// refuses.
pub(crate) fn regular_expression(pattern: &'static str) -> Option<Arc<Regex>> {
    type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let mut compiled = COMPILED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).ok().map(Arc::new)).clone()
}

fn describe(format: TextFormat) -> &'static str {
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

/// Whether a text keeps a well-known grammar.
pub(crate) fn text_format(format: TextFormat, text: &str) -> bool {
    match format {
        TextFormat::Email => email(text),
        TextFormat::Url => url(text),
        TextFormat::Hostname => hostname(text),
        TextFormat::Ip => text.parse::<std::net::IpAddr>().is_ok(),
        TextFormat::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
        TextFormat::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
        TextFormat::Uuid => uuid(text),
        TextFormat::HostPort => host_port(text),
        TextFormat::Cidr => cidr(text),
        TextFormat::Semver => semver(text),
    }
}

/// The rule of the HTML standard, which the `validator` crate uses as well.
fn email(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else { return false };
    !user.is_empty()
        && user.len() <= 64
        && user
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter))
        && (hostname(domain) || bracketed_ip(domain))
}

fn bracketed_ip(text: &str) -> bool {
    text.strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .is_some_and(|inner| inner.parse::<std::net::IpAddr>().is_ok())
}

fn url(text: &str) -> bool {
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

fn hostname(text: &str) -> bool {
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

fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn host_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    port.parse::<u16>().is_ok() && (hostname(host) || bracketed_ip(host))
}

fn cidr(text: &str) -> bool {
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

fn semver(text: &str) -> bool {
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
