//! Elements that stand alone where a list may stand.

use config_format::Kind as TextKind;

use super::merge::Merged;
use crate::schema::Kind;

/// Whether a value is the only element of a list, written alone.
pub(super) fn is_alone(kind: Option<&Kind>, merged: &Merged<'_>) -> bool {
    let may_be_alone = matches!(kind, Some(Kind::List { single: true, .. }))
        && !matches!(merged.kind(), TextKind::List | TextKind::Null);
    may_be_alone
        && match merged {
            Merged::Node(layer, index) => !layer.references || !may_be_list(layer.tree.node(*index).text()),
            _ => true,
        }
}

/// Whether text holds a reference to another key, which may be a list.
pub(crate) const fn may_be_list(text: &str) -> bool {
    matches!(text.as_bytes(), [b'$', b'{', b'c', b'o', b'n', b'f', b'i', b'g', b':', ..])
}
