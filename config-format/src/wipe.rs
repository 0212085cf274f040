//! Text that may be secret, and so leaves nothing behind in memory that is given back.

use std::ops::Deref;

/// A text that overwrites its memory when it is given up, also when it moves because it has grown.
#[derive(Default)]
pub(crate) struct Wiped(String);

impl Wiped {
    /// Makes room for `more` bytes.
    pub(crate) fn reserve(&mut self, more: usize) {
        let needed = self.0.len() + more;
        if needed > self.0.capacity() {
            let mut larger = String::with_capacity(needed.max(2 * self.0.capacity()).max(64));
            larger.push_str(&self.0);
            wipe(std::mem::replace(&mut self.0, larger));
        }
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    pub(crate) fn push(&mut self, character: char) {
        self.reserve(character.len_utf8());
        self.0.push(character);
    }

    pub(crate) fn insert(&mut self, index: usize, character: char) {
        self.reserve(character.len_utf8());
        self.0.insert(index, character);
    }

    pub(crate) fn clear(&mut self) {
        wipe(std::mem::take(&mut self.0));
    }

    /// The text itself; whoever takes it must wipe it.
    pub(crate) fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

impl Deref for Wiped {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(self.take());
    }
}

/// Overwrites a text before its memory is given back.
pub(crate) fn wipe(text: String) {
    wipe_bytes(text.into_bytes());
}

/// Overwrites bytes before their memory is given back.
pub(crate) fn wipe_bytes(mut bytes: Vec<u8>) {
    bytes.fill(0);
    // Keeps the compiler from leaving out what nobody reads.
    std::hint::black_box(&bytes);
}
