//! Durations, byte sizes and percentages: exact, in whole numbers, and in `const fn`s, so that defaults
//! and files can be checked while a crate compiles.

mod bytes;
mod decimal;
mod duration;
mod percent;

pub use bytes::{format_byte_size, parse_byte_size};
pub use duration::{format_duration, parse_duration};
pub use percent::{format_percent, parse_percent};

/// Why a text is no duration, byte size or percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnitError {
    /// There is no text.
    Empty,
    /// It does not begin with a number, or something stands where a number or unit belongs.
    Malformed,
    /// It is below zero.
    Negative,
    /// A duration without a unit.
    MissingDurationUnit,
    /// A percentage without its sign.
    MissingPercentSign,
    /// A unit of time that does not exist.
    UnknownDurationUnit,
    /// A unit of size that does not exist.
    UnknownByteUnit,
    /// `K`, `M`, `Mi` and the like: whether 1000 or 1024 is meant must be written.
    AmbiguousByteUnit,
    /// Units that do not go from large to small, or a unit twice.
    UnitOrder,
    /// A fraction in front of another part, as in `1.5h30m`.
    FractionNotLast,
    /// Finer than the smallest unit: a nanosecond, a byte, a thousandth of a percent.
    TooFine,
    /// Above 2^64 − 1 seconds, bytes or thousandths of a percent.
    TooLarge,
}

impl UnitError {
    /// What is wrong, as one clause.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "the text is empty",
            Self::Malformed => "expected a number and a unit",
            Self::Negative => "must not be negative",
            Self::MissingDurationUnit => "the duration has no unit",
            Self::MissingPercentSign => "the percentage has no `%`",
            Self::UnknownDurationUnit => "unknown unit of time",
            Self::UnknownByteUnit => "unknown unit of size",
            Self::AmbiguousByteUnit => "the unit does not say whether it counts in 1000 or 1024",
            Self::UnitOrder => "units must go from large to small, each once",
            Self::FractionNotLast => "only the last part may have a fraction",
            Self::TooFine => "finer than the smallest unit",
            Self::TooLarge => "too large",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> Option<&'static str> {
        match self {
            Self::MissingDurationUnit => Some("add a unit, such as `s` or `ms`"),
            Self::MissingPercentSign => Some("add `%`"),
            Self::UnknownDurationUnit => Some("units are w, d, h, m, s, ms, us, ns"),
            Self::UnknownByteUnit => {
                Some("units are B, kB, MB, GB, TB, PB, EB and KiB, MiB, GiB, TiB, PiB, EiB")
            }
            Self::AmbiguousByteUnit => {
                Some("write `MB` for 1000 × 1000 bytes or `MiB` for 1024 × 1024 bytes")
            }
            Self::UnitOrder => Some("write it like `1h30m`"),
            Self::FractionNotLast => Some("write `2h` instead of `1.5h30m`"),
            Self::Empty | Self::Malformed | Self::Negative | Self::TooFine | Self::TooLarge => None,
        }
    }
}

impl std::fmt::Display for UnitError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.message())
    }
}

impl std::error::Error for UnitError {}
