//! Decimal numbers with a unit, exactly: what several grammars share.

use super::ValueError;

/// An amount split into its parts: digits before and after the point, and whatever follows.
pub(super) struct Amount<'t> {
    pub(super) negative: bool,
    pub(super) whole: &'t str,
    /// `None` without a point.
    pub(super) fraction: Option<&'t str>,
    pub(super) unit: &'t str,
    /// Byte offset of the unit in the text.
    pub(super) unit_at: usize,
}

/// Splits `text` into sign, digits, fraction and unit. At least one digit must be there.
pub(super) fn split<'t>(text: &'t str, help: &'static str) -> Result<Amount<'t>, ValueError> {
    if text.is_empty() {
        return Err(ValueError::new("is empty", help));
    }
    let negative = text.starts_with('-');
    let start = usize::from(negative || text.starts_with('+'));
    let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = &text[start..start + digits(start)];
    let mut at = start + whole.len();
    let mut fraction = None;
    if text[at..].starts_with('.') {
        let length = digits(at + 1);
        fraction = Some(&text[at + 1..at + 1 + length]);
        at += 1 + length;
    }
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return Err(ValueError::at(text, start, "a digit is missing", help));
    }
    Ok(Amount { negative, whole, fraction, unit: &text[at..], unit_at: at })
}

/// Whole digits times a factor.
pub(super) fn scaled(digits: &str, factor: u64) -> Option<u64> {
    digits.parse::<u64>().ok()?.checked_mul(factor)
}
