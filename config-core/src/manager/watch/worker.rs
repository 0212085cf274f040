//! The one thread that waits and reloads.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::mailbox::{Mailbox, Wake};
use super::watches::Watches;
use crate::finding::{Code, Finding, Report};
use crate::layer::Loader;
use crate::manager::health::Watching;
use crate::manager::history::Cause;
use crate::manager::look::Look;
use crate::manager::state::Shared;
use crate::manager::subscriber::guarded;
use crate::read::ServiceConfig;
use crate::remote::Follower;

/// How long to wait before a load that failed is tried again, one after the other. The last failure counts.
const WAITS: [Duration; 3] =
    [Duration::from_millis(10), Duration::from_millis(20), Duration::from_millis(40)];

/// How long to wait before sources that would not hold still are looked at again.
const RESTLESS: Duration = Duration::from_millis(50);

/// The worker of a started manager.
#[derive(Debug)]
pub(in crate::manager) struct Worker {
    mailbox: Arc<Mailbox>,
    thread: JoinHandle<()>,
    #[cfg(unix)]
    hangup: Option<super::signal::Hangup>,
}

impl Worker {
    pub(in crate::manager) fn start<T>(shared: &Arc<Shared<T>>) -> Result<Self, Report>
    where
        T: ServiceConfig + Send + Sync + 'static,
    {
        let mailbox = Arc::new(Mailbox::default());
        #[cfg(unix)]
        let hangup = if shared.options.signal {
            let listening = super::signal::Hangup::listen(Arc::clone(&mailbox));
            Some(listening.map_err(|error| cannot_start("the signal SIGHUP cannot be taken", &error))?)
        } else {
            None
        };
        // The watches are set before the start is over, so that no later change is missed.
        let hot = shared.options.hot_reload.unwrap_or(true);
        let followers = if hot { follow_remotes(&shared.loader, &mailbox)? } else { Vec::new() };
        let mut round = Round {
            shared: Arc::clone(shared),
            mailbox: Arc::clone(&mailbox),
            watches: None,
            hot,
            followers,
        };
        round.follow();
        shared.set_mailbox(Some(Arc::clone(&mailbox)));
        let spawned = std::thread::Builder::new().name("config-watch".to_owned()).spawn(move || round.run());
        match spawned {
            Ok(thread) => Ok(Self {
                mailbox,
                thread,
                #[cfg(unix)]
                hangup,
            }),
            Err(error) => {
                shared.set_mailbox(None);
                #[cfg(unix)]
                if let Some(hangup) = hangup {
                    hangup.stop();
                }
                Err(cannot_start("the thread that watches cannot be made", &error))
            }
        }
    }

    pub(in crate::manager) fn stop(self) {
        self.mailbox.stop();
        #[cfg(unix)]
        if let Some(hangup) = self.hangup {
            hangup.stop();
        }
        // A subscriber may stop the manager; its thread cannot wait for itself and ends right after.
        if self.thread.thread().id() != std::thread::current().id() {
            let _ = self.thread.join();
        }
    }
}

fn cannot_start(what: &str, error: &std::io::Error) -> Report {
    Finding::error(Code::START, "", format!("{what}: {error}")).into()
}

/// The pause of a poll that is switched off.
const NEVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What the thread works with.
struct Round<T> {
    shared: Arc<Shared<T>>,
    mailbox: Arc<Mailbox>,
    watches: Option<Watches>,
    /// Whether changes are taken without being asked for.
    hot: bool,
    /// The threads that follow remote sources; they end with this.
    followers: Vec<Follower>,
}

/// Follows every remote source of the loader; each wakes the worker.
fn follow_remotes(loader: &Loader, mailbox: &Arc<Mailbox>) -> Result<Vec<Follower>, Report> {
    loader
        .remotes()
        .map(|remote| {
            let mailbox = Arc::clone(mailbox);
            remote.follow(move || mailbox.remote()).map_err(|error| {
                cannot_start("the thread that follows a remote source cannot be made", &error)
            })
        })
        .collect()
}

impl<T: ServiceConfig + Send + Sync + 'static> Round<T> {
    fn run(mut self) {
        let poll = if self.hot { self.shared.options.poll } else { NEVER };
        let mut next = Instant::now() + poll;
        // What changed since the first load, when nobody watched.
        let mut wake = if self.hot { Wake::Changed } else { self.mailbox.wait(next) };
        let mut unsure = 0;
        let mut cause = Cause::Event;
        loop {
            cause = match wake {
                Wake::Stop => break,
                Wake::Signal => Cause::Signal,
                Wake::Remote => Cause::Remote,
                // Another look for the same reason: what a remote source says is no content of files.
                Wake::Changed if unsure > 0 => cause,
                Wake::Changed => Cause::Event,
                Wake::Time => Cause::Poll,
            };
            unsure = self.look(cause, unsure);
            if cause == Cause::Poll {
                next = Instant::now() + poll;
            }
            if self.shared.state().failed {
                break;
            }
            wake = self.mailbox.wait(next);
        }
        self.shared.set_mailbox(None);
        self.followers.clear();
        if let Some(watches) = self.watches.take() {
            watches.close();
        }
    }

    /// Looks once, and keeps the watches in step with what was looked at. Gives how many looks in a row left it unsure.
    fn look(&mut self, cause: Cause, unsure: usize) -> usize {
        let wait = WAITS.get(unsure);
        let looked = guarded(|| self.shared.look(cause, &self.mailbox, wait.is_some()));
        if self.follow() {
            self.mailbox.changed();
        }
        match looked {
            Ok(Look::Unsure) => {
                // Sources that never hold still are looked at for ever, but not all the time.
                self.mailbox.again_in(wait.copied().unwrap_or(RESTLESS));
                unsure + 1
            }
            // The mailbox lets the file be until it is whole.
            Ok(Look::Torn) => {
                self.mailbox.changed();
                unsure
            }
            Ok(Look::Decided) | Err(_) => 0,
        }
    }

    /// Whether there are new watches. What the system refused before is asked for again each time.
    fn follow(&mut self) -> bool {
        if !self.hot {
            self.shared.state().watching = Watching::OnDemand;
            return false;
        }
        let paths = self.shared.state().paths.clone();
        let followed = self.watches().and_then(|watches| watches.follow(&paths));
        let (new, watching) = match followed {
            Ok(new) => (new, Watching::Events),
            Err(reason) => (false, Watching::Polling(reason)),
        };
        self.shared.state().watching = watching;
        new
    }

    fn watches(&mut self) -> Result<&mut Watches, String> {
        if !self.shared.options.events {
            return Err("events are switched off".to_owned());
        }
        match &mut self.watches {
            Some(watches) => Ok(watches),
            none => Ok(none.insert(Watches::new(Arc::clone(&self.mailbox))?)),
        }
    }
}
