//! A remote document as a layer.

use std::path::{Path, PathBuf};

use config_format::Limits;

use super::Intake;
use crate::finding::{Code, Finding, Origin};
use crate::remote::{Held, Remote, RemoteDocument, RemoteError};

/// Reads the newest document of a remote source into a layer; a stale one with a warning.
pub(crate) fn remote(intake: &mut Intake<'_>, remote: &Remote) {
    let path = PathBuf::from(remote.name());
    match remote.hold() {
        Held::Fresh(document) => read(intake, &path, &document),
        Held::Stale(document, error) => {
            let message = format!("{}: {error}; revision {} goes on", path.display(), document.revision());
            intake.findings.push(
                Finding::warning(Code::LAST_KNOWN_GOOD, "", message)
                    .with_origin(whole(&path))
                    .with_help("the service runs on what it last received; see to the source"),
            );
            read(intake, &path, &document);
        }
        Held::Nothing(error) => {
            intake.incomplete = true;
            intake.findings.push(unreachable(&path, &error));
        }
    }
}

fn unreachable(path: &Path, error: &RemoteError) -> Finding {
    Finding::error(Code::REMOTE, "", format!("{}: {error}", path.display()))
        .with_origin(whole(path))
        .with_help("see to the source, or keep copies with Loader::last_known_good to start without it")
}

fn whole(path: &Path) -> Origin {
    Origin::File { path: path.to_owned(), line: 0, column: 0 }
}

fn read(intake: &mut Intake<'_>, path: &Path, document: &RemoteDocument) {
    match config_format::parse(document.format(), document.text.to_vec(), &Limits::default()) {
        Ok(tree) => {
            if let Some(extends) = tree.root().get("$extends") {
                let position = extends.position();
                let origin =
                    Origin::File { path: path.to_owned(), line: position.line, column: position.column };
                intake.incomplete = true;
                intake.findings.push(
                    Finding::error(Code::EXTENDS, "$extends", "a remote document cannot extend files")
                        .with_origin(origin)
                        .with_help("give the loader both sources, one after the other"),
                );
                return;
            }
            super::file::push(intake, path, tree, &mut Vec::new());
        }
        Err(rejected) => {
            intake.incomplete = true;
            super::reject(intake, path, *rejected);
        }
    }
}
