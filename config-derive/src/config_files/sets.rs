//! Paths into sets of files: those that are laid over each other are one set.

use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::LitStr;

use super::arguments::Arguments;
use crate::error::{Errors, nearest};

/// Files that make one configuration, weakest first.
pub(crate) struct Set {
    /// The environment they are for.
    pub(crate) environment: Option<String>,
    /// Paths as findings show them, each with the argument that named it.
    pub(crate) files: Vec<(String, Span)>,
    /// What tells the set from the others: the file alone, or the environment's name.
    pub(crate) name: String,
    /// The argument that made it.
    pub(crate) span: Span,
}

/// What stands for the environment in a path.
const PLACE: &str = "{environment}";

/// The directory that paths are relative to: the crate that uses the macro.
pub(crate) fn directory() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from)
}

/// All sets that the arguments name.
pub(crate) fn find(arguments: &Arguments, errors: &mut Errors) -> Vec<Set> {
    let environment = arguments.environment.as_ref().map(LitStr::value);
    let (globs, plain): (Vec<&LitStr>, Vec<&LitStr>) =
        arguments.paths.iter().partition(|path| path.value().contains(['*', '?', '[']));
    if let ([glob, ..], [_, ..]) = (globs.as_slice(), plain.as_slice()) {
        errors.at(
            glob.span(),
            "a glob checks each file by itself, so it does not go together with other files; use one macro for each",
        );
        return Vec::new();
    }
    if !globs.is_empty() {
        return globs.iter().flat_map(|glob| each_alone(glob, environment.as_ref(), errors)).collect();
    }
    if environment.is_none() && plain.iter().any(|path| path.value().contains(PLACE)) {
        let names = environments(&plain, errors);
        return names.iter().filter_map(|name| together(&plain, Some(name), true, errors)).collect();
    }
    together(&plain, environment.as_ref(), false, errors).into_iter().collect()
}

/// The sets of a glob: each file by itself.
fn each_alone(glob: &LitStr, environment: Option<&String>, errors: &mut Errors) -> Vec<Set> {
    let pattern = match environment {
        Some(name) => glob.value().replace(PLACE, name),
        None => glob.value(),
    };
    let files = match matching(&pattern) {
        Ok(files) => files,
        Err(problem) => {
            errors.at(glob.span(), format!("the glob cannot be read: {problem}"));
            return Vec::new();
        }
    };
    if files.is_empty() {
        errors.at(glob.span(), format!("no file matches {pattern}; paths are relative to the crate"));
    }
    files
        .into_iter()
        .map(|path| Set {
            environment: environment.cloned(),
            name: path.clone(),
            files: vec![(path, glob.span())],
            span: glob.span(),
        })
        .collect()
}

/// One set of all files, directories taken for the files in them.
fn together(
    paths: &[&LitStr],
    environment: Option<&String>,
    optional: bool,
    errors: &mut Errors,
) -> Option<Set> {
    let mut files = Vec::new();
    let base = directory();
    for literal in paths {
        let given = literal.value();
        let path = match environment {
            Some(name) => given.replace(PLACE, name),
            None => given.clone(),
        };
        let absolute = base.join(&path);
        if absolute.is_dir() {
            files.extend(drop_ins(&absolute, &path).into_iter().map(|file| (file, literal.span())));
        } else if absolute.exists() {
            files.push((path, literal.span()));
        } else if !(optional && given.contains(PLACE)) {
            errors.at(literal.span(), format!("file {path} does not exist; {}", beside(&absolute, &path)));
        }
    }
    let first = paths.first()?;
    let name = match (environment, files.as_slice()) {
        (Some(name), _) if optional => name.clone(),
        (_, [.., (path, _)]) => path.clone(),
        _ => first.value(),
    };
    Some(Set { environment: environment.cloned(), files, name, span: first.span() })
}

/// The names that stand in place of `{environment}` in the names of files that exist.
fn environments(paths: &[&LitStr], errors: &mut Errors) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for literal in paths {
        let path = literal.value();
        let Some((before, after)) = path.split_once(PLACE) else { continue };
        if after.contains(PLACE) {
            errors.at(
                literal.span(),
                "{environment} may stand in a path once, unless `environment` says which one is meant",
            );
            continue;
        }
        let pattern = format!("{}*{}", glob::Pattern::escape(before), glob::Pattern::escape(after));
        let found = matching(&pattern).unwrap_or_default();
        if found.is_empty() {
            errors.at(literal.span(), format!("no file matches {path} for any environment"));
        }
        names.extend(
            found.iter().filter_map(|file| file.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)),
        );
    }
    names.sort();
    names.dedup();
    names
}

/// The files that a glob matches, relative to the crate, in order. Hidden files are left out.
fn matching(pattern: &str) -> Result<Vec<String>, String> {
    let base = directory();
    let rooted = format!("{}/{pattern}", glob::Pattern::escape(&base.display().to_string()));
    let paths = glob::glob(&rooted).map_err(|error| error.msg.to_owned())?;
    let mut files: Vec<String> = paths
        .flatten()
        .filter(|path| path.is_file() && !is_hidden(path))
        .filter_map(|path| Some(path.strip_prefix(&base).ok()?.to_str()?.replace('\\', "/")))
        .collect();
    files.sort();
    Ok(files)
}

/// The files of a drop-in directory in the order of their names, as the loader takes them.
fn drop_ins(directory: &Path, shown: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
        .into_iter()
        .filter(|path| !is_hidden(path) && path.is_file() && config_format::Format::from_path(path).is_some())
        .filter_map(|path| Some(format!("{}/{}", shown.trim_end_matches('/'), path.file_name()?.to_str()?)))
        .collect()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_none_or(|name| name.starts_with('.') || name.ends_with('~'))
}

/// What to do about a file that does not exist.
fn beside(absolute: &Path, shown: &str) -> String {
    let wanted = absolute.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let names: Vec<String> = absolute
        .parent()
        .and_then(|directory| std::fs::read_dir(directory).ok())
        .map(|entries| entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
        .unwrap_or_default();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match nearest(wanted, &names) {
        Some(near) => format!("did you mean {}?", Path::new(shown).with_file_name(near).display()),
        None => "paths are relative to the crate".to_owned(),
    }
}
