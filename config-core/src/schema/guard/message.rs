//! A message put together in a constant, where nothing can be allocated.

/// Most bytes of a message; pieces that would not fit are left out whole.
const MOST: usize = 480;

/// A text under construction.
pub(super) struct Message {
    bytes: [u8; MOST],
    length: usize,
}

impl Message {
    pub(super) const fn new(text: &str) -> Self {
        Self { bytes: [0; MOST], length: 0 }.and(text)
    }

    /// Appends a text.
    pub(super) const fn and(mut self, text: &str) -> Self {
        let added = text.as_bytes();
        if self.length + added.len() <= MOST {
            let mut index = 0;
            while index < added.len() {
                self.bytes[self.length + index] = added[index];
                index += 1;
            }
            self.length += added.len();
        }
        self
    }

    /// Appends a whole number.
    pub(super) const fn and_number(self, number: i128) -> Self {
        let mut message = if number < 0 { self.and("-") } else { self };
        let magnitude = number.unsigned_abs();
        let mut divisor = 1;
        while magnitude / divisor >= 10 {
            divisor *= 10;
        }
        while divisor > 0 {
            let digit = [b'0' + ((magnitude / divisor) % 10) as u8];
            message = match std::str::from_utf8(&digit) {
                Ok(digit) => message.and(digit),
                Err(_) => message,
            };
            divisor /= 10;
        }
        message
    }

    pub(super) const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "the message is not text",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn texts_and_numbers_follow_each_other() {
        const MESSAGE: Message =
            Message::new("from ").and_number(-40).and(" to ").and_number(0).and(", ").and_number(i128::MAX);
        assert_eq!(MESSAGE.text(), "from -40 to 0, 170141183460469231731687303715884105727");
        assert_eq!(Message::new("").and_number(i128::MIN).text(), i128::MIN.to_string());
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let long = "ä".repeat(239);
        let message = Message::new(&long).and("äöü").and("!");
        assert_eq!(message.text(), format!("{long}!"));
    }
}
