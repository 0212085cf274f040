//! Files that lie in the program itself: checked while it was compiled, read like any other.

use std::path::Path;

use config_format::{Format, Limits};

use super::file::lay;
use super::{Intake, reject};
use crate::constant;

/// Reads embedded files, each into a layer. The files that they extend lie among them.
pub(crate) fn embedded(intake: &mut Intake<'_>, layer: &constant::Layer) {
    for file in layer.files() {
        let path = Path::new(file.path);
        let Some(format) = Format::from_path(path) else { continue };
        match config_format::parse(format, file.text.as_bytes().to_vec(), &Limits::default()) {
            Ok(tree) => lay(intake, path, tree),
            Err(rejected) => {
                intake.incomplete = true;
                reject(intake, path, *rejected);
            }
        }
    }
}
