//! The look over the whole text before it is read.

/// About how many nodes there are, from line feeds, commas and brackets; `None` if characters occur that only the full path knows how to treat.
pub(super) fn survey(bytes: &[u8]) -> Option<usize> {
    let mut nodes = 0;
    let mut high = 0;
    let mut returns = false;
    for chunk in bytes.chunks(128) {
        let mut control = false;
        // A chunk has no more than 128 bytes, and so no more than 256 nodes are counted in it.
        let mut count = 0_u16;
        for &byte in chunk {
            control |= (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || byte == 0x7f;
            count += 2 * u16::from(byte == b'\n') + u16::from(matches!(byte, b',' | b'[' | b'{'));
            high |= byte;
            returns |= byte == b'\r';
        }
        if control {
            return None;
        }
        nodes += usize::from(count);
    }
    if returns && !bytes.split(|byte| *byte == b'\r').skip(1).all(|after| after.first() == Some(&b'\n')) {
        return None;
    }
    if high >= 0x80 && !is_ordinary(bytes) {
        return None;
    }
    Some(nodes)
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
