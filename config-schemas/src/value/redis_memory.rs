//! Memory sizes of `redis.conf`.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar = Grammar::Pattern("^[0-9]+(?:[bB]|[kKmMgG][bB]?)?$");

const HELP: &str = "write a whole number with b, k, kb, m, mb, g or gb, such as 100mb";

/// Memory of Redis, in any case: `1k` is 1000 bytes, `1kb` is 1024.
///
/// ```
/// use config_schemas::value::RedisMemory;
/// assert_eq!("1k".parse::<RedisMemory>()?.bytes(), 1000);
/// assert_eq!("1KB".parse::<RedisMemory>()?.bytes(), 1024);
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RedisMemory(u64);

impl RedisMemory {
    /// Memory of so many bytes.
    #[must_use]
    pub const fn from_bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for RedisMemory {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err(ValueError::at(text, 0, "a whole number is missing", HELP));
        }
        let factor = match text[digits..].to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" => 1000,
            "kb" => 1 << 10,
            "m" => 1_000_000,
            "mb" => 1 << 20,
            "g" => 1_000_000_000,
            "gb" => 1 << 30,
            _ => return Err(ValueError::at(text, digits, "unknown unit", HELP)),
        };
        super::number::scaled(&text[..digits], factor)
            .map(Self)
            .ok_or_else(|| ValueError::new("is too large", HELP))
    }
}

impl fmt::Display for RedisMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (factor, unit) in [(1 << 30, "gb"), (1 << 20, "mb"), (1 << 10, "kb")] {
            if self.0 > 0 && self.0.is_multiple_of(factor) {
                return write!(formatter, "{}{unit}", self.0 / factor);
            }
        }
        write!(formatter, "{}", self.0)
    }
}

config_value!(RedisMemory, "memory such as 100mb", GRAMMAR, super::measure);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        for (text, bytes, printed) in [
            ("0", 0, "0"),
            ("1k", 1000, "1000"),
            ("1kb", 1024, "1kb"),
            ("5M", 5_000_000, "5000000"),
            ("5Mb", 5 << 20, "5mb"),
            ("2GB", 2 << 30, "2gb"),
            ("7b", 7, "7"),
        ] {
            let memory: RedisMemory = text.parse().unwrap();
            assert_eq!((memory.bytes(), memory.to_string().as_str()), (bytes, printed), "{text}");
        }
        for text in ["", "mb", "1.5gb", "1tb", "-1", "1 mb", "99999999999gb"] {
            assert!(text.parse::<RedisMemory>().is_err(), "{text}");
        }
    }
}
