//! Kubernetes quantities, as `k8s.io/apimachinery/pkg/api/resource` reads and prints them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const GRAMMAR: Grammar =
    Grammar::Pattern(r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[numkMGTPE]?|[KMGTPE]i|[eE][+-]?[0-9]+)$");

const HELP: &str = "write a number with a suffix such as 500m, 2, 16Gi or 1e3";

/// Nano units in one.
const NANO: i128 = 1_000_000_000;

/// The largest value with a binary suffix, in nano units.
const BINARY_CAP: i128 = i64::MAX as i128 * NANO;

/// The family of suffixes a quantity was written with, and is printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuantityFormat {
    /// `n u m k M G T P E`, powers of ten.
    DecimalSi,
    /// `Ki Mi Gi Ti Pi Ei`, powers of 1024.
    BinarySi,
    /// `e3`, `E-6`.
    DecimalExponent,
}

/// A Kubernetes quantity, exact to a billionth; anything finer is rounded up, away from zero.
///
/// Equality and order are those of the amount, whatever the suffix.
///
/// ```
/// use config_schemas::value::Quantity;
/// let memory: Quantity = "1.5Gi".parse()?;
/// assert_eq!(memory.to_string(), "1536Mi");
/// assert_eq!(memory.value(), 1_610_612_736);
/// assert_eq!("1.5".parse::<Quantity>()?.to_string(), "1500m");
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    nano: i128,
    format: QuantityFormat,
}

impl Quantity {
    /// A whole amount.
    #[must_use]
    pub const fn new(value: i64, format: QuantityFormat) -> Self {
        Self { nano: value as i128 * NANO, format }
    }

    /// An amount in billionths.
    #[must_use]
    pub const fn from_nano(nano: i128, format: QuantityFormat) -> Self {
        Self { nano, format }
    }

    /// The amount in billionths.
    #[must_use]
    pub const fn nano(self) -> i128 {
        self.nano
    }

    /// The amount in thousandths, rounded up away from zero.
    #[must_use]
    pub const fn milli_value(self) -> i128 {
        divide_up(self.nano, 1_000_000)
    }

    /// The amount as a whole number, rounded up away from zero.
    #[must_use]
    pub const fn value(self) -> i128 {
        divide_up(self.nano, NANO)
    }

    /// The suffixes it is printed with.
    #[must_use]
    pub const fn format(self) -> QuantityFormat {
        self.format
    }

    /// Whether it is a whole number, as extended resources such as GPUs must be.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.nano % NANO == 0
    }

    /// Rounds up, away from zero, to a multiple of ten to the power of `scale`; `true` if nothing was lost.
    pub fn round_up(&mut self, scale: i32) -> bool {
        let Some(step) = u32::try_from(scale + 9).ok().and_then(|power| 10_i128.checked_pow(power)) else {
            return true;
        };
        let exact = self.nano % step == 0;
        self.nano = divide_up(self.nano, step) * step;
        exact
    }

    /// The sum; `None` when it is out of range. The format is that of the first amount that is not zero.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let format = if self.nano == 0 { other.format } else { self.format };
        self.nano.checked_add(other.nano).map(|nano| Self { nano, format })
    }

    /// The product with a number of pieces.
    #[must_use]
    pub fn checked_mul(self, count: i64) -> Option<Self> {
        self.nano.checked_mul(i128::from(count)).map(|nano| Self { nano, format: self.format })
    }
}

/// Division that rounds away from zero.
const fn divide_up(number: i128, by: i128) -> i128 {
    let quotient = number / by;
    match number % by {
        0 => quotient,
        rest if rest > 0 => quotient + 1,
        _ => quotient - 1,
    }
}

enum Suffix {
    Decimal(i32, QuantityFormat),
    Binary(u32),
}

fn suffix(text: &str) -> Option<Suffix> {
    let decimal = |power| Some(Suffix::Decimal(power, QuantityFormat::DecimalSi));
    match text {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => Some(Suffix::Binary(10)),
        "Mi" => Some(Suffix::Binary(20)),
        "Gi" => Some(Suffix::Binary(30)),
        "Ti" => Some(Suffix::Binary(40)),
        "Pi" => Some(Suffix::Binary(50)),
        "Ei" => Some(Suffix::Binary(60)),
        _ => {
            let exponent = text.strip_prefix(['e', 'E'])?;
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            // An exponent that does not fit is far out of range either way.
            let power = exponent.parse().unwrap_or(if exponent.starts_with('-') { -10_000 } else { 10_000 });
            Some(Suffix::Decimal(power, QuantityFormat::DecimalExponent))
        }
    }
}

/// The nano units of `digits` with the point behind `point` of them, rounded up; `None` when out of range.
fn decimal_nano(digits: &str, point: i64) -> Option<i128> {
    let keep = point + 9;
    let (kept, rest) = digits.split_at(usize::try_from(keep.max(0)).ok()?.min(digits.len()));
    let mut nano: i128 = 0;
    for byte in kept.bytes() {
        nano = nano.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    if nano > 0 {
        let zeros = u32::try_from(keep - kept.len() as i64).ok()?;
        nano = nano.checked_mul(10_i128.checked_pow(zeros)?)?;
    }
    let lost = rest.bytes().any(|byte| byte != b'0');
    nano.checked_add(i128::from(lost))
}

/// The nano units of a number times two to the power of `shift`, rounded up; `None` when out of range.
fn binary_nano(whole: &str, fraction: &str, shift: u32) -> Option<i128> {
    /// Digits behind the point that are counted exactly; what is finer only rounds up.
    const DIGITS: usize = 20;
    let mut number: i128 = 0;
    for byte in whole.bytes() {
        number = number.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let nano = number.checked_mul(1 << shift)?.checked_mul(NANO)?;
    let (kept, rest) = fraction.split_at(fraction.len().min(DIGITS));
    let part: u128 = format!("{kept:0<DIGITS$}").parse().ok()?;
    let product = part << shift;
    let divisor = 10_u128.pow(DIGITS as u32 - 9);
    let lost = !product.is_multiple_of(divisor) || rest.bytes().any(|byte| byte != b'0');
    nano.checked_add((product / divisor) as i128)?.checked_add(i128::from(lost))
}

impl FromStr for Quantity {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let amount = super::number::split(text, HELP)?;
        let fraction = amount.fraction.unwrap_or_default();
        let Some(suffix) = suffix(amount.unit) else {
            return Err(ValueError::at(text, amount.unit_at, "unknown suffix", HELP));
        };
        let (nano, mut format) = match suffix {
            Suffix::Decimal(power, format) => {
                let digits = format!("{}{fraction}", amount.whole);
                let nano = decimal_nano(&digits, amount.whole.len() as i64 + i64::from(power));
                (nano.ok_or_else(|| ValueError::new("is too large", HELP))?, format)
            }
            Suffix::Binary(shift) => {
                let nano = binary_nano(amount.whole, fraction, shift).unwrap_or(BINARY_CAP);
                (nano.min(BINARY_CAP), QuantityFormat::BinarySi)
            }
        };
        if format == QuantityFormat::BinarySi && nano > 0 && nano < NANO {
            format = QuantityFormat::DecimalSi;
        }
        Ok(Self { nano: if amount.negative { -nano } else { nano }, format })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nano == 0 {
            return formatter.write_str("0");
        }
        let decimal = self.nano.abs() < 1024 * NANO || !self.is_whole();
        if self.format == QuantityFormat::BinarySi && !decimal {
            let mut value = self.value();
            let mut power = 0;
            while value % 1024 == 0 && power < 6 {
                value /= 1024;
                power += 1;
            }
            return write!(formatter, "{value}{}", ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][power]);
        }
        let (mut mantissa, mut exponent) = (self.nano, -9);
        while mantissa % 1000 == 0 {
            mantissa /= 1000;
            exponent += 3;
        }
        let suffix = match exponent {
            0 => "",
            _ if self.format == QuantityFormat::DecimalExponent => {
                return write!(formatter, "{mantissa}e{exponent}");
            }
            -9 => "n",
            -6 => "u",
            -3 => "m",
            3 => "k",
            6 => "M",
            9 => "G",
            12 => "T",
            15 => "P",
            18 => "E",
            _ => return write!(formatter, "{mantissa}e{exponent}"),
        };
        write!(formatter, "{mantissa}{suffix}")
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nano == other.nano
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nano.cmp(&other.nano)
    }
}

config_value!(Quantity, "a Kubernetes quantity such as 500m or 16Gi", GRAMMAR, super::measure);

#[cfg(test)]
mod tests;
