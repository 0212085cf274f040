//! Dotted paths of values: `upstreams[2].url`, `labels["a.b"]`.

/// How many segments the path of a value may have: as deep as a text may nest. Values are read with the stack.
pub(crate) const DEEPEST: usize = 128;

/// The segments of a path, quotes and brackets removed: `upstreams[2].url` gives `upstreams`, `2`, `url`.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix("[\"") {
            let end = inside.find("\"]").unwrap_or(inside.len());
            rest = inside.get(end + 2..).unwrap_or("");
            return Some(&inside[..end]);
        }
        if let Some(inside) = rest.strip_prefix('[') {
            let end = inside.find(']').unwrap_or(inside.len());
            rest = inside.get(end + 1..).unwrap_or("");
            return Some(&inside[..end]);
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (segment, tail) = rest.split_at(end);
        rest = tail;
        Some(segment)
    })
}

/// One step of a path that is written out only when someone asks for it.
#[derive(Clone, Copy)]
pub(crate) enum Segment<'a> {
    Key(&'a str),
    Index(usize),
}

/// Steps as a path.
pub(crate) fn joined(segments: &[Segment<'_>]) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Key(key) => push_key(&mut path, key),
            Segment::Index(index) => push_index(&mut path, *index),
        }
    }
    path
}

/// Appends a key to a path, quoted where it would not read back.
pub(crate) fn push_key(path: &mut String, key: &str) {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        path.push_str("[\"");
        path.push_str(key);
        path.push_str("\"]");
    } else {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    }
}

/// Appends an index to a path.
pub(crate) fn push_index(path: &mut String, index: usize) {
    use std::fmt::Write as _;
    let _ = write!(path, "[{index}]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_read_back_what_was_pushed() {
        let mut path = String::new();
        push_key(&mut path, "upstreams");
        push_index(&mut path, 2);
        push_key(&mut path, "labels");
        push_key(&mut path, "a.b");
        push_key(&mut path, "c");
        assert_eq!(path, "upstreams[2].labels[\"a.b\"].c");
        assert_eq!(segments(&path).collect::<Vec<_>>(), ["upstreams", "2", "labels", "a.b", "c"]);
    }
}
