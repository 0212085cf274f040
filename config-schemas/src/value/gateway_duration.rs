//! Durations of the Kubernetes Gateway API.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar = Grammar::Pattern("^(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}$");

const HELP: &str = "write one to four whole numbers of at most five digits with h, m, s or ms, such as 1h30m";

/// A Gateway API duration (GEP-2257): `^([0-9]{1,5}(h|m|s|ms)){1,4}$`. No decimals, no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatewayDuration(u64);

impl GatewayDuration {
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

impl FromStr for GatewayDuration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.is_empty() {
            return Err(ValueError::new("is empty", HELP));
        }
        let (mut at, mut parts, mut total) = (0, 0, 0);
        while at < text.len() {
            let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return Err(ValueError::at(text, at, "a whole number is missing", HELP));
            }
            if digits > 5 {
                return Err(ValueError::at(text, at, "a number has more than five digits", HELP));
            }
            let unit_at = at + digits;
            let (factor, length) = match &text.as_bytes()[unit_at..] {
                [b'm', b's', ..] => (1, 2),
                [b'h', ..] => (3_600_000, 1),
                [b'm', ..] => (60_000, 1),
                [b's', ..] => (1000, 1),
                [] => return Err(ValueError::at(text, unit_at, "a unit is missing", HELP)),
                _ => return Err(ValueError::at(text, unit_at, "unknown unit", HELP)),
            };
            parts += 1;
            if parts > 4 {
                return Err(ValueError::at(text, at, "there are more than four parts", HELP));
            }
            total += super::number::scaled(&text[at..unit_at], factor).unwrap_or_default();
            at = unit_at + length;
        }
        Ok(Self(total))
    }
}

impl fmt::Display for GatewayDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return formatter.write_str("0s");
        }
        let mut rest = self.0;
        for (factor, unit) in [(3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")] {
            if rest >= factor {
                write!(formatter, "{}{unit}", rest / factor)?;
                rest %= factor;
            }
        }
        Ok(())
    }
}

config_value!(GatewayDuration, "a Gateway API duration such as 10s or 1h30m", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_exactly_the_pattern() {
        for (text, milliseconds, printed) in [
            ("0s", 0, "0s"),
            ("10ms", 10, "10ms"),
            ("1h30m", 5_400_000, "1h30m"),
            ("99999s", 99_999_000, "27h46m39s"),
            ("1s1s1s1s", 4000, "4s"),
        ] {
            let duration: GatewayDuration = text.parse().unwrap();
            assert_eq!((duration.milliseconds(), duration.to_string().as_str()), (milliseconds, printed));
        }
        for text in ["", "1", "1.5s", "1d", "100000s", "1s1s1s1s1s", "-1s", "h"] {
            assert!(text.parse::<GatewayDuration>().is_err(), "{text}");
        }
    }
}
