//! Watching a new value after the swap: probes that answer for a while, or the way back.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::snapshot::Snapshot;
use super::subscriber::guarded;

/// What a probe says of the value that serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All is well.
    Healthy,
    /// It does harm, and why.
    Failing(String),
    /// Too early to say; asked again.
    Unknown,
}

impl From<Result<(), String>> for Answer {
    fn from(result: Result<(), String>) -> Self {
        match result {
            Ok(()) => Answer::Healthy,
            Err(reason) => Answer::Failing(reason),
        }
    }
}

impl From<bool> for Answer {
    fn from(healthy: bool) -> Self {
        if healthy { Answer::Healthy } else { Answer::Failing("it is not healthy".to_owned()) }
    }
}

/// Says whether the value that serves does harm. Closures `Fn(&Snapshot<T>)` that give an [`Answer`], a
/// `Result<(), String>` or a `bool` are probes.
pub trait Probe<T>: Send + Sync {
    /// Answers once. It runs on a thread of its own; a panic is a failing answer, and so is none within the timeout.
    fn probe(&self, snapshot: &Snapshot<T>) -> Answer;
}

impl<T, R: Into<Answer>, F: Fn(&Snapshot<T>) -> R + Send + Sync> Probe<T> for F {
    fn probe(&self, snapshot: &Snapshot<T>) -> Answer {
        self(snapshot).into()
    }
}

/// How a new value is watched after the swap.
///
/// Every probe is asked again and again during the window. The value has proven itself when the window is over, no
/// probe failed and each has answered [`Answer::Healthy`] at least once. Otherwise the value that last proved itself
/// serves again at once, and the same content is not taken a second time.
///
/// ```
/// use std::time::Duration;
/// use config_core::manager::{Bake, ConfigurationManager, Outcome, Snapshot};
/// use config_core::{Loader, ServiceConfig};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Requests at once.
///     #[config(default = 8)]
///     requests: u32,
/// }
///
/// # let directory = tempfile::tempdir()?;
/// # let path = directory.path().join("small.yaml");
/// # std::fs::write(&path, "requests: 8")?;
/// let bake = Bake::new(Duration::from_millis(50)).probe("errors", |snapshot: &Snapshot<Small>| {
///     if snapshot.requests > 100 { Err("too many errors".to_owned()) } else { Ok(()) }
/// });
/// let manager =
///     ConfigurationManager::<Small>::builder(Loader::new().file(&path)).bake(bake).build()?;
/// std::fs::write(&path, "requests: 1000")?;
/// assert!(matches!(manager.reload()?, Outcome::RolledBack { .. }));
/// assert_eq!(manager.current().requests, 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Bake<T> {
    pub(crate) window: Duration,
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
    pub(crate) probes: Vec<(String, Arc<dyn Probe<T>>)>,
}

impl<T> std::fmt::Debug for Bake<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Bake").field("window", &self.window).finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static> Bake<T> {
    /// Watches for so long. Probes are asked every tenth of the window, and must answer within 5 seconds.
    #[must_use]
    pub fn new(window: Duration) -> Self {
        Self { window, interval: window / 10, timeout: Duration::from_secs(5), probes: Vec::new() }
    }

    /// Adds a probe.
    #[must_use]
    pub fn probe(mut self, name: impl Into<String>, probe: impl Probe<T> + 'static) -> Self {
        self.probes.push((name.into(), Arc::new(probe)));
        self
    }

    /// Sets how long to wait between two rounds of questions.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets how long a probe may take to answer. The thread of a probe that never answers is left to itself; it is the
    /// only thread that can outlive the manager.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Watches a value. Nothing when it was interrupted.
    pub(crate) fn watch(&self, snapshot: &Snapshot<T>, interrupt: &Interrupt) -> Option<Result<(), String>> {
        let end = Instant::now() + self.window;
        let mut answered = vec![false; self.probes.len()];
        loop {
            for ((name, probe), answered) in self.probes.iter().zip(&mut answered) {
                match self.ask(probe, snapshot) {
                    Ok(Answer::Healthy) => *answered = true,
                    Ok(Answer::Unknown) => {}
                    Ok(Answer::Failing(reason)) => return Some(Err(format!("probe {name}: {reason}"))),
                    Err(reason) => return Some(Err(format!("probe {name} {reason}"))),
                }
                if interrupt.is_set() {
                    return None;
                }
            }
            let now = Instant::now();
            if now >= end {
                let silent = self.probes.iter().zip(&answered).find(|(_, answered)| !**answered);
                return Some(match silent {
                    Some(((name, _), _)) => Err(format!("probe {name} never said that all is well")),
                    None => Ok(()),
                });
            }
            if interrupt.wait(self.interval.max(Duration::from_millis(1)).min(end - now)) {
                return None;
            }
        }
    }

    /// One answer of one probe, or why there is none.
    fn ask(&self, probe: &Arc<dyn Probe<T>>, snapshot: &Snapshot<T>) -> Result<Answer, String> {
        let (sender, receiver) = sync_channel(1);
        let (probe, snapshot) = (Arc::clone(probe), snapshot.clone());
        std::thread::Builder::new()
            .name("config-probe".to_owned())
            .spawn(move || {
                // Nobody listens any more after the timeout.
                let _ = sender.send(guarded(|| probe.probe(&snapshot)));
            })
            .map_err(|error| format!("cannot be asked: {error}"))?;
        match receiver.recv_timeout(self.timeout) {
            Ok(answer) => answer.map_err(|panic| format!("panicked: {panic}")),
            Err(RecvTimeoutError::Timeout) => Err(format!("did not answer within {:?}", self.timeout)),
            Err(RecvTimeoutError::Disconnected) => Err("ended without an answer".to_owned()),
        }
    }
}

/// Ends a wait early.
#[derive(Debug, Default)]
pub(crate) struct Interrupt(Mutex<bool>, Condvar);

impl Interrupt {
    pub(crate) fn set(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.1.notify_all();
    }

    fn is_set(&self) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; true when it was set.
    fn wait(&self, time: Duration) -> bool {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (guard, _) =
            self.1.wait_timeout_while(guard, time, |set| !*set).unwrap_or_else(PoisonError::into_inner);
        *guard
    }
}
