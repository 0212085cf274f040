//! Value types with a unit.

mod any;

use std::fmt;
use std::str::FromStr;

use config_format::unit::{UnitError, format_byte_size, format_percent, parse_byte_size, parse_percent};

pub use any::AnyValue;

/// A number of bytes, written `512`, `32MiB` or `1.5GB`.
///
/// ```
/// use config_core::ByteSize;
/// let size: ByteSize = "32MiB".parse()?;
/// assert_eq!(size.bytes(), 32 * 1024 * 1024);
/// assert_eq!(size.to_string(), "32MiB");
/// # Ok::<(), config_core::UnitError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSize(u64);

impl ByteSize {
    /// A size of so many bytes.
    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(bytes)
    }

    /// A size of so many kibibytes, the largest size when that is too many.
    #[must_use]
    pub const fn kibibytes(count: u64) -> Self {
        Self(count.saturating_mul(1 << 10))
    }

    /// A size of so many mebibytes, the largest size when that is too many.
    #[must_use]
    pub const fn mebibytes(count: u64) -> Self {
        Self(count.saturating_mul(1 << 20))
    }

    /// A size of so many gibibytes, the largest size when that is too many.
    #[must_use]
    pub const fn gibibytes(count: u64) -> Self {
        Self(count.saturating_mul(1 << 30))
    }

    /// The number of bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl From<u64> for ByteSize {
    fn from(bytes: u64) -> Self {
        Self(bytes)
    }
}

impl FromStr for ByteSize {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        parse_byte_size(text).map(Self)
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format_byte_size(self.0))
    }
}

/// A share of a whole, written `20%` or `12.5%`. Exact to a thousandth of a percent.
///
/// ```
/// use config_core::Percent;
/// let share: Percent = "12.5%".parse()?;
/// assert_eq!(share.fraction(), 0.125);
/// assert_eq!(share.to_string(), "12.5%");
/// # Ok::<(), config_core::UnitError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64);

impl Percent {
    /// A whole number of percent.
    #[must_use]
    pub const fn new(percent: u32) -> Self {
        Self(percent as u64 * Self::UNIT)
    }

    /// Thousandths of a percent are the unit.
    const UNIT: u64 = 1_000;

    /// The share in thousandths of a percent.
    pub(crate) const fn thousandths(self) -> u64 {
        self.0
    }

    /// The share as a fraction of one: `0.2` for `20%`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "shares are far below 2^52 units")]
    pub fn fraction(self) -> f64 {
        self.0 as f64 / (100 * Self::UNIT) as f64
    }
}

impl FromStr for Percent {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        parse_percent(text).map(Self)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format_percent(self.0))
    }
}
