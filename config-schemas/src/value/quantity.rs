//! Kubernetes quantities, as `k8s.io/apimachinery/pkg/api/resource` reads and prints them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::{ValueError, config_value};

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

config_value!(Quantity, "a Kubernetes quantity such as 500m or 16Gi", super::measure);

#[cfg(test)]
mod tests {
    use super::QuantityFormat::{BinarySi, DecimalExponent, DecimalSi};
    use super::*;

    /// A number times ten to a power.
    fn amount(number: i128, power: i32, format: QuantityFormat) -> Quantity {
        let nano = power + 9;
        let nano =
            if nano >= 0 { number * 10_i128.pow(nano as u32) } else { number / 10_i128.pow(-nano as u32) };
        Quantity::from_nano(nano, format)
    }

    #[test]
    fn parses_the_table_of_apimachinery() {
        const KI: i128 = 1024;
        let cap = i128::from(i64::MAX);
        let table = [
            ("0", 0, 0, DecimalSi),
            ("0n", 0, 0, DecimalSi),
            ("0u", 0, 0, DecimalSi),
            ("0m", 0, 0, DecimalSi),
            ("0Ki", 0, 0, BinarySi),
            ("0k", 0, 0, DecimalSi),
            ("0Mi", 0, 0, BinarySi),
            ("0M", 0, 0, DecimalSi),
            ("0Gi", 0, 0, BinarySi),
            ("0G", 0, 0, DecimalSi),
            ("0Ti", 0, 0, BinarySi),
            ("0T", 0, 0, DecimalSi),
            ("1", 1, 0, DecimalSi),
            ("1Ki", KI, 0, BinarySi),
            ("8Ki", 8 * KI, 0, BinarySi),
            ("7Mi", 7 * KI.pow(2), 0, BinarySi),
            ("6Gi", 6 * KI.pow(3), 0, BinarySi),
            ("5Ti", 5 * KI.pow(4), 0, BinarySi),
            ("4Pi", 4 * KI.pow(5), 0, BinarySi),
            ("3Ei", 3 * KI.pow(6), 0, BinarySi),
            ("10Ti", 10 * KI.pow(4), 0, BinarySi),
            ("100Ti", 100 * KI.pow(4), 0, BinarySi),
            ("5n", 5, -9, DecimalSi),
            ("4u", 4, -6, DecimalSi),
            ("3m", 3, -3, DecimalSi),
            ("9", 9, 0, DecimalSi),
            ("8k", 8, 3, DecimalSi),
            ("50k", 5, 4, DecimalSi),
            ("7M", 7, 6, DecimalSi),
            ("6G", 6, 9, DecimalSi),
            ("5T", 5, 12, DecimalSi),
            ("40T", 4, 13, DecimalSi),
            ("300T", 3, 14, DecimalSi),
            ("2P", 2, 15, DecimalSi),
            ("1E", 1, 18, DecimalSi),
            ("1E-3", 1, -3, DecimalExponent),
            ("1e3", 1, 3, DecimalExponent),
            ("1E6", 1, 6, DecimalExponent),
            ("1e9", 1, 9, DecimalExponent),
            ("1E12", 1, 12, DecimalExponent),
            ("1e15", 1, 15, DecimalExponent),
            ("1E18", 1, 18, DecimalExponent),
            ("1e14", 1, 14, DecimalExponent),
            ("1e13", 1, 13, DecimalExponent),
            ("100.035k", 100_035, 0, DecimalSi),
            ("0.001", 1, -3, DecimalSi),
            ("0.0005k", 5, -1, DecimalSi),
            ("0.005", 5, -3, DecimalSi),
            ("0.05", 5, -2, DecimalSi),
            ("0.5", 5, -1, DecimalSi),
            ("0.00050k", 5, -1, DecimalSi),
            ("0.00500", 5, -3, DecimalSi),
            ("0.05000", 5, -2, DecimalSi),
            ("0.50000", 5, -1, DecimalSi),
            ("0.5e0", 5, -1, DecimalExponent),
            ("0.5e-1", 5, -2, DecimalExponent),
            ("0.5e-2", 5, -3, DecimalExponent),
            ("10.035M", 10_035, 3, DecimalSi),
            ("1.2e3", 12, 2, DecimalExponent),
            ("1.3E+6", 13, 5, DecimalExponent),
            ("1.40e9", 14, 8, DecimalExponent),
            ("1.53E12", 153, 10, DecimalExponent),
            ("1.6e15", 16, 14, DecimalExponent),
            ("1.7E18", 17, 17, DecimalExponent),
            ("9.01", 901, -2, DecimalSi),
            ("8.1k", 81, 2, DecimalSi),
            ("7.123456M", 7_123_456, 0, DecimalSi),
            ("6.987654321G", 6_987_654_321, 0, DecimalSi),
            ("5.444T", 5444, 9, DecimalSi),
            ("40.1T", 401, 11, DecimalSi),
            ("300.2T", 3002, 11, DecimalSi),
            ("2.5P", 25, 14, DecimalSi),
            ("1.01E", 101, 16, DecimalSi),
            ("3.001n", 4, -9, DecimalSi),
            ("1.1E-9", 2, -9, DecimalExponent),
            ("0.0000000001", 1, -9, DecimalSi),
            ("0.0000000005", 1, -9, DecimalSi),
            ("0.00000000050", 1, -9, DecimalSi),
            ("0.5e-9", 1, -9, DecimalExponent),
            ("0.9n", 1, -9, DecimalSi),
            ("0.00000012345", 124, -9, DecimalSi),
            ("0.00000012354", 124, -9, DecimalSi),
            ("9Ei", cap, 0, BinarySi),
            ("9223372036854775807Ki", cap, 0, BinarySi),
            ("9223372036854775807Ei", cap, 0, BinarySi),
            ("12E", 12, 18, DecimalSi),
            ("100.035Ki", 10_243_584, -2, BinarySi),
            ("0.5Mi", KI.pow(2) / 2, 0, BinarySi),
            ("0.05Gi", 536_870_912, -1, BinarySi),
            ("0.025Ti", 274_877_906_944, -1, BinarySi),
            ("0.000000000001Ki", 2, -9, DecimalSi),
            (".001", 1, -3, DecimalSi),
            (".0001k", 100, -3, DecimalSi),
            ("1.", 1, 0, DecimalSi),
            ("1.G", 1, 9, DecimalSi),
        ];
        for (text, number, power, format) in table {
            let expected = amount(number, power, format);
            for (text, expected) in [
                (text.to_owned(), expected),
                (format!("+{text}"), expected),
                (format!("-{text}"), Quantity::from_nano(-expected.nano, format)),
            ] {
                let parsed: Quantity = text.parse().unwrap();
                assert_eq!((parsed.nano, parsed.format), (expected.nano, format), "{text}");
            }
        }
        for text in [
            "",
            "1.1.M",
            "1+1.0M",
            "0.1mi",
            "0.1am",
            "aoeu",
            ".5i",
            "1i",
            "-3.01i",
            "-3.01e-",
            " 1",
            "1 ",
            ".",
            "-.",
            "+",
            "1e99999999999",
            "1ki",
        ] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
    }

    #[test]
    fn prints_the_table_of_apimachinery() {
        for (number, power, format, printed, other) in [
            (1 << 30, 0, BinarySi, "1Gi", "1024Mi"),
            (300 << 20, 0, BinarySi, "300Mi", "307200Ki"),
            (6 << 10, 0, BinarySi, "6Ki", ""),
            (1001 << 30, 0, BinarySi, "1001Gi", "1025024Mi"),
            (1 << 40, 0, BinarySi, "1Ti", "1024Gi"),
            (5, 0, BinarySi, "5", "5000m"),
            (500, -3, BinarySi, "500m", "0.5"),
            (1, 9, DecimalSi, "1G", "1000M"),
            (1000, 6, DecimalSi, "1G", "0.001T"),
            (1_000_000, 3, DecimalSi, "1G", ""),
            (1, -3, DecimalSi, "1m", "1000u"),
            (80, -3, DecimalSi, "80m", ""),
            (1080, -3, DecimalSi, "1080m", "1.08"),
            (108, -2, DecimalSi, "1080m", "1080000000n"),
            (10_800, -4, DecimalSi, "1080m", ""),
            (300, 6, DecimalSi, "300M", ""),
            (1, 12, DecimalSi, "1T", ""),
            (1, 18, DecimalSi, "1E", ""),
            (1, 21, DecimalSi, "1e21", "1000E"),
            (5, 21, DecimalSi, "5e21", "5000E"),
            (1, 24, DecimalSi, "1e24", "1000000E"),
            (1_234_567, 6, DecimalSi, "1234567M", ""),
            (1_234_567, -3, BinarySi, "1234567m", ""),
            (3, 3, DecimalSi, "3k", ""),
            (1025, 0, BinarySi, "1025", ""),
            (0, 0, DecimalSi, "0", ""),
            (0, 0, BinarySi, "0", ""),
            (1, 9, DecimalExponent, "1e9", ".001e12"),
            (1, -3, DecimalExponent, "1e-3", "0.001e0"),
            (1, -9, DecimalExponent, "1e-9", "1000e-12"),
            (80, -3, DecimalExponent, "80e-3", ""),
            (300, 6, DecimalExponent, "300e6", ""),
            (1, 12, DecimalExponent, "1e12", ""),
            (3, 3, DecimalExponent, "3e3", ""),
            (0, 0, DecimalExponent, "0", "00"),
            (1, -9, DecimalSi, "1n", ""),
            (1080, -9, DecimalSi, "1080n", ""),
            (108, -8, DecimalSi, "1080n", ""),
            (10_800, -10, DecimalSi, "1080n", ""),
            (1, -6, DecimalSi, "1u", ""),
            (80, -6, DecimalSi, "80u", ""),
            (1080, -6, DecimalSi, "1080u", ""),
        ] {
            let quantity = amount(number, power, format);
            assert_eq!(quantity.to_string(), printed);
            assert_eq!(printed.parse::<Quantity>().unwrap().to_string(), printed);
            if number != 0 {
                let negative = Quantity::from_nano(-quantity.nano, format);
                assert_eq!(negative.to_string(), format!("-{printed}"));
            }
            if !other.is_empty() {
                assert_eq!(other.parse::<Quantity>().unwrap().to_string(), printed, "{other}");
            }
        }
        for (text, printed) in [
            ("1024Mi", "1Gi"),
            ("1000M", "1G"),
            (".001Ki", "1024m"),
            (".000001Ki", "1024u"),
            (".000000001Ki", "1024n"),
            (".000000000001Ki", "2n"),
            ("1.5Gi", "1536Mi"),
            ("1.5", "1500m"),
            ("128974848", "128974848"),
            ("123Mi", "123Mi"),
        ] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_string(), printed, "{text}");
        }
    }

    #[test]
    fn rounds_compares_and_adds() {
        for (text, scale, expected, exact) in [
            ("9.01", -3, (901, -2), true),
            ("9.01", -2, (901, -2), true),
            ("9.01", -1, (91, -1), false),
            ("9.01", 0, (10, 0), false),
            ("9.01", 1, (10, 0), false),
            ("9.01", 2, (100, 0), false),
            ("-9.01", -2, (-901, -2), true),
            ("-9.01", -1, (-91, -1), false),
            ("-9.01", 0, (-10, 0), false),
            ("-9.01", 2, (-100, 0), false),
        ] {
            let mut quantity: Quantity = text.parse().unwrap();
            assert_eq!(quantity.round_up(scale), exact, "{text} {scale}");
            assert_eq!(quantity, amount(expected.0, expected.1, DecimalSi), "{text} {scale}");
        }
        let parse = |text: &str| text.parse::<Quantity>().unwrap();
        assert!(
            parse("100m") > parse("50m") && parse("10000T") > parse("100Gi") && parse("0") == parse("0Ki")
        );
        assert_eq!(parse("0").checked_add(parse("1Gi")).unwrap().to_string(), "1Gi");
        assert_eq!(parse("100m").checked_add(parse("0")).unwrap().to_string(), "100m");
        assert_eq!(parse("1Gi").checked_mul(3).unwrap().to_string(), "3Gi");
        assert_eq!((parse("1500m").value(), parse("1500u").milli_value()), (2, 2));
    }
}
