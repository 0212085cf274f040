//! Typed schemas of the LLM serving platform: value grammars, native files, and the rules between services.

pub mod value;
