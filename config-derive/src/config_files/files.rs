//! Files read and parsed, those that they extend before them.

use std::path::{Path, PathBuf};

use config_format::{ErrorKind, Format, Kind, Limits, Position, Rejected, Tree};
use proc_macro2::Span;

use super::emit::{Checked, File};
use super::sets::{Set, directory};
use crate::error::Errors;

/// Reads all files of a set; nothing after at least one error.
pub(crate) fn read(set: &Set, errors: &mut Errors) -> Option<Checked> {
    let mut reader = Reader { set, files: Vec::new(), problems: Vec::new(), base: directory() };
    for (path, span) in &set.files {
        let before = reader.problems.len();
        reader.file(path, &mut Vec::new());
        if reader.problems.len() > before {
            tell(*span, &reader.problems[before..], errors);
        }
    }
    reader.problems.is_empty().then(|| Checked {
        environment: set.environment.clone(),
        files: reader.files,
        span: set.span,
    })
}

/// All problems of a file as one error, a line each.
fn tell(span: Span, problems: &[String], errors: &mut Errors) {
    errors.at(span, problems.join("\n"));
}

struct Reader<'s> {
    set: &'s Set,
    files: Vec<File>,
    problems: Vec<String>,
    base: PathBuf,
}

impl Reader<'_> {
    fn file(&mut self, path: &str, chain: &mut Vec<String>) {
        let absolute = self.base.join(path);
        let format = match Format::from_path(Path::new(path)) {
            Some(Format::Dotenv) => {
                return self.problem(
                    path,
                    "CFG0107: a .env file names variables, not keys, and is not checked here",
                );
            }
            Some(format) => format,
            None => {
                return self.problem(
                    path,
                    "CFG0107: its ending stands for no format; name it .yaml, .toml, .json, .jsonc or .ini",
                );
            }
        };
        let bytes = match std::fs::read(&absolute) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return self.problem(path, "CFG0101: the file does not exist");
            }
            Err(error) => return self.problem(path, &format!("CFG0106: the file cannot be read: {error}")),
        };
        let tree = match config_format::parse(format, bytes, &Limits::default()) {
            Ok(tree) => tree,
            Err(rejected) => return self.rejected(path, &rejected),
        };
        if !matches!(tree.root().kind(), Kind::Map | Kind::Null) {
            let position = tree.root().position();
            return self.at(path, position, "CFG0112: expected a map of keys and values");
        }
        chain.push(path.to_owned());
        self.extended(path, &tree, chain);
        chain.pop();
        self.files.push(File { path: path.to_owned(), absolute, tree });
    }

    /// The files that a file extends, before itself.
    fn extended(&mut self, path: &str, tree: &Tree, chain: &mut Vec<String>) {
        let Some(extends) = tree.root().get("$extends") else { return };
        let single = (extends.kind() != Kind::List).then_some(extends);
        for target in extends.items().chain(single) {
            let position = target.position();
            if !target.kind().is_scalar() || target.text().is_empty() {
                self.at(path, position, "CFG0108: $extends is neither a path nor a list of paths");
                continue;
            }
            let Some(text) = self.placed(target.text()) else {
                self.at(
                    path,
                    position,
                    "CFG0108: $extends depends on the environment; give the macro `environment = \"…\"`",
                );
                continue;
            };
            let base = plain(&Path::new(path).parent().unwrap_or(Path::new("")).join(text));
            if let Some(start) = chain.iter().position(|step| *step == base) {
                let mut names = chain[start..].to_vec();
                names.push(base);
                self.at(
                    path,
                    position,
                    &format!("CFG0108: $extends leads in a circle: {}", names.join(" -> ")),
                );
            } else if chain.len() >= 32 {
                self.at(path, position, "CFG0108: more than 32 files extend one another");
            } else if !self.base.join(&base).is_file() {
                self.at(path, position, &format!("CFG0101: file {base} does not exist"));
            } else {
                self.file(&base, chain);
            }
        }
    }

    /// A path with the environment filled in; nothing if none is known.
    fn placed(&self, text: &str) -> Option<String> {
        if !text.contains("{environment}") {
            return Some(text.to_owned());
        }
        self.set.environment.as_ref().map(|name| text.replace("{environment}", name))
    }

    fn rejected(&mut self, path: &str, rejected: &Rejected) {
        for error in &rejected.errors {
            let code = match error.kind {
                ErrorKind::DuplicateKey => "CFG0103",
                ErrorKind::Encoding => "CFG0104",
                ErrorKind::Limit => "CFG0105",
                _ => "CFG0102",
            };
            let position = Position::of(&rejected.source, error.span.start as usize);
            let help = error.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
            self.at(path, position, &format!("{code}: {}{help}", error.message));
        }
    }

    fn at(&mut self, path: &str, position: Position, message: &str) {
        self.problems.push(format!("{path}:{}:{}: {message}", position.line, position.column));
    }

    fn problem(&mut self, path: &str, message: &str) {
        self.problems.push(format!("{path}:1:1: {message}"));
    }
}

/// A relative path without `.` and, where they undo a directory, without `..`.
fn plain(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.iter() {
        match part.to_str() {
            Some(".") => {}
            Some("..") if parts.last().is_some_and(|last| last != ".." && last != "/") => {
                parts.pop();
            }
            _ => parts.push(part.to_string_lossy().into_owned()),
        }
    }
    parts.join("/").replace("//", "/")
}
