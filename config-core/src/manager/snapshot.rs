//! What readers hold: an immutable loaded value with its number.

use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::{ArcSwap, Cache, Guard};

use crate::finding::Report;
use crate::layer::{EffectiveValue, Explanation, Leaf, Loaded, keyed_hash};

/// What all readers share.
pub(crate) type Cell<T> = Arc<ArcSwap<Generation<T>>>;

/// A loaded value under its number.
pub(crate) struct Generation<T> {
    pub(crate) loaded: Loaded<T>,
    pub(crate) number: u64,
    pub(crate) hash: ContentHash,
    pub(crate) fingerprint: u64,
    pub(crate) time: SystemTime,
}

impl<T> Generation<T> {
    pub(crate) fn new(loaded: Loaded<T>, number: u64, leaves: &[Leaf], time: SystemTime) -> Self {
        Self { loaded, number, hash: ContentHash::of(leaves), fingerprint: fingerprint(leaves), time }
    }
}

/// A hash of every value that counts, secrets included.
///
/// It is made under keys that exist in this process alone, so that it can be shown without helping anyone to guess a
/// secret. Compare it within one process; between processes compare [`Snapshot::fingerprint`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(u128);

impl ContentHash {
    pub(crate) fn of(leaves: &[Leaf]) -> Self {
        let mut bytes = Vec::with_capacity(leaves.len() * 48);
        for leaf in leaves {
            bytes.extend_from_slice(leaf.value.path.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(&leaf.digest.to_le_bytes());
        }
        Self(keyed_hash(&[&bytes]))
    }
}

impl std::fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl std::fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ContentHash({self})")
    }
}

/// FNV-1a over paths and shown texts: equal wherever the same values count, secrets left out.
fn fingerprint(leaves: &[Leaf]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash ^= u64::from(*byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
    };
    for leaf in leaves {
        add(leaf.value.path.as_bytes());
        add(leaf.value.text.as_bytes());
    }
    hash
}

/// An immutable loaded value. Dereferences to the value; cheap to get and to clone, never changed by a reload.
///
/// ```
/// use config_core::{Loader, ServiceConfig, manager::ConfigurationManager};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080)]
///     port: u16,
/// }
///
/// let manager = ConfigurationManager::<Small>::new(Loader::new())?;
/// let snapshot = manager.current();
/// assert_eq!(snapshot.port, 8080);
/// assert_eq!(snapshot.generation(), 1);
/// # Ok::<(), config_core::Report>(())
/// ```
pub struct Snapshot<T>(Guard<Arc<Generation<T>>>);

impl<T> Snapshot<T> {
    pub(crate) fn of(cell: &Cell<T>) -> Self {
        Self(cell.load())
    }

    pub(crate) fn from_arc(generation: Arc<Generation<T>>) -> Self {
        Self(Guard::from_inner(generation))
    }

    pub(crate) fn generation_arc(&self) -> Arc<Generation<T>> {
        Arc::clone(&self.0)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.0.loaded.value
    }

    /// Its number. The first load is 1; every value that is taken gets the next number, and keeps it when a rollback
    /// brings it back.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.0.number
    }

    /// A hash of every value, secrets included, that means something in this process alone.
    #[must_use]
    pub fn content_hash(&self) -> ContentHash {
        self.0.hash
    }

    /// A hash of every value that is no secret; equal in all processes that have the same values.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.0.fingerprint
    }

    /// When it was loaded.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        self.0.time
    }

    /// The warnings and notes of its load.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.0.loaded.report
    }

    /// The value with everything that is known about where it came from.
    #[must_use]
    pub fn loaded(&self) -> &Loaded<T> {
        &self.0.loaded
    }

    /// Every scalar as it counts, masked; see [`Loaded::values`].
    #[must_use]
    pub fn values(&self) -> Vec<EffectiveValue> {
        self.0.loaded.values()
    }

    /// Every layer that a path passed through; see [`Loaded::explain`].
    ///
    /// # Errors
    ///
    /// A report when the path names no field.
    pub fn explain(&self, path: &str) -> Result<Explanation, Report> {
        self.0.loaded.explain(path)
    }
}

impl<T> Deref for Snapshot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.loaded.value
    }
}

impl<T> AsRef<T> for Snapshot<T> {
    fn as_ref(&self) -> &T {
        self.value()
    }
}

impl<T> Clone for Snapshot<T> {
    fn clone(&self) -> Self {
        Self::from_arc(self.generation_arc())
    }
}

impl<T> std::fmt::Debug for Snapshot<T> {
    // The value may be anything; what names it is enough.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Snapshot")
            .field("generation", &self.generation())
            .field("content_hash", &self.content_hash())
            .finish_non_exhaustive()
    }
}

/// A handle for hot paths: it keeps the value at hand and looks for a newer one at each call, which costs one load of
/// an atomic. Each thread has its own; clone it freely.
///
/// A handle keeps its last value alive until it is asked again.
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
/// let mut reader = manager.reader();
/// assert_eq!(reader.current().port, 8080);
/// # Ok::<(), config_core::Report>(())
/// ```
pub struct Reader<T>(Cache<Cell<T>, Arc<Generation<T>>>);

impl<T> Reader<T> {
    pub(crate) fn new(cell: &Cell<T>) -> Self {
        Self(Cache::new(Arc::clone(cell)))
    }

    /// The value as it is now. Take what belongs together from one call: the next one may give a newer value.
    #[inline]
    pub fn current(&mut self) -> &T {
        &self.0.load().loaded.value
    }

    /// The number of the value as it is now.
    pub fn generation(&mut self) -> u64 {
        self.0.load().number
    }

    /// The snapshot as it is now.
    pub fn snapshot(&mut self) -> Snapshot<T> {
        Snapshot::from_arc(Arc::clone(self.0.load()))
    }
}

impl<T> Clone for Reader<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> std::fmt::Debug for Reader<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reader").finish_non_exhaustive()
    }
}
