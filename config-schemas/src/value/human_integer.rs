//! vLLM's human-readable integers.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value, number};

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^(?:[0-9]+[kmgtKMGT]?|[0-9]+\.[0-9]+[kmgt])$"),
    Grammar::Sum {
        units: &[
            ("", 1),
            ("k", 1000),
            ("m", 1_000_000),
            ("g", 1_000_000_000),
            ("t", 1_000_000_000_000),
            ("K", 1 << 10),
            ("M", 1 << 20),
            ("G", 1 << 30),
            ("T", 1 << 40),
        ],
        maximum: u64::MAX as u128,
    },
]);

const HELP: &str =
    "write a whole number, or one with k, m, g, t (thousands) or K, M, G, T (1024s), such as 16k";

/// A whole number as vLLM reads it: `1k` is 1000, `1K` is 1024; a decimal such as `25.6k` only with a lower-case suffix.
///
/// ```
/// use config_schemas::value::HumanInteger;
/// assert_eq!("1k".parse::<HumanInteger>()?.get(), 1000);
/// assert_eq!("1K".parse::<HumanInteger>()?.get(), 1024);
/// assert_eq!("25.6k".parse::<HumanInteger>()?.get(), 25_600);
/// assert!("25.6K".parse::<HumanInteger>().is_err());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HumanInteger(u64);

impl HumanInteger {
    /// What a text of it looks like.
    pub(crate) const GRAMMAR: Grammar = GRAMMAR;

    /// The number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whether a text can be read, in constant evaluation.
    #[must_use]
    pub const fn is_valid(text: &str) -> bool {
        matches!(GRAMMAR.accepts(text), Some(true))
    }
}

impl FromStr for HumanInteger {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let amount = number::split(text, HELP)?;
        if text.starts_with(['-', '+']) {
            return Err(ValueError::at(text, 0, "a sign is not allowed", HELP));
        }
        if amount.whole.is_empty() || amount.fraction.is_some_and(str::is_empty) {
            return Err(ValueError::at(text, amount.unit_at, "a digit is missing", HELP));
        }
        let factor = match amount.unit {
            "" => 1,
            "k" => 1000,
            "m" => 1_000_000,
            "g" => 1_000_000_000,
            "t" => 1_000_000_000_000,
            "K" => 1 << 10,
            "M" => 1 << 20,
            "G" => 1 << 30,
            "T" => 1_u64 << 40,
            _ => return Err(ValueError::at(text, amount.unit_at, "unknown suffix", HELP)),
        };
        let large = || ValueError::new("is too large", HELP);
        let whole = number::scaled(amount.whole, factor).ok_or_else(large)?;
        let Some(fraction) = amount.fraction else { return Ok(Self(whole)) };
        if !matches!(amount.unit, "k" | "m" | "g" | "t") {
            return Err(ValueError::new("a decimal needs one of the suffixes k, m, g, t", HELP));
        }
        // vLLM drops what is below one; twelve digits are all that a factor of at most 10^12 can lift above it.
        let digits = &fraction[..fraction.len().min(12)];
        let scale = 10_u64.pow(digits.len() as u32);
        let part = u128::from(digits.parse::<u64>().unwrap_or(0)) * u128::from(factor) / u128::from(scale);
        whole.checked_add(part as u64).map(Self).ok_or_else(large)
    }
}

impl fmt::Display for HumanInteger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (factor, suffix) in [(1_u64 << 40, "T"), (1 << 30, "G"), (1 << 20, "M"), (1 << 10, "K")] {
            if self.0 > 0 && self.0.is_multiple_of(factor) {
                return write!(formatter, "{}{suffix}", self.0 / factor);
            }
        }
        write!(formatter, "{}", self.0)
    }
}

config_value!(
    HumanInteger,
    "a whole number such as 8192, 16k (thousands) or 32K (1024s)",
    GRAMMAR,
    super::measure
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_vllm_reads() {
        for (text, number) in [
            ("0", 0),
            ("7", 7),
            ("1k", 1000),
            ("1K", 1024),
            ("2m", 2_000_000),
            ("2M", 2 << 20),
            ("3g", 3_000_000_000),
            ("3G", 3 << 30),
            ("1t", 1_000_000_000_000),
            ("1T", 1 << 40),
            ("1.5k", 1500),
            ("25.6k", 25_600),
            ("0.0015k", 1),
        ] {
            assert_eq!(text.parse::<HumanInteger>().unwrap().get(), number, "{text}");
            assert!(HumanInteger::is_valid(text), "{text}");
        }
        for text in
            ["", "k", "-1", "1.5", "1.5K", "1.k", ".5k", "1kb", "1 k", "99999999999999999999", "99999999T"]
        {
            assert!(text.parse::<HumanInteger>().is_err(), "{text}");
        }
        for text in ["", "k", "-1", "1.5", "1.5K", "1.k", ".5k", "1kb", "1 k"] {
            assert!(!HumanInteger::is_valid(text), "{text}");
        }
    }

    #[test]
    fn prints_what_it_reads() {
        for number in [0, 1, 1000, 1024, 1536, 32768, 1 << 40] {
            let printed = HumanInteger::new(number).to_string();
            assert_eq!(printed.parse::<HumanInteger>().unwrap().get(), number, "{printed}");
        }
        assert_eq!(HumanInteger::new(32768).to_string(), "32K");
    }

    #[test]
    fn says_where() {
        let error = "12x".parse::<HumanInteger>().unwrap_err();
        assert_eq!(error.position(), Some(3));
        assert!(!error.to_string().contains("12x"));
    }
}
