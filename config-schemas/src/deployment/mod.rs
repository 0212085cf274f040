//! How services run: workloads, what may reach them, how they grow and how they are interrupted.

pub mod kubernetes;
