//! How a manager behaves: its policies and what is hung on it.

use std::time::Duration;

use super::audit::AuditSink;
use super::bake::Bake;

/// What a refused configuration means for the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Policy {
    /// The last good value goes on serving; health is degraded, with the report.
    #[default]
    KeepLastGood,
    /// The last good value goes on serving, but health is failed and nothing is reloaded any more: for services that
    /// would rather be restarted than run on old values.
    FailFast,
}

/// What happens to a change that asks for more than taking effect at once: class `drain`, `restart` or `rebuild`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ClassPolicy {
    /// The whole candidate waits, and is reported as pending.
    #[default]
    Hold,
    /// What is hot is taken now, if all rules hold on the mix; the rest waits.
    ApplyHot,
    /// The candidate is refused.
    Reject,
}

/// Everything that a builder sets.
pub(crate) struct Options<T> {
    pub(crate) policy: Policy,
    pub(crate) class_policy: ClassPolicy,
    pub(crate) bake: Option<Bake<T>>,
    pub(crate) history: usize,
    pub(crate) poll: Duration,
    pub(crate) events: bool,
    /// Whether changes are taken without being asked for; what the loader's policy says where nobody said it.
    pub(crate) hot_reload: Option<bool>,
    pub(crate) signal: bool,
    pub(crate) sinks: Vec<Box<dyn AuditSink>>,
    #[cfg(all(feature = "systemd", unix))]
    pub(crate) systemd: Option<super::announce::Told>,
}

impl<T> Default for Options<T> {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            class_policy: ClassPolicy::default(),
            bake: None,
            history: 10,
            poll: Duration::from_secs(30),
            events: true,
            hot_reload: None,
            signal: true,
            sinks: Vec::new(),
            #[cfg(all(feature = "systemd", unix))]
            systemd: None,
        }
    }
}
