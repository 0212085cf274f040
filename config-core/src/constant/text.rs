//! Text that is put together in constants.

use crate::schema::Literal;

/// A text of limited length. What does not fit is left out and marked.
#[derive(Clone, Copy)]
pub(super) struct Text<const SIZE: usize> {
    bytes: [u8; SIZE],
    length: usize,
    full: bool,
}

impl<const SIZE: usize> Text<SIZE> {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; SIZE], length: 0, full: false }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    pub(super) const fn is_full(&self) -> bool {
        self.full
    }

    /// The bytes; always whole characters.
    pub(super) const fn bytes(&self) -> &[u8] {
        let (text, _) = self.bytes.split_at(self.length);
        text
    }

    /// Takes back what was appended from `length` on.
    pub(super) const fn truncate(&mut self, length: usize) {
        if length < self.length {
            self.length = length;
        }
    }

    /// Appends a text, or nothing of it when it does not fit.
    pub(super) const fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    pub(super) const fn push_bytes(&mut self, text: &[u8]) {
        if self.full || SIZE - self.length < text.len() {
            self.full = true;
            return;
        }
        let (_, free) = self.bytes.split_at_mut(self.length);
        let (place, _) = free.split_at_mut(text.len());
        place.copy_from_slice(text);
        self.length += text.len();
    }

    /// Appends the first line of a text, cut to a length that fits a message.
    pub(super) const fn push_cut(&mut self, text: &str) {
        const MOST: usize = 80;
        let bytes = text.as_bytes();
        let mut end = 0;
        while end < bytes.len() && end < MOST && bytes[end] != b'\n' && bytes[end] != b'\r' {
            end += 1;
        }
        if end == bytes.len() {
            return self.push(text);
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (start, _) = bytes.split_at(end);
        self.push_bytes(start);
        self.push("…");
    }

    pub(super) const fn push_number(&mut self, number: u128) {
        const MOST: usize = 39;
        let mut digits = [0; MOST];
        let mut at = MOST;
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(at);
        self.push_bytes(digits);
    }

    pub(super) const fn push_signed(&mut self, number: i128) {
        if number < 0 {
            self.push("-");
        }
        self.push_number(number.unsigned_abs());
    }

    /// Appends a literal as its author would write it.
    pub(super) const fn push_literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Boolean(true) => self.push("true"),
            Literal::Boolean(false) => self.push("false"),
            Literal::Integer(number) => self.push_signed(*number),
            Literal::Float(number) => self.push_float(*number),
            Literal::String(text) => self.push_cut(text),
            Literal::List(_) => self.push("a list"),
        }
    }

    /// Appends a number in the fewest decimals that give it back; one that needs very many is shown roughly.
    const fn push_float(&mut self, number: f64) {
        const MOST_DECIMALS: u32 = 12;
        const LARGEST: f64 = 1e15;
        if number < 0.0 {
            self.push("-");
        }
        let size = if number < 0.0 { -number } else { number };
        if size >= LARGEST || size.is_nan() {
            return self.push(if size.is_finite() { "a very large number" } else { "no finite number" });
        }
        let mut scale: u64 = 1;
        let mut decimals = 0;
        while decimals < MOST_DECIMALS
            && size * (scale as f64) < LARGEST
            && ((size * (scale as f64) + 0.5) as u64) as f64 / scale as f64 != size
        {
            scale *= 10;
            decimals += 1;
        }
        let scaled = (size * (scale as f64) + 0.5) as u64;
        self.push_number((scaled / scale) as u128);
        if decimals > 0 {
            self.push(".");
            let fraction = scaled % scale;
            let mut place = scale / 10;
            while place > 0 {
                self.push_number(((fraction / place) % 10) as u128);
                place /= 10;
            }
        }
    }
}
