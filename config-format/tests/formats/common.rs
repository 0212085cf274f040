//! What several test files share.

use config_format::{Format, Kind, Limits, LineIndex, Node, Tree, parse};

/// The errors of a text as `line:column message`.
pub(crate) fn errors(format: Format, source: &str) -> Vec<String> {
    match parse(format, source.as_bytes().to_vec(), &Limits::default()) {
        Ok(_) => Vec::new(),
        Err(rejected) => {
            let index = LineIndex::new(&rejected.source);
            let line = |error: &config_format::SyntaxError| {
                let position = index.position(&rejected.source, error.span.start);
                format!("{}:{} {}", position.line, position.column, error.message)
            };
            rejected.errors.iter().map(line).collect()
        }
    }
}

/// The tree with kinds, texts and spans, one node a line.
pub(crate) fn outline(tree: &Tree) -> String {
    let mut text = String::new();
    write_node(&mut text, tree.root(), 0, "");
    text
}

fn write_node(text: &mut String, node: Node<'_>, depth: usize, role: &str) {
    let span = node.span();
    let indentation = "  ".repeat(depth);
    let name = match node.kind() {
        Kind::List => "list".to_owned(),
        Kind::Map => "map".to_owned(),
        kind => format!("{kind:?} `{}`", node.text()),
    };
    let reference = if node.raw().reference { " reference" } else { "" };
    text.push_str(&format!("{indentation}{role}{name} {}..{}{reference}\n", span.start, span.end));
    for item in node.items() {
        write_node(text, item, depth + 1, "");
    }
    for (key, value) in node.entries() {
        write_node(text, key, depth + 1, "key ");
        write_node(text, value, depth + 1, "");
    }
}

/// Checks what holds for every tree: spans inside the source on character boundaries, children in
/// order and within the tree, text that can be had.
pub(crate) fn check_spans(tree: &Tree) {
    let source = tree.source();
    for (index, raw) in tree.nodes().iter().enumerate() {
        let (start, end) = (raw.span.start as usize, raw.span.end as usize);
        assert!(start <= end && end <= source.len(), "span {start}..{end} of node {index}");
        assert!(source.is_char_boundary(start) && source.is_char_boundary(end), "span of node {index}");
        assert!(raw.end as usize > index && raw.end as usize <= tree.nodes().len(), "end of node {index}");
        if raw.kind.is_scalar() {
            assert_eq!(raw.end as usize, index + 1);
            let buffer = if raw.decoded { tree.decoded() } else { source };
            let text = buffer.get(raw.text.start as usize..raw.text.end as usize);
            assert!(text.is_some(), "text of node {index}");
            if !raw.decoded {
                assert!(start <= raw.text.start as usize && raw.text.end as usize <= end, "node {index}");
            }
        }
    }
    assert_eq!(tree.nodes().get(0).end as usize, tree.nodes().len());
}
