//! Files: read, parsed, their `$extends` first.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use config_format::{Format, Kind as TextKind, Limits, Span, Tree};

use super::Intake;
use super::bytes::plain;
use super::extends::{Step, extend_all};
use super::rejected::reject;
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Index, Layer, Places, Sight};

/// Reads a file into a layer, and the files it extends into layers before it.
pub(crate) fn file(intake: &mut Intake<'_>, path: &Path, optional: bool) {
    read_file(intake, path, optional, &mut Vec::new());
}

/// Reads all files of a drop-in directory in the order of their names. A directory that does not exist is empty.
pub(crate) fn directory(intake: &mut Intake<'_>, path: &Path) {
    intake.watched.push(path.to_owned());
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => {
            unreadable(intake, path, &error);
            return;
        }
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => files.push(entry.path()),
            Err(error) => unreadable(intake, path, &error),
        }
    }
    for (file, _) in intake.substitutes {
        if file.parent() == Some(path) && !files.contains(file) {
            files.push(file.clone());
        }
    }
    files.sort();
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Hidden files are editors' swap files and the `..data` links of mounted volumes.
        if name.starts_with('.') || name.ends_with('~') || file.is_dir() {
            continue;
        }
        if Format::from_path(&file).is_none() {
            intake.findings.push(
                Finding::warning(
                    Code::UNKNOWN_FORMAT,
                    "",
                    format!("{} was left out: its ending stands for no format", file.display()),
                )
                .with_origin(whole(&file))
                .with_help("name it .yaml, .toml, .json, .jsonc, .ini or .env, or move it elsewhere"),
            );
            continue;
        }
        read_file(intake, &file, true, &mut Vec::new());
    }
}

pub(super) fn whole(path: &Path) -> Origin {
    Origin::File { path: path.to_owned(), line: 0, column: 0 }
}

pub(super) fn read_file(intake: &mut Intake<'_>, path: &Path, optional: bool, chain: &mut Vec<Step>) {
    intake.watched.push(path.to_owned());
    let Some(format) = Format::from_path(path) else {
        intake.incomplete = true;
        intake.findings.push(
            Finding::error(
                Code::UNKNOWN_FORMAT,
                "",
                format!("the ending of {} stands for no format", path.display()),
            )
            .with_origin(whole(path))
            .with_help("name it .yaml, .toml, .json, .jsonc, .ini or .env"),
        );
        return;
    };
    let bytes = match intake.bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !optional {
                intake.incomplete = true;
                intake.findings.push(
                    Finding::error(Code::FILE_MISSING, "", format!("file {} does not exist", path.display()))
                        .with_origin(whole(path))
                        .with_help(beside(path)),
                );
            }
            return;
        }
        Err(error) => {
            intake.incomplete = true;
            unreadable(intake, path, &error);
            return;
        }
    };
    let tree = match config_format::parse(format, bytes, &Limits::default()) {
        Ok(tree) => tree,
        Err(rejected) => {
            intake.incomplete = true;
            reject(intake, path, *rejected);
            return;
        }
    };
    if format == Format::Dotenv && intake.schema.env_prefix.is_some() {
        // Its names are those of variables, however the file was named to the loader.
        super::variables::from_dotenv(intake, path, tree, &[]);
        return;
    }
    push(intake, path, tree, chain);
}

/// Makes a layer of a parsed file, after those of the files it extends.
pub(super) fn push(intake: &mut Intake<'_>, path: &Path, tree: Tree, chain: &mut Vec<Step>) {
    match tree.root().kind() {
        TextKind::Map | TextKind::Null => {}
        _ => {
            intake.incomplete = true;
            let finding = Finding::error(Code::NOT_A_MAP, "", "expected a map of keys and values");
            let position = tree.root().position();
            intake.findings.push(
                finding
                    .with_origin(Origin::File {
                        path: path.to_owned(),
                        line: position.line,
                        column: position.column,
                    })
                    .with_help("write key: value pairs at the top of the file"),
            );
            return;
        }
    }
    extend_all(intake, path, &tree, chain);
    lay(intake, path, tree);
}

/// Makes a layer of a parsed file, whatever it extends.
pub(super) fn lay(intake: &mut Intake<'_>, path: &Path, tree: Tree) {
    version(intake, path, &tree);
    let text_only = tree.format() == Format::Ini;
    let (tree, refused) = if text_only { typed(intake, path, &tree) } else { (tree, HashSet::new()) };
    let references = tree.nodes().hold_reference();
    intake.layers.push(Layer {
        number: intake.next_number(),
        name: path.display().to_string(),
        places: Places::File(path.to_owned()),
        tree,
        indexed: text_only,
        for_environment: false,
        references,
        refused,
        sight: Sight::default(),
        index: Index::default(),
    });
}

/// The tree of a format without types, with what the schema wants in place of text that stands for lists and maps.
fn typed(intake: &mut Intake<'_>, path: &Path, tree: &Tree) -> (Tree, HashSet<Span>) {
    let (typed, refused) = super::retype::retype(tree, intake.schema);
    let mut spans = HashSet::new();
    for (span, key, refused) in refused {
        let position = tree.position(refused.span.start);
        let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
        let finding = Finding::error(Code::MALFORMED, key.clone(), format!("{key} {}", refused.message));
        intake.findings.push(finding.with_origin(origin).with_help(refused.help));
        spans.insert(span);
    }
    (typed, spans)
}

fn version(intake: &mut Intake<'_>, path: &Path, tree: &Tree) {
    let Some(given) = tree.root().get("$version") else { return };
    let position = given.position();
    let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
    let own = intake.schema.version;
    match (given.text().parse::<u32>(), own) {
        (Ok(given), Some(own)) if given == own => {}
        (Ok(given), Some(own)) if given < own => intake.findings.push(
            Finding::warning(
                Code::VERSION,
                "$version",
                format!("the file is of version {given}, this service reads version {own}"),
            )
            .with_origin(origin)
            .with_help(format!("bring the file up to date and set $version to {own}")),
        ),
        (Ok(given), own) => {
            let reads =
                own.map_or_else(|| "has no versions".to_owned(), |own| format!("reads version {own}"));
            intake.findings.push(
                Finding::error(
                    Code::VERSION,
                    "$version",
                    format!("the file is of version {given}, this service {reads}"),
                )
                .with_origin(origin)
                .with_help("update the service, or use a file of its version"),
            );
        }
        (Err(_), _) => intake.findings.push(
            Finding::error(Code::VERSION, "$version", "$version is not a whole number")
                .with_origin(origin)
                .with_help("set $version to the number of the version that the file is written for"),
        ),
    }
}

fn unreadable(intake: &mut Intake<'_>, path: &Path, error: &std::io::Error) {
    let (message, help) = if path.is_dir() && error.kind() != std::io::ErrorKind::PermissionDenied {
        (
            format!("{} is a directory, not a file", path.display()),
            "for drop-in directories use Loader::directory".to_owned(),
        )
    } else {
        (
            format!("{} cannot be read: {}", path.display(), plain(error)),
            "check the path and its permissions".to_owned(),
        )
    };
    intake
        .findings
        .push(Finding::error(Code::FILE_UNREADABLE, "", message).with_origin(whole(path)).with_help(help));
}

/// The nearest file name in the same directory, for a file that does not exist.
fn beside(path: &Path) -> String {
    if let Ok(target) = std::fs::read_link(path) {
        return format!("it is a link to {}, which does not exist", target.display());
    }
    let wanted = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let directory =
        path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> = std::fs::read_dir(directory)
        .map(|entries| entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
        .unwrap_or_default();
    match crate::suggest::nearest(wanted, names.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean {}?", path.with_file_name(nearest).display()),
        None if !directory.exists() => format!("the directory {} does not exist either", directory.display()),
        None => "create it, or use optional_file if it need not exist".to_owned(),
    }
}
