//! The files of databases, caches, stores and brokers: what is refused and where, what goes out as it came in, and
//! whether the real servers take what is written.

mod bad;
mod good;
mod nats;
mod servers;

use std::path::PathBuf;

/// Writes a text to a file of a directory that goes with the test.
fn file(directory: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}
