//! Sizes and times of `postgresql.conf`.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const SIZE: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^[ \t]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t]*(?:B|kB|MB|GB|TB)?[ \t]*$"),
    Grammar::Sum { units: &SIZES, maximum: i64::MAX as u128 },
]);
const TIME: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^[ \t]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t]*(?:us|ms|s|min|h|d)?[ \t]*$"),
    Grammar::Sum { units: &TIMES, maximum: i64::MAX as u128 },
]);

const SIZE_HELP: &str = "write a number with B, kB, MB, GB or TB, exactly so, such as 128MB";
const TIME_HELP: &str = "write a number with us, ms, s, min, h or d, such as 30s";

const SIZES: [(&str, u64); 6] =
    [("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10), ("B", 1), ("", 1)];
const TIMES: [(&str, u64); 7] = [
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("min", 60_000_000),
    ("s", 1_000_000),
    ("ms", 1000),
    ("us", 1),
    ("", 1),
];

/// A size of PostgreSQL: a number with `B`, `kB`, `MB`, `GB` or `TB` (case counts; `kB` is 1024 bytes), or a bare number
/// that stands for the parameter's own unit.
///
/// ```
/// use config_schemas::value::PostgresSize;
/// let size: PostgresSize = "128MB".parse()?;
/// assert_eq!(size.bytes(8192), 128 << 20);
/// assert_eq!("16".parse::<PostgresSize>()?.bytes(8192), 16 * 8192);
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PostgresSize(Amount);

/// A time of PostgreSQL: a number with `us`, `ms`, `s`, `min`, `h` or `d`, or a bare number that stands for the
/// parameter's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PostgresTime(Amount);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Amount {
    /// In units of the parameter.
    Bare(i64),
    /// In bytes or microseconds.
    Measured(i64),
}

impl PostgresSize {
    /// A size of so many bytes.
    #[must_use]
    pub const fn from_bytes(bytes: i64) -> Self {
        Self(Amount::Measured(bytes))
    }

    /// Its bytes, where a bare number counts units of `unit` bytes.
    #[must_use]
    pub const fn bytes(self, unit: i64) -> i64 {
        self.0.resolve(unit)
    }
}

impl PostgresTime {
    /// A time of so many microseconds.
    #[must_use]
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self(Amount::Measured(microseconds))
    }

    /// Its microseconds, where a bare number counts units of `unit` microseconds.
    #[must_use]
    pub const fn microseconds(self, unit: i64) -> i64 {
        self.0.resolve(unit)
    }
}

impl Amount {
    const fn resolve(self, unit: i64) -> i64 {
        match self {
            Self::Bare(number) => number.saturating_mul(unit),
            Self::Measured(number) => number,
        }
    }

    fn read(text: &str, units: &[(&str, u64)], help: &'static str) -> Result<Self, ValueError> {
        let text = text.trim_matches([' ', '\t']);
        let amount = super::number::split(text, help)?;
        let unit = amount.unit.trim_start_matches([' ', '\t']);
        let large = || ValueError::new("is too large", help);
        let factor = match units.iter().find(|(name, _)| *name == unit) {
            Some((_, factor)) => *factor,
            None => return Err(ValueError::at(text, amount.unit_at, "unknown unit; case counts", help)),
        };
        let whole = if amount.whole.is_empty() { "0" } else { amount.whole };
        let whole = super::number::scaled(whole, factor).ok_or_else(large)?;
        let fraction = amount.fraction.unwrap_or_default();
        let digits = &fraction[..fraction.len().min(15)];
        let scale = 10_u128.pow(digits.len() as u32);
        let product = digits.parse::<u128>().unwrap_or(0) * u128::from(factor);
        // PostgreSQL rounds to the nearest.
        let part = (product + scale / 2) / scale;
        let number = i64::try_from(u128::from(whole) + part).map_err(|_| large())?;
        let number = if amount.negative { -number } else { number };
        Ok(if unit.is_empty() { Self::Bare(number) } else { Self::Measured(number) })
    }

    fn print(self, units: &[(&str, u64)], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = match self {
            Self::Bare(number) => return write!(formatter, "{number}"),
            Self::Measured(number) => number,
        };
        for (name, factor) in units {
            let factor = *factor as i64;
            if number % factor == 0 && (number != 0 || factor == 1) {
                return write!(formatter, "{}{name}", number / factor);
            }
        }
        Ok(())
    }
}

impl FromStr for PostgresSize {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Amount::read(text, &SIZES, SIZE_HELP).map(Self)
    }
}

impl FromStr for PostgresTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Amount::read(text, &TIMES, TIME_HELP).map(Self)
    }
}

impl fmt::Display for PostgresSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.print(&SIZES, formatter)
    }
}

impl fmt::Display for PostgresTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.print(&TIMES, formatter)
    }
}

config_value!(PostgresSize, "a PostgreSQL size such as 128MB", SIZE, super::measure);
config_value!(PostgresTime, "a PostgreSQL time such as 30s", TIME, super::measure);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (text, bytes, printed) in [
            ("128MB", 128 << 20, "128MB"),
            ("1GB", 1 << 30, "1GB"),
            ("1024kB", 1 << 20, "1MB"),
            ("1.5GB", 3 << 29, "1536MB"),
            (" 64 kB", 64 << 10, "64kB"),
            ("16", 16 * 8192, "16"),
            ("-1", -8192, "-1"),
            ("0B", 0, "0B"),
        ] {
            let size: PostgresSize = text.parse().unwrap();
            assert_eq!((size.bytes(8192), size.to_string().as_str()), (bytes, printed), "{text}");
        }
        for text in ["", "128mb", "128Mb", "128KB", "1 G", "MB", "99999999TB"] {
            assert!(text.parse::<PostgresSize>().is_err(), "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, microseconds, printed) in [
            ("30s", 30_000_000, "30s"),
            ("5min", 300_000_000, "5min"),
            ("1d", 86_400_000_000, "1d"),
            ("90s", 90_000_000, "90s"),
            ("120s", 120_000_000, "2min"),
            ("1500", 1_500_000, "1500"),
            ("0", 0, "0"),
        ] {
            let time: PostgresTime = text.parse().unwrap();
            assert_eq!(
                (time.microseconds(1000), time.to_string().as_str()),
                (microseconds, printed),
                "{text}"
            );
        }
        for text in ["5m", "1S", "h", "1w"] {
            assert!(text.parse::<PostgresTime>().is_err(), "{text}");
        }
    }
}
