//! What users may publish and subscribe to.

use config_core::ServiceConfig;

use super::{QueueSubject, Subject};
use crate::value::{GoDuration, OneOrMany};

/// What a user may do.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Permissions {
    /// Subjects that may be published to. In a file also a subject, or a list of those that are allowed; between the
    /// servers of a cluster it is called `import`.
    #[config(alias = "pub", alias = "import")]
    pub publish: Option<PublishPermission>,
    /// Subjects that may be subscribed to. In a file also a subject, or a list of those that are allowed; between the
    /// servers of a cluster it is called `export`.
    #[config(alias = "sub", alias = "export")]
    pub subscribe: Option<SubscribePermission>,
    /// Whether answers may be sent to who asks; `true` in a file is a section without settings.
    #[config(alias = "publish_allow_responses")]
    pub allow_responses: Option<ResponsePermission>,
}

/// Subjects that may and may not be published to.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PublishPermission {
    /// Those that are allowed; all when there are none.
    pub allow: Option<OneOrMany<Subject>>,
    /// Those that are not allowed; they win.
    pub deny: Option<OneOrMany<Subject>>,
}

/// Subjects that may and may not be subscribed to, perhaps for a queue.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SubscribePermission {
    /// Those that are allowed; all when there are none.
    pub allow: Option<OneOrMany<QueueSubject>>,
    /// Those that are not allowed; they win.
    pub deny: Option<OneOrMany<QueueSubject>>,
}

/// How much may be answered.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ResponsePermission {
    /// Most answers to a request (1 by default in 2.15); below 0 is no limit.
    #[config(alias = "max_msgs", alias = "max_messages", alias = "max_responses")]
    pub max: Option<i64>,
    /// How long there may be answers (`2m` by default in 2.15).
    #[config(alias = "expiration", alias = "ttl")]
    pub expires: Option<GoDuration>,
}
