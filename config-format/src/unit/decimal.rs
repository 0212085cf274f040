//! Decimal numbers such as `1.5`, kept exact.

use super::UnitError;

/// `digits` divided by ten to the power of `places`; `places` is as small as can be.
#[derive(Clone, Copy)]
pub(super) struct Decimal {
    digits: u128,
    places: u32,
}

/// More places than this can never give a whole number of the smallest unit.
const MOST_PLACES: u32 = 20;

impl Decimal {
    /// Reads the number at `start`: the number and where it ends.
    pub(super) const fn parse(bytes: &[u8], start: usize) -> Result<(Self, usize), UnitError> {
        let mut at = start;
        if at < bytes.len() && bytes[at] == b'-' {
            return Err(UnitError::Negative);
        }
        let mut digits: u128 = 0;
        let mut places = 0;
        let mut zeros = 0;
        let mut point = false;
        let mut last_is_digit = false;
        let mut too_large = false;
        let mut too_fine = false;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b'.' {
                if point || !last_is_digit {
                    return Err(UnitError::Malformed);
                }
                point = true;
                last_is_digit = false;
                at += 1;
                continue;
            }
            if !byte.is_ascii_digit() {
                break;
            }
            last_is_digit = true;
            at += 1;
            if point && byte == b'0' {
                // Trailing zeros of the fraction count only when another digit follows.
                zeros += 1;
                continue;
            }
            let mut shift = if point { zeros + 1 } else { 1 };
            if point {
                places += shift;
                zeros = 0;
                if places > MOST_PLACES {
                    too_fine = true;
                }
            }
            if too_fine || too_large {
                continue;
            }
            while shift > 0 {
                digits = match digits.checked_mul(10) {
                    Some(shifted) => shifted,
                    None => {
                        too_large = true;
                        break;
                    }
                };
                shift -= 1;
            }
            digits = match digits.checked_add((byte - b'0') as u128) {
                Some(sum) => sum,
                None => {
                    too_large = true;
                    digits
                }
            };
        }
        if !last_is_digit {
            return Err(if at == bytes.len() && start == 0 && at == 0 {
                UnitError::Empty
            } else {
                UnitError::Malformed
            });
        }
        if too_large {
            return Err(UnitError::TooLarge);
        }
        if too_fine {
            return Err(UnitError::TooFine);
        }
        Ok((Self { digits, places }, at))
    }

    /// Whether digits follow the point.
    pub(super) const fn has_fraction(self) -> bool {
        self.places > 0
    }

    /// The number times `unit`, if that is a whole number.
    pub(super) const fn times(self, unit: u128) -> Result<u128, UnitError> {
        let Some(product) = self.digits.checked_mul(unit) else {
            return Err(UnitError::TooLarge);
        };
        let scale = 10_u128.pow(self.places);
        if product % scale == 0 { Ok(product / scale) } else { Err(UnitError::TooFine) }
    }
}
