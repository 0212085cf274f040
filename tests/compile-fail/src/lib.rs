//! Compile-fail cases; see the folder `tests`.
