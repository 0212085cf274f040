//! Those who are told of changes, and may refuse them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use super::ConfigurationManager;
use super::change::Change;
use crate::read::ServiceConfig;

/// Someone who is told of changes. `prepare` may refuse one; `committed` learns that it serves.
///
/// Every closure `Fn(&Change<T>)` is a subscriber that refuses nothing. Both methods run on the thread that reloads, one
/// subscriber after the other; a panic in `prepare` refuses the change, a panic in `committed` is reported and has no
/// other effect.
pub trait Subscriber<T>: Send + Sync {
    /// What to call it in reports.
    fn name(&self) -> &str {
        "a subscriber"
    }

    /// Looks at a change before it serves. Make ready here what may fail, such as a pool for new upstreams; keep it
    /// aside until `committed`.
    ///
    /// # Errors
    ///
    /// The reason why the change must not be taken. Nothing changes then.
    fn prepare(&self, change: &Change<T>) -> Result<(), String> {
        let _ = change;
        Ok(())
    }

    /// Learns that the new value serves.
    fn committed(&self, change: &Change<T>) {
        let _ = change;
    }
}

impl<T, F: Fn(&Change<T>) + Send + Sync> Subscriber<T> for F {
    fn committed(&self, change: &Change<T>) {
        self(change);
    }
}

/// A closure that may refuse, with the name that reports give it.
struct Gate<F> {
    name: String,
    look: F,
}

impl<T, F: Fn(&Change<T>) -> Result<(), String> + Send + Sync> Subscriber<T> for Gate<F> {
    fn name(&self) -> &str {
        &self.name
    }

    fn prepare(&self, change: &Change<T>) -> Result<(), String> {
        (self.look)(change)
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManager<T> {
    /// Adds a closure that is told after each swap: [`ConfigurationManager::subscribe`], where the compiler knows the type
    /// of the argument.
    pub fn on_change(&self, told: impl Fn(&Change<T>) + Send + Sync + 'static) -> Subscription {
        self.subscribe(told)
    }

    /// Adds a closure that looks at each change before it serves and may refuse it: [`Subscriber::prepare`] alone.
    ///
    /// ```
    /// # use config_core::manager::ConfigurationManager;
    /// # use config_core::{Loader, ServiceConfig};
    /// # /// A small service.
    /// # #[derive(ServiceConfig)]
    /// # struct Small {
    /// #     /// Requests at once.
    /// #     #[config(default = 8)]
    /// #     requests: u32,
    /// # }
    /// # let directory = tempfile::tempdir()?;
    /// # let path = directory.path().join("small.yaml");
    /// # std::fs::write(&path, "requests: 8")?;
    /// let manager = ConfigurationManager::<Small>::new(Loader::new().file(&path))?;
    /// manager.on_prepare("the pool", |change| match change.new().requests {
    ///     0..=100 => Ok(()),
    ///     more => Err(format!("{more} connections are too many")),
    /// });
    /// std::fs::write(&path, "requests: 1000")?;
    /// let report = manager.reload().unwrap_err();
    /// assert_eq!(report.findings()[0].message(), "the pool refused the change: 1000 connections are too many");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_prepare(
        &self,
        name: impl Into<String>,
        look: impl Fn(&Change<T>) -> Result<(), String> + Send + Sync + 'static,
    ) -> Subscription {
        self.subscribe(Gate { name: name.into(), look })
    }
}

/// A subscription. It lasts until it is cancelled or the manager is gone; dropping this handle does not end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subscription(u64);

/// All subscribers, in the order of their coming.
pub(crate) struct Subscribers<T>(Mutex<Listed<T>>);

struct Listed<T> {
    next: u64,
    members: Vec<(u64, Arc<dyn Subscriber<T>>)>,
}

impl<T> Subscribers<T> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Listed { next: 0, members: Vec::new() }))
    }

    pub(crate) fn add(&self, subscriber: Arc<dyn Subscriber<T>>) -> Subscription {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = listed.next;
        listed.next += 1;
        listed.members.push((number, subscriber));
        Subscription(number)
    }

    pub(crate) fn remove(&self, subscription: Subscription) -> bool {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = listed.members.len();
        listed.members.retain(|(number, _)| *number != subscription.0);
        listed.members.len() < before
    }

    /// The subscribers of now; what is called may subscribe and cancel without harm.
    fn all(&self) -> Vec<Arc<dyn Subscriber<T>>> {
        let listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listed.members.iter().map(|(_, subscriber)| Arc::clone(subscriber)).collect()
    }

    /// Offers a change to everyone, also after a refusal, so that all reasons come at once.
    pub(crate) fn prepare(&self, change: &Change<T>) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for subscriber in self.all() {
            let refusal = match guarded(|| (subscriber.name().to_owned(), subscriber.prepare(change))) {
                Ok((_, Ok(()))) => continue,
                Ok((name, Err(reason))) => Refusal { subscriber: name, reason, panicked: false },
                Err(panic) => {
                    let name = guarded(|| subscriber.name().to_owned());
                    Refusal { subscriber: name.unwrap_or_default(), reason: panic, panicked: true }
                }
            };
            refusals.push(refusal);
        }
        refusals
    }

    /// Tells everyone; gives the panics.
    pub(crate) fn committed(&self, change: &Change<T>) -> Vec<String> {
        let mut panics = Vec::new();
        for subscriber in self.all() {
            if let Err(panic) = guarded(|| subscriber.committed(change)) {
                let name = guarded(|| subscriber.name().to_owned()).unwrap_or_default();
                panics.push(format!("{name} panicked in committed: {panic}"));
            }
        }
        panics
    }
}

/// A change that was refused in `prepare`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub(crate) subscriber: String,
    pub(crate) reason: String,
    pub(crate) panicked: bool,
}

impl Refusal {
    /// Who refused.
    #[must_use]
    pub fn subscriber(&self) -> &str {
        &self.subscriber
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Runs foreign code; a panic becomes its message. Foreign state that the panic left half done is its owner's: the
/// manager hands out nothing that could be left so.
pub(crate) fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic
            .downcast_ref::<&'static str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        // Dropping the payload runs foreign code as well.
        if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
            std::mem::forget(second);
        }
        text
    })
}
