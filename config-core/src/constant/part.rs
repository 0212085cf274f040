//! A part of a text's bytes, in constants.

/// A part of a text's bytes.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    bytes: &'t [u8],
    start: usize,
    end: usize,
}

impl<'t> Part<'t> {
    pub(super) const fn whole(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), start: 0, end: text.len() }
    }

    pub(super) const fn len(self) -> usize {
        self.end - self.start
    }

    pub(super) const fn at(self, index: usize) -> u8 {
        self.bytes[self.start + index]
    }

    pub(super) const fn part(self, start: usize, end: usize) -> Self {
        Self { bytes: self.bytes, start: self.start + start, end: self.start + end }
    }

    pub(super) const fn from(self, start: usize) -> Self {
        self.part(start, self.len())
    }

    pub(super) const fn find(self, byte: u8) -> Option<usize> {
        let mut index = 0;
        while index < self.len() {
            if self.at(index) == byte {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    pub(super) const fn find_last(self, byte: u8) -> Option<usize> {
        let mut index = self.len();
        while index > 0 {
            index -= 1;
            if self.at(index) == byte {
                return Some(index);
            }
        }
        None
    }

    pub(super) const fn begins(self, byte: u8) -> bool {
        self.len() > 0 && self.at(0) == byte
    }

    pub(super) const fn ends(self, byte: u8) -> bool {
        self.len() > 0 && self.at(self.len() - 1) == byte
    }

    pub(super) const fn is(self, text: &str) -> bool {
        let text = text.as_bytes();
        if text.len() != self.len() {
            return false;
        }
        let mut index = 0;
        while index < text.len() {
            if text[index] != self.at(index) {
                return false;
            }
            index += 1;
        }
        true
    }

    /// The decimal number that the whole part is, if it is at most `most`.
    pub(super) const fn number(self, most: u32) -> Option<u32> {
        if self.len() == 0 {
            return None;
        }
        let mut number = 0;
        let mut index = 0;
        while index < self.len() {
            if !self.at(index).is_ascii_digit() {
                return None;
            }
            number = number * 10 + (self.at(index) - b'0') as u32;
            if number > most {
                return None;
            }
            index += 1;
        }
        Some(number)
    }

    /// As `str::parse::<u16>` has it: a plus sign may stand before the digits.
    pub(super) const fn port(self) -> bool {
        let digits = if self.begins(b'+') { self.from(1) } else { self };
        digits.number(u16::MAX as u32).is_some()
    }

    pub(super) const fn number_u32(self) -> Option<u32> {
        if self.len() == 0 || self.len() > 10 {
            return None;
        }
        let mut number: u64 = 0;
        let mut index = 0;
        while index < self.len() {
            if !self.at(index).is_ascii_digit() {
                return None;
            }
            number = number * 10 + (self.at(index) - b'0') as u64;
            index += 1;
        }
        if number > u32::MAX as u64 { None } else { Some(number as u32) }
    }
}

pub(super) const fn is_one_of(byte: u8, bytes: &[u8]) -> bool {
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == byte {
            return true;
        }
        index += 1;
    }
    false
}
