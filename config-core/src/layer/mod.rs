//! From sources to one merged tree: order, `$extends`, `$unset`, per-field merge, references, history.

mod document;
mod effective;
mod explain;
mod loaded;
mod loader;
mod merge;
mod reference;
mod snippet;

use std::path::PathBuf;

use config_format::{Span, Tree};

pub use document::{Document, read_text};
pub use explain::Explanation;
pub use loaded::{EffectiveValue, Loaded};
pub use loader::Loader;

pub(crate) use effective::ClearLeaf;
pub(crate) use loaded::{read_intake, read_layers};
pub(crate) use merge::{Merged, merge};
pub(crate) use reference::{Outcome, Resolutions, Resolved, Surroundings, resolve, trim_line_end};
pub(crate) use snippet::unparsed_snippet;

use crate::finding::Origin;

/// One source's values: a spanned tree, and what its spans mean.
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
    pub(crate) refused: Vec<Span>,
}

/// What the spans of a layer's tree count.
pub(crate) enum Places {
    /// Bytes of a file's text.
    File(PathBuf),
    /// Entries of a list of origins: variables, overrides, values of a provider.
    Listed(Vec<Origin>),
}

impl Layer {
    /// Where a span of the tree comes from.
    pub(crate) fn origin(&self, span: Span) -> Origin {
        match &self.places {
            Places::File(path) => {
                let position = self.tree.position(span.start);
                Origin::File { path: path.clone(), line: position.line, column: position.column }
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
