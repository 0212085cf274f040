//! Setting a manager up.

use std::sync::Arc;
use std::time::Duration;

use super::ConfigurationManager;
use super::audit::AuditSink;
use super::bake::Bake;
use super::options::{ClassPolicy, Options, Policy};
use super::subscriber::Subscriber;
use crate::finding::Report;
use crate::layer::Loader;
use crate::read::ServiceConfig;

/// Sets up a [`ConfigurationManager`].
///
/// ```
/// use std::time::Duration;
/// use config_core::manager::{Bake, ClassPolicy, ConfigurationManager, Policy};
/// use config_core::{Loader, ServiceConfig};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080, reload = "restart")]
///     port: u16,
/// }
///
/// let manager = ConfigurationManager::<Small>::builder(Loader::new())
///     .policy(Policy::KeepLastGood)
///     .class_policy(ClassPolicy::ApplyHot)
///     .poll(Duration::from_secs(10))
///     .history(20)
///     .build()?;
/// assert_eq!(manager.current().port, 8080);
/// # Ok::<(), config_core::Report>(())
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct ConfigurationManagerBuilder<T> {
    loader: Loader,
    options: Options<T>,
    subscribers: Vec<Arc<dyn Subscriber<T>>>,
}

impl<T> std::fmt::Debug for ConfigurationManagerBuilder<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ConfigurationManagerBuilder")
            .field("loader", &self.loader)
            .finish_non_exhaustive()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManagerBuilder<T> {
    pub(crate) fn new(loader: Loader) -> Self {
        Self { loader, options: Options::default(), subscribers: Vec::new() }
    }

    /// Sets what a refused configuration means; [`Policy::KeepLastGood`] by default.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.options.policy = policy;
        self
    }

    /// Sets what happens to changes beyond `hot`; [`ClassPolicy::Hold`] by default.
    pub fn class_policy(mut self, policy: ClassPolicy) -> Self {
        self.options.class_policy = policy;
        self
    }

    /// Watches every new value for a while after the swap, and goes back when it does harm. None by default.
    pub fn bake(mut self, bake: Bake<T>) -> Self {
        self.options.bake = Some(bake);
        self
    }

    /// Sets how many generations are kept for going back, at least 2 (the current one included); 10 by default. Each
    /// keeps its values and the text of its sources.
    pub fn history(mut self, generations: usize) -> Self {
        self.options.history = generations.max(2);
        self
    }

    /// Sets how often the sources are looked at without an event; every 30 seconds by default, at least every 10
    /// milliseconds.
    pub fn poll(mut self, every: Duration) -> Self {
        self.options.poll = every.max(Duration::from_millis(10));
        self
    }

    /// Sets whether events of the file system are used; true by default. Without them the poll alone notices changes,
    /// which is right for network mounts.
    pub fn events(mut self, events: bool) -> Self {
        self.options.events = events;
        self
    }

    /// Sets whether changes of the sources are taken by themselves. What the loader's [`crate::EnvironmentPolicy`] says
    /// counts where this is not called, and true without a policy. Where it is off, sources are neither watched nor
    /// polled; `reload` and `SIGHUP` work as ever.
    pub fn hot_reload(mut self, on: bool) -> Self {
        self.options.hot_reload = Some(on);
        self
    }

    /// Sets whether `SIGHUP` reloads, on Unix, while the manager is started; true by default. A process that has once
    /// taken the signal no longer ends by it.
    pub fn sighup(mut self, sighup: bool) -> Self {
        self.options.signal = sighup;
        self
    }

    /// Tells systemd of reloads: that one begins when a signal or a call asked for it, that it is over, and in the status
    /// line what serves and why a reload was rejected. That the service is ready at the start is for the service to say.
    #[cfg(all(feature = "systemd", unix))]
    pub fn systemd(mut self, notifier: impl Into<Arc<crate::systemd::Notifier>>) -> Self {
        self.options.systemd = Some(super::announce::Told::new(notifier.into()));
        self
    }

    /// Adds a sink for the change log.
    pub fn audit(mut self, sink: impl AuditSink + 'static) -> Self {
        self.options.sinks.push(Box::new(sink));
        self
    }

    /// Adds a subscriber.
    pub fn subscriber(mut self, subscriber: impl Subscriber<T> + 'static) -> Self {
        self.subscribers.push(Arc::new(subscriber));
        self
    }

    /// Loads for the first time. Nothing is watched until the manager is started.
    ///
    /// # Errors
    ///
    /// The report of the first load, when it holds an error: a service without a configuration cannot run.
    pub fn build(self) -> Result<ConfigurationManager<T>, Report> {
        ConfigurationManager::first(self.loader, self.options, self.subscribers)
    }
}
