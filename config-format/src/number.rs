//! Numbers and booleans as each format writes them, from a scalar's text.
//!
//! Whole numbers and booleans are read by `const fn`s, so that files can be checked while a
//! crate compiles. Nothing is rounded: what does not fit is [`NumberError::TooLarge`].

use crate::Format;

/// A whole number: sign and magnitude, wide enough for every Rust integer up to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Integer {
    /// Written with a minus sign. `-0` is negative with magnitude 0.
    pub negative: bool,
    /// The number without its sign.
    pub magnitude: u128,
}

impl Integer {
    /// The number as an `i128`, if it fits.
    #[must_use]
    pub const fn to_i128(self) -> Option<i128> {
        const LOWEST: u128 = i128::MIN.unsigned_abs();
        if self.negative {
            if self.magnitude > LOWEST { None } else { Some((self.magnitude as i128).wrapping_neg()) }
        } else if self.magnitude > i128::MAX as u128 {
            None
        } else {
            Some(self.magnitude as i128)
        }
    }

    /// The number as a `u128`, if it is not below zero.
    #[must_use]
    pub const fn to_u128(self) -> Option<u128> {
        if self.negative && self.magnitude != 0 { None } else { Some(self.magnitude) }
    }
}

impl std::fmt::Display for Integer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.negative && self.magnitude != 0 { "-" } else { "" };
        write!(formatter, "{sign}{}", self.magnitude)
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// Not how the format writes such a number.
    Malformed,
    /// Well formed, but beyond `u128`, or beyond the finite `f64`s.
    TooLarge,
}

impl std::fmt::Display for NumberError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Malformed => "not a number",
            Self::TooLarge => "the number is too large",
        })
    }
}

impl std::error::Error for NumberError {}

/// Reads a whole number as `format` writes it.
///
/// - JSON: an optional minus sign and decimal digits without leading zeros.
/// - TOML: also a plus sign, `_` between digits, and `0x`, `0o`, `0b` without a sign.
/// - YAML: an optional sign and decimal digits, leading zeros allowed; `0x` and `0o` without a sign.
/// - INI, dotenv and text: an optional sign, then decimal digits (leading zeros allowed), `0x`, `0o` or `0b`,
///   with `_` between digits.
///
/// ```
/// use config_format::{Format, number::{Integer, parse_integer}};
///
/// const PORT: Integer = match parse_integer("0x1F_90", Format::Toml) {
///     Ok(port) => port,
///     Err(_) => panic!("not a number"),
/// };
/// assert_eq!(PORT.magnitude, 8080);
/// assert!(parse_integer("1_000", Format::Json).is_err());
/// ```
///
/// # Errors
///
/// [`NumberError`]: malformed, or above `u128::MAX`.
pub const fn parse_integer(text: &str, format: Format) -> Result<Integer, NumberError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut negative = false;
    if let [sign @ (b'-' | b'+'), ..] = bytes {
        if *sign == b'+' && matches!(format, Format::Json | Format::Jsonc) {
            return Err(NumberError::Malformed);
        }
        negative = *sign == b'-';
        at = 1;
    }
    let signed = at == 1;
    let untyped = matches!(format, Format::Ini | Format::Dotenv | Format::Text);
    let toml = matches!(format, Format::Toml);
    let yaml = matches!(format, Format::Yaml);
    let mut radix = 10;
    if at + 1 < bytes.len() && bytes[at] == b'0' {
        radix = match bytes[at + 1] {
            b'x' if toml || yaml || untyped => 16,
            b'o' if toml || yaml || untyped => 8,
            b'b' if toml || untyped => 2,
            _ => 10,
        };
        if radix != 10 {
            if signed && !untyped {
                return Err(NumberError::Malformed);
            }
            at += 2;
        } else if !yaml && !untyped {
            return Err(NumberError::Malformed);
        }
    }
    match digits(bytes, at, radix, toml || untyped) {
        Ok(magnitude) => Ok(Integer { negative, magnitude }),
        Err(error) => Err(error),
    }
}

const fn digits(bytes: &[u8], start: usize, radix: u32, underscores: bool) -> Result<u128, NumberError> {
    // Nearly all numbers are decimal and fit a `u64`, whose arithmetic is much cheaper.
    if radix == 10 && start < bytes.len() && bytes.len() - start <= 19 {
        let mut magnitude: u64 = 0;
        let mut at = start;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            magnitude = magnitude * 10 + (bytes[at] - b'0') as u64;
            at += 1;
        }
        if at == bytes.len() {
            return Ok(magnitude as u128);
        }
    }
    let mut magnitude: u128 = 0;
    let mut too_large = false;
    let mut after_digit = false;
    let mut at = start;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if byte == b'_' {
            if !underscores || !after_digit {
                return Err(NumberError::Malformed);
            }
            after_digit = false;
            continue;
        }
        let Some(digit) = (byte as char).to_digit(radix) else {
            return Err(NumberError::Malformed);
        };
        after_digit = true;
        match magnitude.checked_mul(radix as u128) {
            Some(shifted) => match shifted.checked_add(digit as u128) {
                Some(sum) => magnitude = sum,
                None => too_large = true,
            },
            None => too_large = true,
        }
    }
    if !after_digit {
        return Err(NumberError::Malformed);
    }
    if too_large { Err(NumberError::TooLarge) } else { Ok(magnitude) }
}

/// Reads a number as `format` writes it; whole numbers are numbers too.
///
/// Infinity and not-a-number exist as `.inf`, `.nan` (YAML), `inf`, `nan` (TOML), both ways and in
/// any case in text of formats without types, and not at all in JSON.
///
/// # Errors
///
/// [`NumberError`]: malformed, or beyond the finite `f64`s, such as `1e999`.
pub fn parse_float(text: &str, format: Format) -> Result<f64, NumberError> {
    if let Some(special) = special_float(text, format) {
        return Ok(special);
    }
    if let Ok(Integer { negative, magnitude }) = parse_integer(text, format) {
        let float = magnitude as f64;
        return Ok(if negative { -float } else { float });
    }
    if !is_float(text.as_bytes(), format) {
        return Err(NumberError::Malformed);
    }
    let parsed: Result<f64, _> =
        if text.contains('_') { text.replace('_', "").parse() } else { text.parse() };
    match parsed {
        Ok(float) if float.is_finite() => Ok(float),
        Ok(_) => Err(NumberError::TooLarge),
        Err(_) => Err(NumberError::Malformed),
    }
}

fn special_float(text: &str, format: Format) -> Option<f64> {
    let (negative, name) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = name.len() < text.len();
    let special = match format {
        Format::Json | Format::Jsonc => return None,
        Format::Toml => match name {
            "inf" => f64::INFINITY,
            "nan" => f64::NAN,
            _ => return None,
        },
        Format::Yaml => match name {
            ".inf" | ".Inf" | ".INF" => f64::INFINITY,
            ".nan" | ".NaN" | ".NAN" if !signed => f64::NAN,
            _ => return None,
        },
        Format::Ini | Format::Dotenv | Format::Text => {
            let name = name.strip_prefix('.').unwrap_or(name);
            if name.eq_ignore_ascii_case("inf") {
                f64::INFINITY
            } else if name.eq_ignore_ascii_case("nan") {
                f64::NAN
            } else {
                return None;
            }
        }
    };
    Some(if negative { -special } else { special })
}

/// Whether the bytes are a decimal number with a point, an exponent or neither.
fn is_float(bytes: &[u8], format: Format) -> bool {
    let json = matches!(format, Format::Json | Format::Jsonc);
    // YAML allows `.5` and `5.`, and so does text without types.
    let strict = json || format == Format::Toml;
    let underscores = !json && format != Format::Yaml;
    let mut rest = match bytes.first() {
        Some(b'-') => &bytes[1..],
        Some(b'+') if !json => &bytes[1..],
        _ => bytes,
    };
    let Some(whole) = take_digits(&mut rest, underscores) else { return false };
    if whole > 1 && strict && bytes[bytes.len() - rest.len() - whole] == b'0' {
        return false;
    }
    let mut fraction = 0;
    if let Some(b'.') = rest.first() {
        rest = &rest[1..];
        match take_digits(&mut rest, underscores) {
            Some(length) => fraction = length,
            None => return false,
        }
        if strict && fraction == 0 {
            return false;
        }
    }
    if whole == 0 && (strict || fraction == 0) {
        return false;
    }
    if let Some(b'e' | b'E') = rest.first() {
        rest = &rest[1..];
        if let Some(b'-' | b'+') = rest.first() {
            rest = &rest[1..];
        }
        match take_digits(&mut rest, underscores) {
            Some(length) if length > 0 => {}
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Takes a run of digits and gives its length, or nothing when an underscore is not between digits.
fn take_digits(rest: &mut &[u8], underscores: bool) -> Option<usize> {
    let length =
        rest.iter().take_while(|byte| byte.is_ascii_digit() || (underscores && **byte == b'_')).count();
    let (run, after) = rest.split_at(length);
    *rest = after;
    let misplaced =
        run.first() == Some(&b'_') || run.last() == Some(&b'_') || run.windows(2).any(|pair| pair == b"__");
    if misplaced { None } else { Some(length) }
}

/// Reads a boolean as `format` writes it.
///
/// JSON and TOML: `true` and `false`. YAML: these, and with a capital letter or in capitals. Formats
/// without types: also `yes`, `no`, `on`, `off`, `1` and `0`, all in any case.
#[must_use]
pub const fn parse_boolean(text: &str, format: Format) -> Option<bool> {
    let bytes = text.as_bytes();
    match format {
        Format::Json | Format::Jsonc | Format::Toml => match bytes {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        },
        Format::Yaml => match bytes {
            b"true" | b"True" | b"TRUE" => Some(true),
            b"false" | b"False" | b"FALSE" => Some(false),
            _ => None,
        },
        Format::Ini | Format::Dotenv | Format::Text => {
            if is(bytes, b"true") || is(bytes, b"yes") || is(bytes, b"on") || is(bytes, b"1") {
                Some(true)
            } else if is(bytes, b"false") || is(bytes, b"no") || is(bytes, b"off") || is(bytes, b"0") {
                Some(false)
            } else {
                None
            }
        }
    }
}

/// Whether two texts are equal but for the case of ASCII letters. (The method of slices is `const` only
/// in later compilers than the oldest supported one.)
const fn is(bytes: &[u8], name: &[u8]) -> bool {
    if bytes.len() != name.len() {
        return false;
    }
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].to_ascii_lowercase() != name[at] {
            return false;
        }
        at += 1;
    }
    true
}
