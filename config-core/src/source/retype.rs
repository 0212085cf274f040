//! Text formats without lists (INI): a value becomes what the schema wants, as a variable's does.

use config_format::{Builder, Kind as TextKind, Node, Span, Tree};
use zeroize::Zeroizing;

use super::given::{Given, Refused, value};
use crate::path::push_key;
use crate::schema::{Kind, Schema};

/// The same tree with lists, maps and sections in place of the texts that stand for them. What is refused comes with
/// the place and the path of its value.
pub(super) fn retype(tree: &Tree, schema: &'static Schema) -> (Tree, Vec<(Span, String, Refused)>) {
    let mut builder = Builder::new();
    let mut refused = Vec::new();
    let mut path = String::new();
    copy(&mut builder, tree.root(), Some(&Kind::Section(schema)), &mut path, &mut refused);
    (builder.finish(tree.format(), tree.source().to_owned()), refused)
}

fn copy(
    builder: &mut Builder,
    node: Node<'_>,
    kind: Option<&Kind>,
    path: &mut String,
    refused: &mut Vec<(Span, String, Refused)>,
) {
    let kind = kind.map(Kind::without_wrappers);
    if node.kind() == TextKind::Map {
        builder.open(TextKind::Map, node.span());
        for (key, inner) in node.entries() {
            builder.decoded(TextKind::Text, key.span(), key.text(), true);
            let inner_kind = match kind {
                Some(Kind::Section(schema)) => schema.find(key.text()).map(|field| &field.kind),
                Some(Kind::List { element, .. } | Kind::Map { value: element, .. }) => Some(*element),
                _ => None,
            };
            let length = path.len();
            push_key(path, key.text());
            copy(builder, inner, inner_kind, path, refused);
            path.truncate(length);
        }
        builder.close(node.span().end);
        return;
    }
    if node.kind() != TextKind::Text || kind.is_none_or(Kind::is_scalar) {
        builder.decoded(node.kind(), node.span(), node.text(), node.raw().plain);
        return;
    }
    let mut problems = Vec::new();
    let given = Given {
        segments: Vec::new(),
        kind,
        text: Zeroizing::new(node.text().to_owned()),
        span: node.span(),
        text_at: verbatim(node),
    };
    value(builder, &given, 0, &mut problems);
    refused.extend(problems.into_iter().map(|problem| (node.span(), path.clone(), problem)));
}

/// Where the text of a node begins in its source, if it lies there letter by letter.
pub(super) fn verbatim(node: Node<'_>) -> Option<u32> {
    let raw = node.raw();
    (!raw.decoded).then_some(raw.text.start)
}
