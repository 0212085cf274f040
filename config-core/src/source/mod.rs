//! Where values come from: one file per sort of source. Each makes layers and findings, and knows nothing of the others.

mod bytes;
mod embedded;
mod extends;
mod file;
mod given;
mod kept;
mod matcher;
mod names;
mod overrides;
mod provider;
mod rejected;
mod remote;
mod retype;
mod targets;
mod variables;

pub(crate) use bytes::{is_same_file, read_wiping};
pub(crate) use embedded::embedded;
pub(crate) use file::{directory, file};
pub(crate) use kept::{LastKnownGood, Mark, Taken};
pub(crate) use names::elsewhere;
pub use names::{variable_for, variables_of};
pub(crate) use overrides::overrides;
pub(crate) use provider::{from_figment_value, provider, provider_name};
pub(crate) use rejected::reject;
pub(crate) use remote::remote;
pub(crate) use variables::{Variables, dotenv, variables};

use crate::environment::{Environment, EnvironmentPolicy, SecretFile};
use crate::finding::Finding;
use crate::layer::Layer;
use crate::schema::Schema;

/// What a source needs to make layers, and where it puts them.
pub(crate) struct Intake<'i> {
    pub(crate) schema: &'static Schema,
    pub(crate) environment: &'i Environment,
    pub(crate) layers: Vec<Layer>,
    pub(crate) findings: Vec<Finding>,
    /// Whether a source could not be read, so that keys may be missing only for that.
    pub(crate) incomplete: bool,
    /// Names and values of `.env` files, for `${env:…}`.
    pub(crate) dotenv: Vec<(String, zeroize::Zeroizing<String>)>,
    /// Every file and directory that was looked at, for those who watch them.
    pub(crate) watched: Vec<std::path::PathBuf>,
    /// Whether the text is another program's own file: without keys of ours, and null is as if the key were absent.
    pub(crate) foreign: bool,
    /// Which source made which layers, where copies are kept.
    pub(crate) taken: Vec<Taken>,
    /// What the environment demands, when somebody said so.
    pub(crate) policy: Option<&'i EnvironmentPolicy>,
    /// Files that gave secrets by `_FILE` variables.
    pub(crate) secret_files: Vec<SecretFile>,
    /// Texts to read in place of files: what a plan would write.
    pub(crate) substitutes: &'i [(std::path::PathBuf, zeroize::Zeroizing<Vec<u8>>)],
    /// Whether every text is taken for one with secrets, because the schema is not known.
    pub(crate) all_secret: bool,
}

impl<'i> Intake<'i> {
    pub(crate) fn new(schema: &'static Schema, environment: &'i Environment) -> Self {
        Self {
            schema,
            environment,
            layers: Vec::new(),
            findings: Vec::new(),
            incomplete: false,
            dotenv: Vec::new(),
            watched: Vec::new(),
            foreign: false,
            taken: Vec::new(),
            policy: None,
            secret_files: Vec::new(),
            substitutes: &[],
            all_secret: false,
        }
    }

    /// Whether a text may hold secrets: whether one lies anywhere in the schema.
    pub(crate) fn may_hold_secrets(&self) -> bool {
        self.all_secret || crate::schema::Kind::Section(self.schema).contains_secret()
    }

    /// The number of the next layer.
    pub(crate) fn next_number(&self) -> usize {
        self.layers.len() + 1
    }
}
