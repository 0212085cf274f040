//! When to decide: by a call, or because something may have changed; never upon what is torn.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::candidate::{self, Candidate, Content};
use super::history::Cause;
use super::judge::emptied;
use super::outcome::Reloaded;
use super::state::Shared;
use super::watch::Mailbox;
use crate::finding::Report;
use crate::read::ServiceConfig;

/// How often, and how long each time, a call waits for the end of writing.
const PATIENCE: usize = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// What a look at the sources came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Taken, held, refused or found unchanged.
    Decided,
    /// A source is being written: look when it is whole.
    Torn,
    /// Look again shortly.
    Unsure,
}

impl<T: ServiceConfig + Send + Sync + 'static> Shared<T> {
    /// Loads and takes, holds or refuses what was loaded, because someone asked. A bake goes on behind it.
    pub(crate) fn reload(self: &Arc<Self>) -> Result<Reloaded, Report> {
        let _turn = self.turn.take()?;
        let started = Instant::now();
        self.announce_begin(Cause::Call);
        let mailbox = self.mailbox();
        let mut candidate = self.load();
        for _ in 0..PATIENCE {
            let Some(mailbox) = mailbox.as_ref().filter(|mailbox| self.is_torn(&candidate, mailbox)) else {
                break;
            };
            mailbox.wait_until_whole(PAUSE);
            candidate = self.load();
        }
        let outcome = self.decide(candidate, Cause::Call);
        self.ended(started, &outcome);
        outcome
    }

    /// A reload is over, apart from a bake.
    fn ended(&self, started: Instant, outcome: &Result<Reloaded, Report>) {
        let duration = started.elapsed();
        self.state().figures.durations.add(duration);
        self.announce_end(duration, outcome.as_ref().map(|reloaded| &reloaded.outcome));
    }

    /// The same because something may have changed. What is torn is not decided upon, and neither is what fails, as
    /// long as there is another `chance`: on network mounts the end of writing is no event.
    pub(crate) fn look(self: &Arc<Self>, cause: Cause, mailbox: &Mailbox, chance: bool) -> Look {
        let Ok(_turn) = self.turn.take() else { return Look::Decided };
        let started = Instant::now();
        if cause == Cause::Event && self.holds_still() {
            self.announce_rest();
            return Look::Decided;
        }
        self.announce_begin(cause);
        let candidate = self.load();
        if self.is_torn(&candidate, mailbox) {
            return Look::Torn;
        }
        if !candidate.stable || (chance && self.fails_newly(&candidate)) {
            return Look::Unsure;
        }
        // How it ended is in health, the metrics and the change log.
        let outcome = self.decide(candidate, cause);
        self.ended(started, &outcome);
        Look::Decided
    }

    fn load(&self) -> Candidate<T> {
        let known = self.state().paths.clone();
        candidate::load::<T>(&self.loader, &known)
    }

    /// Whether the sources hold what was decided upon already: most events only tell of our own reading, or of names
    /// that are not ours.
    fn holds_still(&self) -> bool {
        let (paths, content) = {
            let state = self.state();
            (state.paths.clone(), state.content)
        };
        content == Some(Content::of(&paths))
    }

    /// Whether a source was being written while it was read.
    fn is_torn(&self, candidate: &Candidate<T>, mailbox: &Mailbox) -> bool {
        let fresh = self.state().content != Some(candidate.content);
        fresh && mailbox.is_written()
    }

    /// Whether the candidate would be refused as it is, for a reason that is not known yet.
    fn fails_newly(&self, candidate: &Candidate<T>) -> bool {
        match &candidate.result {
            Ok(loaded) => !emptied(self.current().loaded(), loaded).is_empty(),
            Err(report) => self.state().rejected.as_ref().is_none_or(|rejected| rejected.report != *report),
        }
    }
}
