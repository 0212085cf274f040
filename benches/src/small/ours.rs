//! The same with this workspace: validated, every value with its origin.

use config_core::Loader;

use super::Files;
use super::load::Settings;
use crate::cases::Case;

pub(super) fn case(files: Files) -> Case {
    Case::new("service-config", move || {
        Loader::new()
            .file(&files.yaml)
            .file(&files.toml)
            .env()
            .load::<Settings>()
            .expect("the files are correct")
    })
}
