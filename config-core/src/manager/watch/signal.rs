//! `SIGHUP`, which operators send for a reload.

use std::sync::Arc;
use std::thread::JoinHandle;

use signal_hook::consts::SIGHUP;
use signal_hook::iterator::{Handle, Signals};

use super::Mailbox;

/// The thread that waits for the signal.
#[derive(Debug)]
pub(super) struct Hangup {
    handle: Handle,
    thread: JoinHandle<()>,
}

impl Hangup {
    pub(super) fn listen(mailbox: Arc<Mailbox>) -> std::io::Result<Self> {
        let mut signals = Signals::new([SIGHUP])?;
        let handle = signals.handle();
        let thread = std::thread::Builder::new().name("config-signal".to_owned()).spawn(move || {
            for _ in signals.forever() {
                mailbox.signal();
            }
        })?;
        Ok(Self { handle, thread })
    }

    pub(super) fn stop(self) {
        self.handle.close();
        let _ = self.thread.join();
    }
}
