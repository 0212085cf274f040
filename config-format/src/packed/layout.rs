//! What stands where in the words of a node.

/// Words of one node.
///
/// From the lowest bits up: the first holds kind, flags, states and measures (8 bits each), line, column and characters
/// (32 each); the second begin and end of the text, the index after the last descendant, nanoseconds; the third the hash
/// and what a text measures; the fourth the size of a whole number and the bits of a float.
pub(super) const WORDS: usize = 4;

pub(super) const PLAIN: u8 = 1;
pub(super) const REFERENCE: u8 = 2;
pub(super) const TEXT: u8 = 4;
pub(super) const BARE_INTEGER: u8 = 8;
pub(super) const BARE_FLOAT: u8 = 16;
pub(super) const BARE_BOOLEAN: u8 = 32;

pub(super) const DURATION: u8 = 1;
pub(super) const BYTE_SIZE: u8 = 2;
pub(super) const PERCENT: u8 = 4;
/// The whole number needs more than 64 bits, and so is read from the text.
pub(super) const WIDE: u8 = 8;

/// FNV-1a: names are compared by it where comparing text would be slow.
#[must_use]
pub const fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut index = 0;
    while index < bytes.len() {
        hash ^= bytes[index] as u64;
        hash = hash.wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}
