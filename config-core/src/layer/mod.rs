//! From sources to one merged tree: order, `$extends`, `$unset`, per-field merge, references, history.

mod alone;
mod compare;
mod document;
mod effective;
mod expand;
mod explain;
mod exported;
mod index;
mod kept;
mod load;
mod loaded;
mod loader;
mod lookup;
mod marks;
mod merge;
mod mix;
mod plain;
mod reference;
mod reference_text;
mod replace;
mod resolve;
mod shown;
mod snippet;
mod target;
mod unset;
mod variant;

use std::collections::HashSet;
use std::path::PathBuf;

use config_format::{Span, Tree};

pub use document::{Document, read_text};
pub use explain::Explanation;
pub use loaded::{EffectiveValue, Loaded};
pub use loader::Loader;

pub(crate) use alone::may_be_list;
pub(crate) use compare::{Leaf, Number, keyed_hash};
pub(crate) use effective::ClearLeaf;
pub(crate) use index::Index;
pub(crate) use kept::{limits as kept_limits, read_layer as read_kept, write_layer as write_kept};
pub(crate) use loaded::{read_intake, read_layers};
pub(crate) use lookup::Lookup;
pub(crate) use marks::Sight;
pub(crate) use merge::{Merged, merge};
pub(crate) use plain::Plain;
pub(crate) use reference::{Outcome, Resolutions, Resolved, Surroundings};
pub(crate) use reference_text::trim_line_end;
pub(crate) use resolve::resolve;
pub(crate) use snippet::{snippet, unparsed_snippet};

use crate::finding::Origin;

/// One source's values: a spanned tree, and what its spans mean.
#[derive(Clone)]
pub(crate) struct Layer {
    /// Number among all layers, from 1.
    pub(crate) number: usize,
    /// What to call it: the file, `variables`, `overrides` or the provider's name.
    pub(crate) name: String,
    /// What the spans of the tree count.
    pub(crate) places: Places,
    /// The values, by the keys of the schema.
    pub(crate) tree: Tree,
    /// Whether maps of the tree may stand for list elements by index, as in variables.
    pub(crate) indexed: bool,
    /// Whether the file belongs to the environment: its path was given with `{environment}`.
    pub(crate) for_environment: bool,
    /// Whether any text of the tree holds a reference.
    pub(crate) references: bool,
    /// Where values lie that were refused when the layer was made, so that nobody reports them again.
    pub(crate) refused: HashSet<Span>,
    /// What findings may show of the text.
    pub(crate) sight: Sight,
    /// Where the children of large lists and maps are.
    pub(crate) index: Index,
}

/// What the spans of a layer's tree count.
#[derive(Clone)]
pub(crate) enum Places {
    /// Bytes of a file's text.
    File(PathBuf),
    /// Entries of a list of lines and columns in a file whose text is no longer at hand: a last-known-good copy.
    Kept(PathBuf, Vec<(u32, u32)>),
    /// Entries of a list of origins: variables, overrides, values of a provider.
    Listed(Vec<Origin>),
}

impl Layer {
    /// Line and column of a span; zeros when it is in no file.
    pub(crate) fn line_and_column(&self, span: Span) -> (u32, u32) {
        match &self.places {
            Places::File(_) => {
                let position = self.tree.position(span.start);
                (position.line, position.column)
            }
            Places::Kept(_, positions) => positions.get(span.start as usize).copied().unwrap_or_default(),
            Places::Listed(_) => (0, 0),
        }
    }

    /// Where a span of the tree comes from.
    pub(crate) fn origin(&self, span: Span) -> Origin {
        match &self.places {
            Places::File(path) | Places::Kept(path, _) => {
                let (line, column) = self.line_and_column(span);
                Origin::File { path: path.clone(), line, column }
            }
            Places::Listed(origins) => origins
                .get(span.start as usize)
                .cloned()
                .unwrap_or_else(|| Origin::Provider { name: self.name.clone() }),
        }
    }
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Layer")
            .field("number", &self.number)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
