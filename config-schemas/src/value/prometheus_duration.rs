//! Prometheus durations.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern(
        "^(?:0|(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$",
    ),
    Grammar::Pattern("^[0-9]"),
    Grammar::Sum { units: &UNITS, maximum: LONGEST as u128 },
]);

const HELP: &str =
    "write whole numbers with y, w, d, h, m, s, ms, each once and the largest first, such as 1h30m";

/// Milliseconds: Prometheus keeps nanoseconds in 63 bits.
const LONGEST: u64 = i64::MAX as u64 / 1_000_000;

const UNITS: [(&str, u64); 7] = [
    ("y", 365 * 86_400_000),
    ("w", 7 * 86_400_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1000),
    ("ms", 1),
];

/// A Prometheus duration: units `y w d h m s ms`, each at most once and in this order, whole numbers, or a bare `0`.
/// A year has 365 days.
///
/// ```
/// use config_schemas::value::PrometheusDuration;
/// assert_eq!("1h30m".parse::<PrometheusDuration>()?.milliseconds(), 5_400_000);
/// assert_eq!("14d".parse::<PrometheusDuration>()?.to_string(), "2w");
/// assert!("1.5h".parse::<PrometheusDuration>().is_err());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrometheusDuration(u64);

impl PrometheusDuration {
    /// A duration of so many milliseconds.
    #[must_use]
    pub const fn from_milliseconds(milliseconds: u64) -> Self {
        Self(milliseconds)
    }

    /// Its milliseconds.
    #[must_use]
    pub const fn milliseconds(self) -> u64 {
        self.0
    }

    /// The same length of time.
    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_millis(self.0)
    }
}

impl FromStr for PrometheusDuration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text == "0" {
            return Ok(Self(0));
        }
        if text.is_empty() {
            return Err(ValueError::new("is empty", HELP));
        }
        let (mut at, mut next, mut total) = (0, 0, 0_u64);
        while at < text.len() {
            let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return Err(ValueError::at(text, at, "a whole number is missing", HELP));
            }
            let unit_at = at + digits;
            let length = text[unit_at..].bytes().take_while(u8::is_ascii_lowercase).count();
            let unit = &text[unit_at..unit_at + length];
            let Some(index) = UNITS.iter().position(|(name, _)| *name == unit) else {
                let problem = if unit.is_empty() { "a unit is missing" } else { "unknown unit" };
                return Err(ValueError::at(text, unit_at, problem, HELP));
            };
            if index < next {
                return Err(ValueError::at(text, unit_at, "the units are not in order", HELP));
            }
            next = index + 1;
            total = super::number::scaled(&text[at..unit_at], UNITS[index].1)
                .and_then(|part| total.checked_add(part))
                .filter(|total| *total <= LONGEST)
                .ok_or_else(|| ValueError::new("is longer than 292 years", HELP))?;
            at = unit_at + length;
        }
        Ok(Self(total))
    }
}

impl fmt::Display for PrometheusDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return formatter.write_str("0s");
        }
        let mut rest = self.0;
        for (name, length) in UNITS {
            // Years and weeks are only printed when nothing is left over, as Prometheus does.
            if matches!(name, "y" | "w") && !rest.is_multiple_of(length) {
                continue;
            }
            if rest >= length {
                write!(formatter, "{}{name}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }
}

config_value!(PrometheusDuration, "a Prometheus duration such as 30s or 1h30m", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400_000;

    #[test]
    fn the_table_of_prometheus_common() {
        // Text, milliseconds, and the printed form where it is another one.
        for (text, milliseconds, printed) in [
            ("0", 0, "0s"),
            ("0w", 0, "0s"),
            ("0s", 0, "0s"),
            ("324ms", 324, "324ms"),
            ("3s", 3000, "3s"),
            ("5m", 300_000, "5m"),
            ("1h", 3_600_000, "1h"),
            ("4d", 4 * DAY, "4d"),
            ("4d1h", 4 * DAY + 3_600_000, "4d1h"),
            ("14d", 14 * DAY, "2w"),
            ("3w", 21 * DAY, "3w"),
            ("3w2d1h", 23 * DAY + 3_600_000, "23d1h"),
            ("10y", 3650 * DAY, "10y"),
        ] {
            let duration: PrometheusDuration = text.parse().unwrap();
            assert_eq!(duration.milliseconds(), milliseconds, "{text}");
            assert_eq!(duration.to_string(), printed, "{text}");
        }
        for text in ["1", "1y1m1d", "-1w", "1.5d", "d", "294y", "200y4900w", "", "1h1h", "5µs", "1d 1h"] {
            assert!(text.parse::<PrometheusDuration>().is_err(), "{text}");
        }
    }
}
