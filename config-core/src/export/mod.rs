//! What the table gives besides reading: one plain function per output, the same output every time.

mod common;
mod diff;
mod dump;
mod facts;
mod helm;
mod json;
mod json_schema;
mod kubernetes;
mod man;
mod markdown;
mod pattern;
mod sample;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod schemars;
mod sections;
mod typescript;
mod variables;

pub use crate::source::{variable_for, variables_of};
pub use diff::{Change, ChangeKind, Difference, diff, diff_tables};
pub use dump::dump;
pub use helm::helm_values_schema;
pub use json::{Json, Object};
pub use json_schema::{Draft, SchemaOptions, json_schema};
pub use kubernetes::{
    CustomResource, KubernetesConfiguration, cel_rule, config_map, custom_resource_definition,
    kubernetes_schema,
};
pub use man::man_page;
pub use markdown::markdown;
pub use pattern::portable as portable_pattern;
pub use sample::{SampleFormat, load_sample, load_text, sample, uncomment};
pub use typescript::typescript;
pub use variables::{Variable, variables, variables_markdown};
