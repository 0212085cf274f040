//! A tree as two constants: numbers and a text.
//!
//! A macro that checks files while a crate compiles writes what [`pack`] gives into the crate, and `const fn`s read it
//! back through [`Packed`]. A node is a few wide numbers: a list of numbers costs the compiler far less than one of structs, and
//! a constant reads a number in one step, where bytes would cost it several calls. Everything that can be known
//! without a schema is worked out here, once: numbers, positions, hashes, lengths.

mod layout;
mod pack;
mod read;

pub use layout::hash;
pub use pack::pack;
pub use read::{Number, Packed};
