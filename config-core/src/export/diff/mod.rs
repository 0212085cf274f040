//! What changed between two schemas, and whether it breaks the files that were right before.

mod compare;
mod shape;

use std::fmt;

use super::json::Json;
use super::json_schema::{SchemaOptions, json_schema};
use crate::schema::Schema;

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has a new name, and its old one is an alias.
    Renamed,
    /// Fewer values are accepted.
    Narrowed,
    /// More values are accepted.
    Widened,
    /// Another value counts when no source gives one.
    DefaultChanged,
    /// The same values are accepted, and they mean something else: another unit, say.
    MeaningChanged,
    /// It is now deprecated, or no longer.
    DeprecationChanged,
}

impl ChangeKind {
    /// The name for people and for JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Renamed => "renamed",
            ChangeKind::Narrowed => "narrowed",
            ChangeKind::Widened => "widened",
            ChangeKind::DefaultChanged => "default changed",
            ChangeKind::MeaningChanged => "meaning changed",
            ChangeKind::DeprecationChanged => "deprecation changed",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Path of the value; elements of lists are `[]`, entries of maps `.<key>`.
    pub path: String,
    /// How it changed.
    pub kind: ChangeKind,
    /// Whether a file that loaded before may no longer load, or may load to another value.
    pub breaking: bool,
    /// What changed, in words.
    pub message: String,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = if self.breaking { "breaking" } else { "compatible" };
        let path = if self.path.is_empty() { "(top)" } else { &self.path };
        write!(formatter, "{class}: {path} {}: {}", self.kind.name(), self.message)
    }
}

/// All changes between two schemas, in the order of the paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Difference {
    /// Whether any change is breaking.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.breaking)
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes as JSON: `{"breaking": …, "changes": [{"path", "kind", "breaking", "message"}]}`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let changes: Vec<super::Object> = self
            .changes
            .iter()
            .map(|change| {
                super::Object::new()
                    .with("path", change.path.as_str())
                    .with("kind", change.kind.name())
                    .with("breaking", change.breaking)
                    .with("message", change.message.as_str())
            })
            .collect();
        super::Object::new().with("breaking", self.is_breaking()).with("changes", changes).into()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.changes.iter().try_for_each(|change| writeln!(formatter, "{change}"))
    }
}

/// What changed between two exported JSON Schemas.
///
/// A change is breaking when a file that loaded before may no longer load, or may load to another value: so is a changed
/// default, which counts wherever a file says nothing. What is not understood is called breaking.
///
/// ```
/// use config_core::export::{Json, diff};
///
/// let old = Json::parse(r#"{"type": "object", "properties": {"port": {"type": "integer", "maximum": 100}}}"#)?;
/// let new = Json::parse(r#"{"type": "object", "properties": {"port": {"type": "integer", "maximum": 90}}}"#)?;
/// let difference = diff(&old, &new);
/// assert!(difference.is_breaking());
/// assert_eq!(difference.to_string(), "breaking: port narrowed: maximum 100 is now 90\n");
/// # Ok::<(), String>(())
/// ```
#[must_use]
pub fn diff(old: &Json, new: &Json) -> Difference {
    let mut changes = compare::documents(old, new);
    changes.sort_by(|left, right| (&left.path, left.kind).cmp(&(&right.path, right.kind)));
    changes.dedup();
    Difference { changes }
}

/// What changed between two tables.
#[must_use]
pub fn diff_tables(old: &'static Schema, new: &'static Schema) -> Difference {
    // References are accepted by both, and would only repeat themselves.
    let options = SchemaOptions::default().without_references();
    diff(&json_schema(old, &options), &json_schema(new, &options))
}
