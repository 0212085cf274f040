//! Channels of tokio over a manager. Feature `tokio`.

use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

use super::reload::{Outcome, Reloaded};
use super::{Change, ConfigurationManager, Snapshot, Subscription};
use crate::finding::{Code, Finding, Report};
use crate::read::ServiceConfig;

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
        let (sender, receiver) = watch::channel(self.current().clone());
        let own: Arc<OnceLock<Subscription>> = Arc::default();
        let (shared, number) = (Arc::downgrade(&self.shared), Arc::clone(&own));
        let subscription = self.subscribe(move |change: &Change<T>| {
            let unheard = sender.send(change.new().clone()).is_err();
            if let (true, Some(number), Some(shared)) = (unheard, number.get(), shared.upgrade()) {
                shared.subscribers.remove(*number);
            }
        });
        let _ = own.set(subscription);
        receiver
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
