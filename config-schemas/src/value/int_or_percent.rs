//! A count or a share of it, as in a rollout.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern("^[0-9]+%?$"),
    Grammar::Sum { units: &[("", 1), ("%", 1)], maximum: u32::MAX as u128 },
]);

const HELP: &str = "write a whole number such as 1, or a percentage such as 25%";

/// Kubernetes' `IntOrString` where it means a count: `1` or `25%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntOrPercent {
    /// So many.
    Count(u32),
    /// Such a share, in percent.
    Percent(u32),
}

impl IntOrPercent {
    /// What it comes to out of `total`, rounded up, as `maxSurge` is.
    #[must_use]
    pub const fn of_rounded_up(self, total: u32) -> u32 {
        match self {
            Self::Count(count) => count,
            Self::Percent(percent) => (percent as u64 * total as u64).div_ceil(100) as u32,
        }
    }

    /// What it comes to out of `total`, rounded down, as `maxUnavailable` is.
    #[must_use]
    pub const fn of_rounded_down(self, total: u32) -> u32 {
        match self {
            Self::Count(count) => count,
            Self::Percent(percent) => (percent as u64 * total as u64 / 100) as u32,
        }
    }

    /// Whether it is nothing, whatever the total.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        matches!(self, Self::Count(0) | Self::Percent(0))
    }
}

impl FromStr for IntOrPercent {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err(ValueError::at(text, 0, "a whole number is missing", HELP));
        }
        let number = text[..digits].parse().map_err(|_| ValueError::new("is too large", HELP))?;
        match &text[digits..] {
            "" => Ok(Self::Count(number)),
            "%" => Ok(Self::Percent(number)),
            _ => Err(ValueError::at(text, digits, "unexpected text", HELP)),
        }
    }
}

impl fmt::Display for IntOrPercent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(formatter, "{count}"),
            Self::Percent(percent) => write!(formatter, "{percent}%"),
        }
    }
}

config_value!(IntOrPercent, "a whole number or a percentage, such as 1 or 25%", GRAMMAR, super::measure);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surge_rounds_up_and_unavailable_down() {
        let quarter: IntOrPercent = "25%".parse().unwrap();
        assert_eq!((quarter.of_rounded_up(3), quarter.of_rounded_down(3)), (1, 0));
        assert_eq!("2".parse::<IntOrPercent>().unwrap().of_rounded_up(3), 2);
        assert!("0%".parse::<IntOrPercent>().unwrap().is_zero());
        for text in ["", "%", "-1", "1.5", "25 %", "a"] {
            assert!(text.parse::<IntOrPercent>().is_err(), "{text}");
        }
    }
}
