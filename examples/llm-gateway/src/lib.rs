//! The configuration of a small gateway in front of vLLM servers, as a library so that others can use its types.

pub mod config;
