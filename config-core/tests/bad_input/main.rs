//! Bad input of every sort: each with a finding, its code and its position; nothing panics and nothing is lost.

#![expect(dead_code, reason = "most values are never read: the configuration is refused")]

mod common;
mod files;
mod keys;
mod large;
mod references;
mod values;
mod variables;
