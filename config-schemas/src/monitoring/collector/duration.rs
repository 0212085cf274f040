//! Rules that several components have in common.

use crate::value::GoDuration;

pub(super) fn not_negative(duration: &GoDuration) -> Result<(), &'static str> {
    if duration.nanoseconds() < 0 { Err("the duration must not be negative") } else { Ok(()) }
}

pub(super) fn optional_not_negative(duration: &Option<GoDuration>) -> Result<(), &'static str> {
    duration.as_ref().map_or(Ok(()), not_negative)
}

/// Keys of metadata are the same in any case.
pub(super) fn distinct(keys: &[String]) -> Result<(), String> {
    for (index, key) in keys.iter().enumerate() {
        if keys[..index].iter().any(|other| other.to_lowercase() == key.to_lowercase()) {
            return Err(format!("{key} is there twice, in any case"));
        }
    }
    Ok(())
}
