//! Subjects that messages are moved to.

use config_core::ServiceConfig;

use super::Share;

/// A subject that messages are moved to. In a file a subject alone is one that all messages are moved to.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Mapping {
    /// The subject; `$1` or `{{wildcard(1)}}` is the first wildcard of the subject that is moved.
    #[config(alias = "dest")]
    pub destination: String,
    /// How many of the messages.
    #[config(unit = "percent")]
    pub weight: Share,
    /// The cluster in which it holds; all when there is none.
    pub cluster: Option<String>,
}
