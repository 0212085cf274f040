//! Sizes as Prometheus writes them.

use super::{ValueError, config_value};
use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

const GRAMMAR: Grammar = Grammar::Pattern(r"^(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[EPTGMK]i?B|B))+)$");

const HELP: &str = "write a number with a unit, such as 512MB; the units are B, KB, MB, GB, TB, PB and EB";

const UNITS: [(&str, u32); 13] = [
    ("EiB", 60),
    ("PiB", 50),
    ("TiB", 40),
    ("GiB", 30),
    ("MiB", 20),
    ("KiB", 10),
    ("EB", 60),
    ("PB", 50),
    ("TB", 40),
    ("GB", 30),
    ("MB", 20),
    ("KB", 10),
    ("B", 0),
];

/// A number of bytes with a unit, all powers of 1024; a bare `0` needs none.
///
/// ```
/// use config_schemas::value::PrometheusSize;
/// assert_eq!("15MB".parse::<PrometheusSize>()?.bytes(), 15 << 20);
/// assert!("100".parse::<PrometheusSize>().is_err());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrometheusSize(u64);

impl PrometheusSize {
    /// The number of bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for PrometheusSize {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text == "0" {
            return Ok(Self(0));
        }
        if text.starts_with('-') {
            return Err(ValueError::at(text, 0, "is below zero", HELP));
        }
        let mut rest = text;
        let mut total = 0_u64;
        while !rest.is_empty() {
            let offset = text.len() - rest.len();
            let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            let Ok(number) = rest[..digits].parse::<f64>() else {
                return Err(ValueError::at(text, offset, "a digit is missing", HELP));
            };
            let after = &rest[digits..];
            let Some((unit, shift)) = UNITS.iter().find(|(unit, _)| after.starts_with(unit)) else {
                return Err(ValueError::at(text, offset + digits, "the unit is missing or unknown", HELP));
            };
            #[expect(clippy::cast_precision_loss, reason = "a power of two is exact")]
            let bytes = number * (1_u64 << shift) as f64;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked just before"
            )]
            let bytes = if bytes < 9.2e18 { Some(bytes as u64) } else { None };
            total = match bytes.and_then(|bytes| total.checked_add(bytes)) {
                Some(total) => total,
                None => return Err(ValueError::new("is too large", HELP)),
            };
            rest = &after[unit.len()..];
        }
        if text.is_empty() { Err(ValueError::new("is empty", HELP)) } else { Ok(Self(total)) }
    }
}

impl fmt::Display for PrometheusSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return formatter.pad("0");
        }
        let fits = |shift: u32| self.0.trailing_zeros() >= shift;
        let (unit, shift) = UNITS[6..].iter().find(|(_, shift)| fits(*shift)).unwrap_or(&("B", 0));
        formatter.pad(&format!("{}{unit}", self.0 >> shift))
    }
}

config_value!(PrometheusSize, "a size with a unit such as 512MB", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes, printed) in [
            ("0", 0, "0"),
            ("1GB", 1 << 30, "1GB"),
            ("1.5KB", 1536, "1536B"),
            ("1GB512MB", 1536 << 20, "1536MB"),
        ] {
            let size: PrometheusSize = text.parse().unwrap();
            assert_eq!((size.bytes(), size.to_string().as_str()), (bytes, printed), "{text}");
            assert_eq!(printed.parse(), Ok(size));
        }
        for text in ["", "100", "-1GB", "GB", "1XB", "1 GB", "99999999EB"] {
            assert!(text.parse::<PrometheusSize>().is_err(), "{text}");
        }
    }
}
