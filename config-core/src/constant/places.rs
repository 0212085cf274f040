//! Places in a text, as a set, in constants.

/// A set of byte offsets into a text, the one behind its last byte included.
#[derive(Clone, Copy)]
pub(super) struct Places {
    words: [u64; Self::WORDS],
}

impl Places {
    const WORDS: usize = 8;
    /// The longest text whose offsets fit.
    pub(super) const MOST: usize = Self::WORDS * 64 - 1;
    pub(super) const NONE: Self = Self { words: [0; Self::WORDS] };

    pub(super) const fn is_empty(&self) -> bool {
        let mut index = 0;
        while index < Self::WORDS {
            if self.words[index] != 0 {
                return false;
            }
            index += 1;
        }
        true
    }

    pub(super) const fn insert(&mut self, place: usize) {
        self.words[place / 64] |= 1 << (place % 64);
    }

    pub(super) const fn contains(&self, place: usize) -> bool {
        self.words[place / 64] & (1 << (place % 64)) != 0
    }

    /// The first place from `start` on.
    pub(super) const fn next(&self, start: usize) -> Option<usize> {
        let mut index = start / 64;
        let mut word = if index < Self::WORDS { self.words[index] & (u64::MAX << (start % 64)) } else { 0 };
        while word == 0 {
            index += 1;
            if index >= Self::WORDS {
                return None;
            }
            word = self.words[index];
        }
        Some(index * 64 + word.trailing_zeros() as usize)
    }

    pub(super) const fn or(mut self, other: &Self) -> Self {
        let mut index = 0;
        while index < Self::WORDS {
            self.words[index] |= other.words[index];
            index += 1;
        }
        self
    }

    pub(super) const fn without(mut self, other: &Self) -> Self {
        let mut index = 0;
        while index < Self::WORDS {
            self.words[index] &= !other.words[index];
            index += 1;
        }
        self
    }
}
