//! The struct of the design: derived, loaded, and equal from every format.

mod formats;
mod loading;
mod types;
