//! Lists and maps in brackets, on one line.

use super::Reader;

impl Reader<'_> {
    /// Reads the brackets that open at `at`; gives the place after them.
    pub(super) fn flow(&mut self, at: usize) -> Option<usize> {
        let mut at = self.open_bracket(at)?;
        loop {
            at = self.skip_spaces(at);
            let byte = *self.bytes.get(at)?;
            let &(_, map) = self.brackets.last()?;
            // Nothing yet, or a comma before the closing bracket.
            if byte != if map { b'}' } else { b']' } {
                if map {
                    at = self.flow_key(at, byte)?;
                    at = self.skip_spaces(at);
                }
                match *self.bytes.get(at)? {
                    b'[' | b'{' => {
                        at = self.open_bracket(at)?;
                        continue;
                    }
                    quote @ (b'"' | b'\'') => {
                        let token = self.quoted(at, quote)?;
                        at = token.after;
                        self.push(token)?;
                    }
                    _ => {
                        let token = self.flow_plain(at)?;
                        if token.colon.is_some() {
                            return None;
                        }
                        at = token.after;
                        self.push(token)?;
                    }
                }
            }
            // What ended may be the last of several brackets.
            loop {
                at = self.skip_spaces(at);
                let byte = *self.bytes.get(at)?;
                at += 1;
                if byte == b',' {
                    break;
                }
                let (node, map) = self.brackets.pop()?;
                if byte != if map { b'}' } else { b']' } {
                    return None;
                }
                self.last_end = at as u32;
                self.close_node(node, map)?;
                if self.brackets.is_empty() {
                    return Some(at);
                }
            }
        }
    }

    fn open_bracket(&mut self, at: usize) -> Option<usize> {
        let map = self.bytes[at] == b'{';
        let node = self.open_node(map, at)?;
        self.brackets.push((node, map));
        Some(at + 1)
    }

    /// Reads a key with its `:`; gives the place after them.
    fn flow_key(&mut self, at: usize, first: u8) -> Option<usize> {
        let (token, colon) = match first {
            quote @ (b'"' | b'\'') => {
                let token = self.quoted(at, quote)?;
                let colon = self.skip_spaces(token.after);
                // After quotes the value may follow without a blank.
                if self.bytes.get(colon) != Some(&b':') || colon - at > super::LONGEST_KEY {
                    return None;
                }
                (token, colon)
            }
            _ => {
                let token = self.flow_plain(at)?;
                let colon = token.colon?;
                (token, colon)
            }
        };
        self.push_key(token)?;
        Some(colon + 1)
    }
}
