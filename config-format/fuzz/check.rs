//! What must hold for every answer of a reader. The fuzz targets and the replay tests share it.

use config_format::{Format, Kind, Limits, Node, Rejected, Tree, parse, parse_stream};

/// Reads `bytes`, panics if the answer is not sound, and says whether the text was accepted.
pub(crate) fn check(format: Format, bytes: &[u8], limits: &Limits) -> bool {
    match parse_stream(format, bytes.to_vec(), limits) {
        Ok(trees) => {
            for tree in &trees {
                check_tree(tree);
                check_round_trip(tree);
            }
            true
        }
        Err(rejected) => {
            check_errors(&rejected, limits);
            if let Some(tree) = &rejected.tree {
                check_tree(tree);
            }
            false
        }
    }
}

fn check_tree(tree: &Tree) {
    let nodes = tree.nodes();
    assert_eq!(nodes.get(0).end as usize, nodes.len());
    // The ends of the lists and maps that are open, with their spans.
    let mut open: Vec<(u32, u32, u32)> = Vec::new();
    let nested = matches!(tree.format(), Format::Json | Format::Jsonc);
    for (index, raw) in nodes.iter().enumerate() {
        let (start, end) = (raw.span.start, raw.span.end);
        let slice = tree.source().get(start as usize..end as usize).expect("a span is a part of the text");
        assert!(raw.end as usize > index && raw.end as usize <= nodes.len());
        while open.last().is_some_and(|(last, ..)| *last as usize <= index) {
            open.pop();
        }
        if let Some((last, outer_start, outer_end)) = open.last() {
            assert!(raw.end <= *last, "a node ends within its parent");
            assert!(!nested || (*outer_start <= start && end <= *outer_end), "a span lies in its parent's");
        }
        if raw.kind.is_scalar() {
            assert_eq!(raw.end as usize, index + 1);
        } else {
            open.push((raw.end, start, end));
        }
        let text = tree.node(index as u32).text();
        assert!(raw.decoded || slice.contains(text), "a text stands inside its span");
        assert!(!raw.plain || raw.decoded || slice == text, "a plain scalar is what is written");
        // Only dotenv has a way to write a `${` that is no reference.
        assert!(!raw.reference || text.contains("${"));
        assert!(raw.reference || tree.format() == Format::Dotenv || !text.contains("${"));
    }
}

fn check_errors(rejected: &Rejected, limits: &Limits) {
    assert!(!rejected.errors.is_empty() && rejected.errors.len() <= limits.errors);
    assert!(rejected.errors.is_sorted_by_key(|error| error.span.start));
    for error in &rejected.errors {
        assert!(!error.message.is_empty());
        let spans = [Some(error.span), error.related.as_ref().map(|related| related.0)];
        for span in spans.into_iter().flatten() {
            let slice = rejected.source.get(span.start as usize..span.end as usize);
            assert!(slice.is_some(), "{error:?}");
        }
    }
}

/// Writes the tree as JSON with every scalar as a string, and reads it back.
fn check_round_trip(tree: &Tree) {
    let mut text = String::new();
    if !write(&mut text, tree.root()) {
        return;
    }
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    let again = parse(Format::Json, text.into_bytes(), &limits).expect("what is written can be read");
    assert_eq!(tree.nodes().len(), again.nodes().len());
    for index in 0..tree.nodes().len() as u32 {
        let (node, again) = (tree.node(index), again.node(index));
        assert_eq!(node.text(), again.text());
        assert_eq!(node.kind().is_scalar(), again.kind().is_scalar());
        assert_eq!(node.raw().end, again.raw().end);
    }
}

/// False when the tree cannot be JSON, because a key is no scalar.
fn write(text: &mut String, node: Node<'_>) -> bool {
    match node.kind() {
        Kind::List => {
            text.push('[');
            for (number, item) in node.items().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                if !write(text, item) {
                    return false;
                }
            }
            text.push(']');
        }
        Kind::Map => {
            text.push('{');
            for (number, (key, value)) in node.entries().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                if !key.kind().is_scalar() || !write(text, key) {
                    return false;
                }
                text.push(':');
                if !write(text, value) {
                    return false;
                }
            }
            text.push('}');
        }
        _ => {
            text.push('"');
            for character in node.text().chars() {
                match character {
                    '"' | '\\' => text.extend(['\\', character]),
                    '\0'..='\x1f' => text.push_str(&format!("\\u{:04x}", u32::from(character))),
                    _ => text.push(character),
                }
            }
            text.push('"');
        }
    }
    true
}
