//! Files: read, parsed, their `$extends` first.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use config_format::{ErrorKind, Format, Kind as TextKind, Limits, LineIndex, Rejected, Span, Tree};
use zeroize::{Zeroize as _, Zeroizing};

use super::Intake;
use crate::finding::{Code, Finding, Origin, Place};
use crate::layer::{Layer, Places, Sight, unparsed_snippet};

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

fn whole(path: &Path) -> Origin {
    Origin::File { path: path.to_owned(), line: 0, column: 0 }
}

/// One file on the way from the first to the one being read.
pub(super) struct Step {
    identity: PathBuf,
    shown: PathBuf,
}

fn read_file(intake: &mut Intake<'_>, path: &Path, optional: bool, chain: &mut Vec<Step>) {
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
    if let Some(extends) = tree.root().get("$extends") {
        let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        chain.push(Step { identity, shown: path.to_owned() });
        // A map is refused as a whole, as text that is no path is.
        let single = (extends.kind() != TextKind::List).then_some(extends);
        for target in extends.items().chain(single) {
            extend(intake, path, &tree, target, chain);
        }
        chain.pop();
    }
    lay(intake, path, tree);
}

/// Makes a layer of a parsed file, whatever it extends.
pub(super) fn lay(intake: &mut Intake<'_>, path: &Path, tree: Tree) {
    version(intake, path, &tree);
    let text_only = tree.format() == Format::Ini;
    let (tree, refused) = if text_only { typed(intake, path, &tree) } else { (tree, Vec::new()) };
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
    });
}

fn extend(
    intake: &mut Intake<'_>,
    path: &Path,
    tree: &Tree,
    target: config_format::Node<'_>,
    chain: &mut Vec<Step>,
) {
    let position = tree.position(target.span().start);
    let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
    if !target.kind().is_scalar() || target.text().is_empty() {
        intake.incomplete = true;
        intake.findings.push(
            Finding::error(Code::EXTENDS, "$extends", "$extends is neither a path nor a list of paths")
                .with_origin(origin)
                .with_help("give the path of a file, or a list of such paths"),
        );
        return;
    }
    let text = target.text().replace("{environment}", intake.environment.name());
    let base = path.parent().map_or_else(|| PathBuf::from(&text), |directory| directory.join(&text));
    let identity = base.canonicalize().unwrap_or_else(|_| base.clone());
    if let Some(start) = chain.iter().position(|step| step.identity == identity) {
        intake.incomplete = true;
        let mut names: Vec<String> =
            chain[start..].iter().map(|step| step.shown.display().to_string()).collect();
        names.push(base.display().to_string());
        intake.findings.push(
            Finding::error(
                Code::EXTENDS,
                "$extends",
                format!("$extends leads in a circle: {}", names.join(" -> ")),
            )
            .with_origin(origin)
            .with_help("remove one of the $extends"),
        );
        return;
    }
    if chain.len() >= 32 {
        intake.incomplete = true;
        intake.findings.push(
            Finding::error(Code::EXTENDS, "$extends", "more than 32 files extend one another")
                .with_origin(origin)
                .with_help("put several files in one $extends list in place of a long chain"),
        );
        return;
    }
    let before = intake.findings.len();
    read_file(intake, &base, false, chain);
    // A file that cannot be read is told at the place that names it.
    for finding in &mut intake.findings[before..] {
        if finding.origins == [whole(&base)] {
            finding.origins.insert(0, origin.clone());
            finding.places.insert(0, Place::default());
        }
    }
}

/// The tree of a format without types, with what the schema wants in place of text that stands for lists and maps.
fn typed(intake: &mut Intake<'_>, path: &Path, tree: &Tree) -> (Tree, Vec<Span>) {
    let (typed, refused) = super::retype::retype(tree, intake.schema);
    let mut spans = Vec::new();
    for (span, key, refused) in refused {
        let position = tree.position(refused.span.start);
        let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
        let finding = Finding::error(Code::MALFORMED, key.clone(), format!("{key} {}", refused.message));
        intake.findings.push(finding.with_origin(origin).with_help(refused.help));
        spans.push(span);
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

/// What to do about an error of a text whose parser does not know better.
fn what_to_do(code: Code) -> &'static str {
    match code {
        Code::DUPLICATE_KEY => "keep one of them",
        Code::ENCODING => "save the file as plain UTF-8 text",
        Code::LIMIT => "make the file smaller or less deeply nested",
        _ => "correct the text here; nothing else of the file is read until then",
    }
}

/// Turns the errors of a text into findings.
pub(crate) fn reject(intake: &mut Intake<'_>, path: &Path, mut rejected: Rejected) {
    let names = intake.may_hold_secrets().then(|| super::names::all_names(intake.schema));
    let lines = LineIndex::new(&rejected.source);
    for error in &rejected.errors {
        let code = match error.kind {
            ErrorKind::DuplicateKey => Code::DUPLICATE_KEY,
            ErrorKind::Encoding => Code::ENCODING,
            ErrorKind::Limit => Code::LIMIT,
            _ => Code::SYNTAX,
        };
        let place = |span: Span, label: String| {
            let position = lines.position(&rejected.source, span.start);
            let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
            let snippet = (code != Code::ENCODING && code != Code::LIMIT)
                .then(|| unparsed_snippet(&rejected.source, &lines, span, names.as_ref()));
            (origin, Place { layer: None, label, snippet })
        };
        let (origin, first) = place(error.span, String::new());
        let mut finding = Finding::error(code, "", error.message.clone()).with_place(origin, first);
        if let Some((span, label)) = &error.related {
            let (origin, second) = place(*span, label.clone());
            finding = finding.with_place(origin, second);
        }
        finding.help = error.help.clone().or_else(|| Some(what_to_do(code).to_owned()));
        intake.findings.push(finding);
    }
    rejected.source.zeroize();
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

/// The system's words without its number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
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

impl Intake<'_> {
    /// The bytes of a file, or of what stands in its place.
    fn bytes(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        match self.substitutes.iter().find(|(file, _)| is_same_file(file, path)) {
            Some((_, bytes)) => Ok(bytes.to_vec()),
            None => read_bytes(path),
        }
    }
}

/// Whether two paths lead to one place, which need not exist yet.
pub(crate) fn is_same_file(left: &Path, right: &Path) -> bool {
    let place = |path: &Path| Some((path.parent()?.canonicalize().ok()?, path.file_name()?.to_owned()));
    left == right || matches!((place(left), place(right)), (Some(left), Some(right)) if left == right)
}

/// Reads a file's bytes; a directory is an error with a plain message on every system.
pub(super) fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(std::io::Error::other("is a directory"));
    }
    let limit = Limits::default().bytes as u64;
    // One byte more than the limit is enough for the reader to refuse the text, before memory is spent.
    let mut file = file.by_ref().take(limit + 1);
    let mut bytes = vec![0; usize::try_from(metadata.len().min(limit)).unwrap_or(0) + 1];
    let mut length = 0;
    loop {
        match file.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                bytes.zeroize();
                return Err(error);
            }
        }
        if length == bytes.len() {
            // The file is longer than it said. A buffer that grows by itself would leave a copy behind.
            let mut larger = vec![0; length * 2];
            larger[..length].copy_from_slice(&bytes);
            bytes.zeroize();
            bytes = larger;
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// Reads a small text that may be a secret, leaving no copy behind.
pub(crate) fn read_wiping(path: &Path) -> Result<Zeroizing<String>, String> {
    let bytes = read_bytes(path).map_err(|error| plain(&error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            error.into_bytes().zeroize();
            Err("it is not UTF-8".to_owned())
        }
    }
}
