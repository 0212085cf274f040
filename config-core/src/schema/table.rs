//! The form in which the derive writes fields: plain tuples that one constant function makes into [`Field`]s.
//!
//! A chain of calls per field costs the compiler a multiple of this. Of the result of each call in a constant it asks
//! anew whether any part of it could be changed behind a reference, every step of the calls is interpreted, and every
//! list behind a reference is a constant of its own.

use super::{Field, Kind, Setting};

/// Key, hash of the key, doc comment, line and kind of a field.
pub type Entry = (&'static str, u64, &'static str, u32, &'static Kind);

/// The fields of a table. Each attribute comes with the index of its field.
#[must_use]
pub const fn fields<const N: usize>(entries: &[Entry; N], settings: &[(usize, Setting)]) -> [Field; N] {
    const EMPTY: Field = Field::hashed("", 0, "", Kind::Any);
    let mut fields = [EMPTY; N];
    let mut index = 0;
    while index < N {
        // Few steps, each of which the compiler interprets.
        let (field, entry) = (&mut fields[index], &entries[index]);
        field.name = entry.0;
        field.rust_name = entry.0;
        field.hash = entry.1;
        field.doc = entry.2;
        field.line = entry.3;
        field.kind = *entry.4;
        index += 1;
    }
    index = 0;
    while index < settings.len() {
        let (field, setting) = &settings[index];
        setting.apply(&mut fields[*field]);
        index += 1;
    }
    fields
}
