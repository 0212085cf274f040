//! Expansion snapshots: what each rule of the attribute grammar becomes.
