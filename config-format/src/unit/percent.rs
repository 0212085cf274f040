//! `20%`, `12.5%`.

use super::UnitError;
use super::decimal::Decimal;

/// Thousandths of a percent in one percent.
const PERCENT: u64 = 1_000;

/// Reads a percentage into hundred-thousandths of the whole: `20%` is 20,000, `100%` is 100,000,
/// `0.001%` is 1. The sign is required; more than 100 % is a percentage too.
///
/// ```
/// use config_format::unit::parse_percent;
///
/// const SAMPLED: u64 = match parse_percent("12.5%") {
///     Ok(percent) => percent,
///     Err(_) => panic!("not a percentage"),
/// };
/// assert_eq!(SAMPLED, 12_500);
/// ```
///
/// # Errors
///
/// [`UnitError`], whose message and help say what to write instead.
pub const fn parse_percent(text: &str) -> Result<u64, UnitError> {
    let bytes = text.as_bytes();
    let (number, at) = match Decimal::parse(bytes, 0) {
        Ok(parsed) => parsed,
        Err(error) => return Err(error),
    };
    let (_, sign) = bytes.split_at(at);
    match sign {
        b"%" => {}
        b"" => return Err(UnitError::MissingPercentSign),
        _ => return Err(UnitError::Malformed),
    }
    match number.times(PERCENT as u128) {
        Ok(parts) if parts <= u64::MAX as u128 => Ok(parts as u64),
        Ok(_) => Err(UnitError::TooLarge),
        Err(error) => Err(error),
    }
}

/// Writes hundred-thousandths of the whole as a percentage, as [`parse_percent`] reads it back:
/// 12,500 is `12.5%`.
#[must_use]
pub fn format_percent(parts: u64) -> String {
    let (whole, fraction) = (parts / PERCENT, parts % PERCENT);
    if fraction == 0 {
        return format!("{whole}%");
    }
    let digits = format!("{fraction:03}");
    format!("{whole}.{}%", digits.trim_end_matches('0'))
}
