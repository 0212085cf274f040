//! Configuration that another engine holds: a trait to reach it, and a client that never loses what was good.
//!
//! A [`RemoteSource`] answers two questions: what is the document now, and what comes after a revision. [`Remote`] does the
//! rest. It never goes back to an earlier revision, whatever the source delivers and in whatever order; it asks for the
//! whole again after a loss, and now and then without one; and while the source cannot be reached it goes on with the last
//! good document, and says so in every report. Give it to [`crate::Loader::remote`], and let it call for a reload with
//! [`Remote::follow`].

mod client;
mod follow;
mod source;

pub(crate) use client::Held;
pub use client::{Remote, RemoteStatus};
pub use follow::Follower;
pub use source::{RemoteDocument, RemoteError, RemoteEvent, RemoteProblem, RemoteSource};
