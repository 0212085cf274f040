//! A typed view of a part, which can be watched alone.

use std::ops::Deref;
use std::sync::Arc;

use super::ConfigurationManager;
use super::change::{Change, PathChange};
use super::snapshot::Snapshot;
use super::state::Shared;
use super::subscriber::Subscription;
use crate::finding::{Code, Finding, Report};
use crate::read::{ConfigValue, ServiceConfig};
use crate::schema::{Kind, Schema, Shape};

/// How a part is found in the whole.
type Projection<T, S> = Arc<dyn for<'t> Fn(&'t T) -> &'t S + Send + Sync>;

/// A typed view of a part of a configuration: see [`ConfigurationManager::section`].
pub struct SectionView<T: ServiceConfig + Send + Sync + 'static, S: 'static> {
    pub(super) shared: Arc<Shared<T>>,
    pub(super) projection: Projection<T, S>,
    /// Where the part lies, if someone said so.
    path: Option<String>,
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> std::fmt::Debug for SectionView<T, S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SectionView").finish_non_exhaustive()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> Clone for SectionView<T, S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            projection: Arc::clone(&self.projection),
            path: self.path.clone(),
        }
    }
}

/// A part of a snapshot. Dereferences to the part; the whole snapshot stays alive with it.
pub struct SectionSnapshot<T, S> {
    pub(super) snapshot: Snapshot<T>,
    pub(super) projection: Projection<T, S>,
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
        SectionView { shared: Arc::clone(&self.shared), projection: Arc::new(projection), path: None }
    }
}

impl<T: ServiceConfig + Send + Sync + 'static, S: 'static> SectionView<T, S> {
    /// The part of the value that serves.
    #[must_use]
    pub fn current(&self) -> SectionSnapshot<T, S> {
        SectionSnapshot { snapshot: self.shared.current(), projection: Arc::clone(&self.projection) }
    }

    /// Says by its path which part it is, where the type alone does not tell: two sections of one type, or a number
    /// among many.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The path of the part.
    ///
    /// # Errors
    ///
    /// `CFG0911` when fields of the same type make it unclear; say it with [`SectionView::at`].
    pub fn path(&self) -> Result<String, Report>
    where
        S: ConfigValue,
    {
        if let Some(path) = &self.path {
            return match T::SCHEMA.field_at(path) {
                Some(_) => Ok(path.clone()),
                None => {
                    Err(Finding::error(Code::PART, path.clone(), format!("no field is called {path}")).into())
                }
            };
        }
        if same(&T::KIND, &S::KIND) {
            return Ok(String::new());
        }
        let mut found = Vec::new();
        places(T::SCHEMA, &S::KIND, &mut String::new(), &mut found);
        match found.as_slice() {
            [path] => Ok(path.clone()),
            [] => {
                Err(Finding::error(Code::PART, "", "the part is no field of the configuration by its type")
                    .with_help("say where it lies: section(…).at(\"limits\")")
                    .into())
            }
            several => Err(Finding::error(
                Code::PART,
                "",
                format!("the part may be any of {}, which have one type", several.join(", ")),
            )
            .with_help(format!("say which one it is: section(…).at({:?})", several[0]))
            .into()),
        }
    }

    /// Subscribes to this part alone: `told` is called after a swap that changed anything in it.
    ///
    /// ```
    /// # use std::sync::atomic::{AtomicU32, Ordering};
    /// # use std::sync::Arc;
    /// # use config_core::manager::{ConfigurationManager, SectionChange};
    /// # use config_core::{Loader, ServiceConfig};
    /// # /// A small service.
    /// # #[derive(ServiceConfig)]
    /// # struct Small {
    /// #     /// Port to listen on.
    /// #     #[config(default = 8080)]
    /// #     port: u16,
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
    /// # let directory = tempfile::tempdir()?;
    /// # let path = directory.path().join("small.yaml");
    /// # std::fs::write(&path, "port: 8080")?;
    /// let manager = ConfigurationManager::<Small>::new(Loader::new().file(&path))?;
    /// let limits = manager.section(|small: &Small| &small.limits);
    /// # let told = Arc::new(AtomicU32::new(0));
    /// # let seen = Arc::clone(&told);
    /// limits.subscribe(move |change: &SectionChange<'_, Small, Limits>| {
    ///     println!("from {} to {}", change.old().requests, change.new().requests);
    ///     # seen.store(change.new().requests, Ordering::Relaxed);
    /// })?;
    /// std::fs::write(&path, "port: 9090")?;
    /// manager.reload()?; // not told
    /// # assert_eq!(told.load(Ordering::Relaxed), 0);
    /// std::fs::write(&path, "limits: {requests: 16}")?;
    /// manager.reload()?; // told
    /// # assert_eq!(told.load(Ordering::Relaxed), 16);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`SectionView::path`].
    pub fn subscribe(
        &self,
        told: impl for<'c> Fn(&SectionChange<'c, T, S>) + Send + Sync + 'static,
    ) -> Result<Subscription, Report>
    where
        S: ConfigValue,
    {
        let path = self.path()?;
        let projection = Arc::clone(&self.projection);
        Ok(self.shared.subscribers.add(Arc::new(move |change: &Change<T>| {
            if change.touches(&path) {
                told(&SectionChange { change, projection: &projection });
            }
        })))
    }
}

/// The paths of all fields of a kind.
fn places(schema: &'static Schema, kind: &Kind, path: &mut String, found: &mut Vec<String>) {
    let Shape::Struct(fields) = schema.shape else { return };
    for field in fields {
        let length = path.len();
        if !field.flatten {
            crate::path::push_key(path, field.name);
            if same(&field.kind, kind) {
                found.push(path.clone());
            }
        }
        if let Kind::Section(inner) = field.kind {
            places(inner, kind, path, found);
        }
        path.truncate(length);
    }
}

/// Whether two kinds are those of one type, as far as kinds tell.
fn same(left: &Kind, right: &Kind) -> bool {
    match (left, right) {
        (Kind::Section(left), Kind::Section(right)) => {
            (left.name, left.file, left.line) == (right.name, right.file, right.line)
        }
        (Kind::Integer { name: left, .. }, Kind::Integer { name: right, .. })
        | (Kind::Parsed { name: left, .. }, Kind::Parsed { name: right, .. }) => left == right,
        (Kind::Optional(left), Kind::Optional(right)) | (Kind::Secret(left), Kind::Secret(right)) => {
            same(left, right)
        }
        (
            Kind::List { element: left, unique: left_unique, length: left_length, single: left_single },
            Kind::List { element: right, unique: right_unique, length: right_length, single: right_single },
        ) => {
            (left_unique, left_length, left_single) == (right_unique, right_length, right_single)
                && same(left, right)
        }
        (Kind::Map { key: left_key, value: left }, Kind::Map { key: right_key, value: right }) => {
            same(left_key, right_key) && same(left, right)
        }
        (Kind::Tuple(left), Kind::Tuple(right)) => {
            left.len() == right.len() && left.iter().zip(*right).all(|(left, right)| same(left, right))
        }
        (Kind::Recursive(left), right) => same(left(), right),
        (left, right) => std::mem::discriminant(left) == std::mem::discriminant(right),
    }
}
