//! A typed view of a part, which can be watched alone.

use std::ops::Deref;
use std::sync::Arc;

use super::ConfigurationManager;
use super::change::{Change, PathChange};
use super::snapshot::Snapshot;
use super::state::Shared;
use crate::read::ServiceConfig;

/// How a part is found in the whole.
type Projection<T, S> = Arc<dyn for<'t> Fn(&'t T) -> &'t S + Send + Sync>;

/// A typed view of a part of a configuration: see [`ConfigurationManager::section`].
pub struct SectionView<T: ServiceConfig + Send + Sync + 'static, S: 'static> {
    shared: Arc<Shared<T>>,
    projection: Projection<T, S>,
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> std::fmt::Debug for SectionView<T, S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SectionView").finish_non_exhaustive()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> Clone for SectionView<T, S> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), projection: Arc::clone(&self.projection) }
    }
}

/// A part of a snapshot. Dereferences to the part; the whole snapshot stays alive with it.
pub struct SectionSnapshot<T, S> {
    snapshot: Snapshot<T>,
    projection: Projection<T, S>,
}

impl<T, S> SectionSnapshot<T, S> {
    /// The snapshot that the part belongs to.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot<T> {
        &self.snapshot
    }
}

impl<T, S> Deref for SectionSnapshot<T, S> {
    type Target = S;

    fn deref(&self) -> &S {
        (self.projection)(&self.snapshot)
    }
}

impl<T, S: std::fmt::Debug> std::fmt::Debug for SectionSnapshot<T, S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(formatter)
    }
}

/// A change of a part.
pub struct SectionChange<'c, T, S> {
    change: &'c Change<T>,
    projection: &'c Projection<T, S>,
}

impl<T, S> SectionChange<'_, T, S> {
    /// The part until now.
    #[must_use]
    pub fn old(&self) -> &S {
        (self.projection)(self.change.old())
    }

    /// The part from now on.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "the other side of `old`")]
    pub fn new(&self) -> &S {
        (self.projection)(self.change.new())
    }

    /// The change of the whole, whose paths may lie in other parts as well.
    #[must_use]
    pub fn whole(&self) -> &Change<T> {
        self.change
    }

    /// The paths of the whole that differ.
    #[must_use]
    pub fn paths(&self) -> &[PathChange] {
        self.change.paths()
    }
}

impl<T, S> std::fmt::Debug for SectionChange<'_, T, S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.change.fmt(formatter)
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManager<T> {
    /// A typed view of a part.
    ///
    /// ```
    /// # use config_core::manager::ConfigurationManager;
    /// # use config_core::{Loader, ServiceConfig};
    /// # /// A small service.
    /// # #[derive(ServiceConfig)]
    /// # struct Small {
    /// #     /// Limits.
    /// #     #[config(default)]
    /// #     limits: Limits,
    /// # }
    /// # /// Limits.
    /// # #[derive(ServiceConfig)]
    /// # struct Limits {
    /// #     /// Requests at once.
    /// #     #[config(default = 8)]
    /// #     requests: u32,
    /// # }
    /// let manager = ConfigurationManager::<Small>::new(Loader::new())?;
    /// let limits = manager.section(|small: &Small| &small.limits);
    /// assert_eq!(limits.current().requests, 8);
    /// # Ok::<(), config_core::Report>(())
    /// ```
    pub fn section<S: 'static>(
        &self,
        projection: impl for<'t> Fn(&'t T) -> &'t S + Send + Sync + 'static,
    ) -> SectionView<T, S> {
        SectionView { shared: Arc::clone(&self.shared), projection: Arc::new(projection) }
    }
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> SectionView<T, S> {
    /// The part of the value that serves.
    #[must_use]
    pub fn current(&self) -> SectionSnapshot<T, S> {
        SectionSnapshot { snapshot: self.shared.current(), projection: Arc::clone(&self.projection) }
    }
}
