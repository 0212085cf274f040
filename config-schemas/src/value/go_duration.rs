//! Go durations, as OpenTelemetry, Ollama and NATS read them.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^[+-]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$"),
    Grammar::Sum {
        units: &[
            ("ns", 1),
            ("us", 1000),
            ("µs", 1000),
            ("μs", 1000),
            ("ms", 1_000_000),
            ("s", 1_000_000_000),
            ("m", 60_000_000_000),
            ("h", 3_600_000_000_000),
        ],
        maximum: i64::MAX as u128,
    },
]);

const HELP: &str = "write numbers with h, m, s, ms, us or ns, such as 1h30m or 1.5h; there are no days";

/// A Go duration: decimals with `h m s ms us µs ns`, in any order, perhaps negative; a bare `0`. No days or weeks.
///
/// ```
/// use config_schemas::value::GoDuration;
/// assert_eq!("1.5h".parse::<GoDuration>()?.nanoseconds(), 5_400_000_000_000);
/// assert!("1d".parse::<GoDuration>().is_err());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoDuration(i64);

impl GoDuration {
    /// What a text of it looks like.
    pub(crate) const GRAMMAR: Grammar = GRAMMAR;

    /// A duration of so many nanoseconds.
    #[must_use]
    pub const fn from_nanoseconds(nanoseconds: i64) -> Self {
        Self(nanoseconds)
    }

    /// Its nanoseconds.
    #[must_use]
    pub const fn nanoseconds(self) -> i64 {
        self.0
    }

    /// Its length in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e9
    }
}

impl FromStr for GoDuration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let negative = text.starts_with('-');
        let start = usize::from(text.starts_with(['-', '+']));
        if &text[start..] == "0" {
            return Ok(Self(0));
        }
        if text.len() == start {
            return Err(ValueError::at(text, start, "a number is missing", HELP));
        }
        let (mut at, mut total) = (start, 0_u128);
        while at < text.len() {
            let amount = super::number::split(&text[at..], HELP)
                .ok()
                .filter(|_| !text[at..].starts_with(['-', '+']))
                .ok_or_else(|| ValueError::at(text, at, "a number is missing", HELP))?;
            let unit_at = at + amount.unit_at;
            let length = amount.unit.find(|character: char| character == '.' || character.is_ascii_digit());
            let unit = &amount.unit[..length.unwrap_or(amount.unit.len())];
            let factor: u128 = match unit {
                "ns" => 1,
                "us" | "µs" | "μs" => 1000,
                "ms" => 1_000_000,
                "s" => 1_000_000_000,
                "m" => 60_000_000_000,
                "h" => 3_600_000_000_000,
                "" => return Err(ValueError::at(text, unit_at, "a unit is missing", HELP)),
                _ => return Err(ValueError::at(text, unit_at, "unknown unit", HELP)),
            };
            let long = || ValueError::new("is longer than 292 years", HELP);
            let whole: u128 =
                if amount.whole.is_empty() { 0 } else { amount.whole.parse().map_err(|_| long())? };
            let fraction = amount.fraction.unwrap_or_default();
            let digits = &fraction[..fraction.len().min(18)];
            let part = digits.parse::<u128>().unwrap_or(0) * factor / 10_u128.pow(digits.len() as u32);
            total = whole
                .checked_mul(factor)
                .and_then(|nanoseconds| nanoseconds.checked_add(part))
                .and_then(|nanoseconds| total.checked_add(nanoseconds))
                .filter(|total| *total <= i64::MAX as u128)
                .ok_or_else(long)?;
            at = unit_at + unit.len();
        }
        let total = total as i64;
        Ok(Self(if negative { -total } else { total }))
    }
}

impl fmt::Display for GoDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanoseconds = self.0.unsigned_abs();
        if nanoseconds == 0 {
            return formatter.write_str("0s");
        }
        if self.0 < 0 {
            formatter.write_str("-")?;
        }
        if nanoseconds < 1_000_000_000 {
            let (scale, unit) = match nanoseconds {
                0..1000 => (1, "ns"),
                1000..1_000_000 => (1000, "µs"),
                _ => (1_000_000, "ms"),
            };
            return write!(formatter, "{}{unit}", decimal(nanoseconds, scale));
        }
        let seconds = nanoseconds / 1_000_000_000;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        if hours > 0 {
            write!(formatter, "{hours}h")?;
        }
        if hours > 0 || minutes > 0 {
            write!(formatter, "{minutes}m")?;
        }
        write!(formatter, "{}s", decimal(nanoseconds % 60_000_000_000, 1_000_000_000))
    }
}

/// `number / scale`, exactly, without zeros at the end.
fn decimal(number: u64, scale: u64) -> String {
    let (whole, rest) = (number / scale, number % scale);
    if rest == 0 {
        return whole.to_string();
    }
    let digits = scale.ilog10() as usize;
    format!("{whole}.{}", format!("{rest:0digits$}").trim_end_matches('0'))
}

config_value!(GoDuration, "a Go duration such as 1h30m or 300ms", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_as_go() {
        for (text, nanoseconds, printed) in [
            ("0", 0, "0s"),
            ("5s", 5_000_000_000, "5s"),
            ("30s", 30_000_000_000, "30s"),
            ("1478s", 1_478_000_000_000, "24m38s"),
            ("-5s", -5_000_000_000, "-5s"),
            ("+5s", 5_000_000_000, "5s"),
            ("5.0s", 5_000_000_000, "5s"),
            ("5.6s", 5_600_000_000, "5.6s"),
            (".5s", 500_000_000, "500ms"),
            ("1.004s", 1_004_000_000, "1.004s"),
            ("10ns", 10, "10ns"),
            ("11us", 11_000, "11µs"),
            ("12µs", 12_000, "12µs"),
            ("13ms", 13_000_000, "13ms"),
            ("3h30m", 12_600_000_000_000, "3h30m0s"),
            ("10.5s4m", 250_500_000_000, "4m10.5s"),
            ("1h2m3s4ms5us6ns", 3_723_004_005_006, "1h2m3.004005006s"),
        ] {
            let duration: GoDuration = text.parse().unwrap();
            assert_eq!(
                (duration.nanoseconds(), duration.to_string().as_str()),
                (nanoseconds, printed),
                "{text}"
            );
            assert_eq!(printed.parse::<GoDuration>().unwrap(), duration);
        }
        for text in ["", "3", "-", "s", ".", "-.", ".s", "+.s", "1d", "1w", "3000000h", "1h ", "1 h"] {
            assert!(text.parse::<GoDuration>().is_err(), "{text}");
        }
    }
}
