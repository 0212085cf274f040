//! From events to nodes: the composer of the full path.
//!
//! The parser only gives events. Here they become the flat tree; here aliases are
//! copied, within a budget, and depth and nodes are counted. There is no recursion:
//! open lists and maps lie on a stack of our own.

mod alias;
mod collection;
mod composer;
mod scalar;

pub(super) use composer::Composer;
