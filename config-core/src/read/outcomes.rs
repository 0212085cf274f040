//! What the typed checks of a section are told to.

use std::fmt::Display;

use super::checks::Checking;

/// Takes the results of a section's checks. Called by the code that the derive writes.
pub struct Outcomes<'r, 'a>(pub(super) Taker<'r, 'a>);

/// Who takes them.
pub(super) enum Taker<'r, 'a> {
    /// A section that was read: findings with their places.
    Section(Checking<'r, 'a>),
    /// A value in hand: errors by field.
    #[cfg(feature = "validator")]
    Value(&'r mut super::Validation),
}

impl std::fmt::Debug for Outcomes<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Outcomes").finish_non_exhaustive()
    }
}

impl Outcomes<'_, '_> {
    /// Takes the result of a check; `index` counts in the table.
    pub fn check(&mut self, index: usize, holds: bool) {
        match &mut self.0 {
            Taker::Section(section) => section.check(index, holds),
            #[cfg(feature = "validator")]
            Taker::Value(validation) => validation.check(index, holds),
        }
    }

    /// Says which variant an enum has; `index` counts in the table. A section that was read knows it.
    pub fn variant(&mut self, index: usize) {
        match &mut self.0 {
            Taker::Section(_) => {
                let _ = index;
            }
            #[cfg(feature = "validator")]
            Taker::Value(validation) => validation.variant(index),
        }
    }

    /// Takes the result of a field's function; `index` counts in the section's fields.
    pub fn function<E: Display>(&mut self, index: usize, result: Result<(), E>) {
        match &mut self.0 {
            Taker::Section(section) => section.function(index, result),
            #[cfg(feature = "validator")]
            Taker::Value(validation) => validation.function(index, result),
        }
    }

    /// Takes whether a field's value has an effect; `index` counts in the section's fields. Of a value in hand it is not
    /// known whether anybody set it.
    pub fn effective(&mut self, index: usize, effective: bool) {
        match &mut self.0 {
            Taker::Section(section) => section.effective(index, effective),
            #[cfg(feature = "validator")]
            Taker::Value(_) => {}
        }
    }
}
