//! Sets of places in a text, for the walk over a pattern.

/// Places in a text, as offsets of bytes. The words are written out: a constant pays for every step of a loop.
#[derive(Clone, Copy)]
pub(super) struct Places([u128; 4]);

impl Places {
    /// The longest text whose offsets fit.
    pub(super) const MOST: usize = 4 * 128 - 1;
    pub(super) const NONE: Self = Self([0; 4]);

    /// The places from the first to the last, both included.
    pub(super) const fn between(first: usize, last: usize) -> Self {
        if last < 128 {
            return Self([u128::MAX >> (127 - (last - first)) << first, 0, 0, 0]);
        }
        let mut places = Self::NONE;
        let mut index = 0;
        while index < 4 {
            let start = index * 128;
            if first < start + 128 && last >= start {
                let low = first.saturating_sub(start);
                let high = if last < start + 128 { last - start } else { 127 };
                places.0[index] = u128::MAX >> (127 - (high - low)) << low;
            }
            index += 1;
        }
        places
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0[0] | self.0[1] | self.0[2] | self.0[3] == 0
    }

    pub(super) const fn insert(&mut self, place: usize) {
        self.0[place / 128] |= 1 << (place % 128);
    }

    pub(super) const fn contains(&self, place: usize) -> bool {
        self.0[place / 128] & (1 << (place % 128)) != 0
    }

    /// The first place from `start` on.
    pub(super) const fn next(&self, start: usize) -> Option<usize> {
        let mut index = start / 128;
        if index >= 4 {
            return None;
        }
        let mut word = self.0[index] & (u128::MAX << (start % 128));
        while word == 0 {
            index += 1;
            if index >= 4 {
                return None;
            }
            word = self.0[index];
        }
        Some(index * 128 + word.trailing_zeros() as usize)
    }

    pub(super) const fn or(self, other: &Self) -> Self {
        let (own, other) = (self.0, other.0);
        Self([own[0] | other[0], own[1] | other[1], own[2] | other[2], own[3] | other[3]])
    }

    pub(super) const fn without(self, other: &Self) -> Self {
        let (own, other) = (self.0, other.0);
        Self([own[0] & !other[0], own[1] & !other[1], own[2] & !other[2], own[3] & !other[3]])
    }
}
