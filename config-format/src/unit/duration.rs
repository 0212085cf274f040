//! `1h30m`, `250ms`, `1.5h`.

use super::UnitError;
use super::decimal::Decimal;

const SECOND: u128 = 1_000_000_000;

/// Units with their nanoseconds, from large to small.
const UNITS: [(&str, u128); 8] = [
    ("w", 604_800 * SECOND),
    ("d", 86_400 * SECOND),
    ("h", 3_600 * SECOND),
    ("m", 60 * SECOND),
    ("s", SECOND),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

/// Reads a duration into seconds and nanoseconds.
///
/// One or more numbers, each with a unit (`w`, `d`, `h`, `m`, `s`, `ms`, `us` or `µs`, `ns`), from large to
/// small and each unit once: `90s`, `1h30m`, `250ms`. The last number may have a fraction: `1.5h`. `0` needs
/// no unit; every other number does. No sign, no blanks.
///
/// ```
/// use config_format::unit::{UnitError, parse_duration};
///
/// const TIMEOUT: (u64, u32) = match parse_duration("1m30s") {
///     Ok(duration) => duration,
///     Err(_) => panic!("not a duration"),
/// };
/// assert_eq!(TIMEOUT, (90, 0));
/// assert_eq!(parse_duration("90"), Err(UnitError::MissingDurationUnit));
/// ```
///
/// # Errors
///
/// [`UnitError`], whose message and help say what to write instead.
pub const fn parse_duration(text: &str) -> Result<(u64, u32), UnitError> {
    let bytes = text.as_bytes();
    if let b"0" = bytes {
        return Ok((0, 0));
    }
    let mut total: u128 = 0;
    let mut at = 0;
    let mut smallest = 0;
    let mut fraction = false;
    loop {
        let (number, after) = match Decimal::parse(bytes, at) {
            Ok(parsed) => parsed,
            Err(error) => return Err(error),
        };
        if fraction {
            return Err(UnitError::FractionNotLast);
        }
        fraction = number.has_fraction();
        if after == bytes.len() {
            return Err(UnitError::MissingDurationUnit);
        }
        let (unit, end) = match unit_at(bytes, after) {
            Ok(found) => found,
            Err(error) => return Err(error),
        };
        if unit < smallest {
            return Err(UnitError::UnitOrder);
        }
        smallest = unit + 1;
        let part = match number.times(UNITS[unit].1) {
            Ok(part) => part,
            Err(error) => return Err(error),
        };
        total = match total.checked_add(part) {
            Some(total) => total,
            None => return Err(UnitError::TooLarge),
        };
        at = end;
        if at == bytes.len() {
            break;
        }
    }
    let seconds = total / SECOND;
    if seconds > u64::MAX as u128 {
        return Err(UnitError::TooLarge);
    }
    Ok((seconds as u64, (total % SECOND) as u32))
}

/// The index of the unit at `start` and where it ends: all that is not a digit belongs to it.
const fn unit_at(bytes: &[u8], start: usize) -> Result<(usize, usize), UnitError> {
    let mut end = start;
    while end < bytes.len() && !bytes[end].is_ascii_digit() {
        if bytes[end] == b'-' || bytes[end] == b' ' || bytes[end] == b'.' {
            return Err(UnitError::Malformed);
        }
        end += 1;
    }
    let (_, rest) = bytes.split_at(start);
    let (name, _) = rest.split_at(end - start);
    let unit = match name {
        b"w" => 0,
        b"d" => 1,
        b"h" => 2,
        b"m" => 3,
        b"s" => 4,
        b"ms" => 5,
        // The micro sign and the Greek letter mu look alike; both are typed.
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => 6,
        b"ns" => 7,
        _ => return Err(UnitError::UnknownDurationUnit),
    };
    Ok((unit, end))
}

/// Writes a duration in whole numbers of ever smaller units, as [`parse_duration`] reads it back:
/// 5400 s is `1h30m`. Weeks are used only when nothing is left over; zero is `0s`.
///
/// `nanoseconds` from one billion on count as further seconds.
#[must_use]
pub fn format_duration(seconds: u64, nanoseconds: u32) -> String {
    let mut rest = u128::from(seconds) * SECOND + u128::from(nanoseconds);
    if rest == 0 {
        return "0s".to_owned();
    }
    let whole_weeks = rest.is_multiple_of(UNITS[0].1);
    let mut text = String::new();
    for (name, unit) in UNITS.into_iter().skip(usize::from(!whole_weeks)) {
        if rest >= unit {
            text.push_str(&(rest / unit).to_string());
            text.push_str(name);
            rest %= unit;
        }
    }
    text
}
