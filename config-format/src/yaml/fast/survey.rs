//! The look over the whole text before it is read.

/// How many lines there are; `None` if characters occur that only the full path knows how to treat.
pub(super) fn survey(bytes: &[u8]) -> Option<usize> {
    let mut lines = 0;
    let mut high = 0;
    let mut returns = false;
    for chunk in bytes.chunks(128) {
        let mut control = false;
        let mut feeds = 0_u8;
        for &byte in chunk {
            control |= (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || byte == 0x7f;
            feeds += u8::from(byte == b'\n');
            high |= byte;
            returns |= byte == b'\r';
        }
        if control {
            return None;
        }
        lines += usize::from(feeds);
    }
    if returns && !bytes.split(|byte| *byte == b'\r').skip(1).all(|after| after.first() == Some(&b'\n')) {
        return None;
    }
    if high >= 0x80 && !is_ordinary(bytes) {
        return None;
    }
    Some(lines)
}

/// Whether none of the characters beyond ASCII is a control character or a byte order mark, save one at the
/// beginning.
fn is_ordinary(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.windows(3).all(|three| match three {
        [0xc2, second, _] => *second >= 0xa0,
        [0xef, 0xbb, 0xbf] | [0xef, 0xbf, 0xbe | 0xbf] => false,
        _ => true,
    }) && !matches!(bytes, [.., 0xc2, 0x80..=0x9f])
}
