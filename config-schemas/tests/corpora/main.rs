//! Third-party files, in the folder of corpora beside the workspace, against the schemas. Each test prints its numbers.

mod common;
mod helm;
mod prometheus;
mod recipes;
