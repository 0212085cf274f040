//! The small load: 32 leaves from defaults, a YAML file, a TOML file and 10 variables. Files are read anew at each load.

mod confique;
mod hand;
#[path = "../../../config-core/tests/allocations/small.rs"]
mod load;
mod ours;
mod plain;
mod schematic;

use std::path::{Path, PathBuf};

use crate::cases::Case;
use load::{TOML, YAML};

/// The files of the small load.
#[derive(Clone, Debug)]
pub struct Files {
    pub(crate) yaml: PathBuf,
    pub(crate) toml: PathBuf,
}

/// The ten variables, which the program gives itself when it starts anew.
pub const VARIABLES: [(&str, &str); 10] = load::VARIABLES;

/// Writes the files.
///
/// # Errors
///
/// Those of the file system.
pub fn files(directory: &Path) -> std::io::Result<Files> {
    let files = Files { yaml: directory.join("small.yaml"), toml: directory.join("small.toml") };
    std::fs::write(&files.yaml, YAML)?;
    std::fs::write(&files.toml, TOML)?;
    Ok(files)
}

/// The cases, the hand-written loader first.
pub fn cases(files: &Files) -> Vec<Case> {
    let files = || files.clone();
    vec![
        hand::case(files()),
        ours::case(files()),
        confique::case(files()),
        schematic::case(files()),
        plain::figment(files()),
        plain::config_rs(files()),
    ]
}
