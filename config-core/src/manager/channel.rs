//! Channels of tokio over a manager. Feature `tokio`.

use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

use super::outcome::{Outcome, Reloaded};
use super::state::Shared;
use super::{Change, ConfigurationManager, SectionSnapshot, SectionView, Snapshot, Subscription};
use crate::finding::{Code, Finding, Report};
use crate::read::{ConfigValue, ServiceConfig};

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManager<T> {
    /// A channel that always holds the value that serves; a new value wakes who waits for it. Values that follow one
    /// another faster than they are received are passed over, the last one never is.
    ///
    /// The manager stops feeding the channel when its last receiver is gone.
    ///
    /// ```
    /// # use config_core::{Loader, ServiceConfig, manager::ConfigurationManager};
    /// # /// A small service.
    /// # #[derive(ServiceConfig)]
    /// # struct Small {
    /// #     /// Port to listen on.
    /// #     #[config(default = 8080)]
    /// #     port: u16,
    /// # }
    /// let manager = ConfigurationManager::<Small>::new(Loader::new())?;
    /// let mut values = manager.watch();
    /// assert_eq!(values.borrow_and_update().port, 8080);
    /// // In a task: while values.changed().await.is_ok() { … }
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Snapshot<T>> {
        // No swap may fall between the first value and the subscription. From inside a subscriber the turn is ours already.
        let _turn = self.shared.turn.take().ok();
        feed(&self.shared, self.current().clone(), |change| Some(change.new().clone()))
    }

    /// As [`ConfigurationManager::reload`], on a thread where blocking is allowed. Dropping the future does not break off
    /// the reload.
    ///
    /// # Errors
    ///
    /// As [`ConfigurationManager::reload`].
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub async fn reload_async(&self) -> Result<Outcome, Report> {
        let shared = Arc::clone(&self.shared);
        let reloaded = tokio::task::spawn_blocking(move || shared.reload().map(Reloaded::wait));
        reloaded.await.unwrap_or_else(|error| {
            Err(Finding::error(Code::PANIC, "", format!("the reload was broken off: {error}")).into())
        })
    }
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> SectionView<T, S> {
    /// A channel that always holds this part of the value that serves; only a change inside the part wakes who waits for
    /// it. See [`ConfigurationManager::watch`].
    ///
    /// # Errors
    ///
    /// As [`SectionView::path`].
    pub fn watch(&self) -> Result<watch::Receiver<SectionSnapshot<T, S>>, Report>
    where
        S: ConfigValue,
    {
        let path = self.path()?;
        let projection = Arc::clone(&self.projection);
        let part = move |snapshot: &Snapshot<T>| SectionSnapshot {
            snapshot: snapshot.clone(),
            projection: Arc::clone(&projection),
        };
        let _turn = self.shared.turn.take().ok();
        let first = part(&self.shared.current());
        Ok(feed(&self.shared, first, move |change| change.touches(&path).then(|| part(change.new()))))
    }
}

/// A channel that every change is offered to, until its last receiver is gone.
fn feed<T, V>(
    shared: &Arc<Shared<T>>,
    first: V,
    value: impl Fn(&Change<T>) -> Option<V> + Send + Sync + 'static,
) -> watch::Receiver<V>
where
    T: Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    let (sender, receiver) = watch::channel(first);
    let own: Arc<OnceLock<Subscription>> = Arc::default();
    let (weak, number) = (Arc::downgrade(shared), Arc::clone(&own));
    let subscription = shared.subscribers.add(Arc::new(move |change: &Change<T>| {
        let Some(value) = value(change) else { return };
        let unheard = sender.send(value).is_err();
        if let (true, Some(number), Some(shared)) = (unheard, number.get(), weak.upgrade()) {
            shared.subscribers.remove(*number);
        }
    }));
    let _ = own.set(subscription);
    receiver
}
