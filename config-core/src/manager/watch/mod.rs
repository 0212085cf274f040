//! Noticing that sources have changed: `places` says where to look, `mailbox` when it is time, `worker` does the work on
//! its one thread.

mod mailbox;
mod places;
#[cfg(unix)]
mod signal;
mod watches;
mod worker;

pub(super) use mailbox::Mailbox;
pub(super) use worker::Worker;
