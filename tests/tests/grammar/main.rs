//! What each attribute of the derive does at run time, through a `Loader`.

#![expect(dead_code, reason = "some fields are there for their attributes alone")]

mod attempt;
mod conditions;
mod defaults;
mod enums;
mod merging;
mod names;
mod reading;
mod rules;
mod secrets;
mod shapes;
mod table;
