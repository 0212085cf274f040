//! One case, checked both ways.

use std::collections::BTreeSet;

use config_core::__private::{EmbeddedFile, Layer, Options, Tree, check};
use config_core::secret::SecretResolver;
use config_core::{Code, Environment, Finding, Loader, Origin, ServiceConfig};
use config_format::packed::pack;
use config_format::{Format, Limits};

use super::differences::{COMPILE_TIME, RUN_TIME, comes_from_elsewhere};
use super::generate::Case;

/// A finding by what both ways know of it.
type Told = (String, String, u32, u32);

/// Compares; gives the number of findings, or what differs.
pub(crate) fn compare<T: ServiceConfig>(case: &Case) -> Result<usize, String> {
    let parsed: Vec<_> = case
        .files
        .iter()
        .map(|(path, text)| {
            let format = Format::from_path(path.as_ref()).expect("a known ending");
            config_format::parse(format, text.clone().into_bytes(), &Limits::default())
                .map_err(|rejected| format!("{path} cannot be parsed: {:?}\n{text}", rejected.errors))
        })
        .collect::<Result<_, _>>()?;
    let packed: Vec<_> = parsed.iter().map(pack).collect();
    let trees: Vec<Tree<'_>> = case
        .files
        .iter()
        .zip(&parsed)
        .zip(&packed)
        .map(|(((path, _), tree), (words, texts))| {
            let references = tree.nodes().hold_reference();
            Tree::new(path, words, texts, tree.format(), references)
        })
        .collect();
    let options = Options { environment: Some(case.environment), partial: false };
    let findings = check::<4096>(T::SCHEMA, &trees, options);
    let last = case.files.len() - 1;
    // Places of values with references: what they lead to is unknown at compile time.
    let mut unknown: BTreeSet<(String, u32, u32)> = BTreeSet::new();
    for ((path, _), tree) in case.files.iter().zip(&parsed) {
        for index in 0..tree.nodes().len() as u32 {
            if tree.node(index).raw().reference {
                let position = tree.node(index).position();
                unknown.insert((path.clone(), position.line, position.column));
            }
        }
    }
    let mut constant: BTreeSet<Told> = findings
        .found()
        .iter()
        .filter(|found| !COMPILE_TIME.iter().any(|code| code.as_str() == found.code))
        .map(|found| {
            (found.code.to_owned(), case.files[found.file as usize].0.clone(), found.line, found.column)
        })
        .collect();
    let top = {
        let position = parsed[last].root().position();
        (case.files[last].0.clone(), position.line, position.column)
    };
    let mut loaded: BTreeSet<Told> = BTreeSet::new();
    for finding in load::<T>(case) {
        if RUN_TIME.contains(&finding.code())
            || finding.code().as_str().starts_with("CFG07")
            || (matches!(finding.code(), Code::MISSING_KEY | Code::REQUIRED_IN)
                && comes_from_elsewhere(finding.path()))
        {
            continue;
        }
        // What is missing at the top has no place when it is loaded; the check names the last file.
        let (path, line, column) = match finding.origins().first() {
            Some(Origin::File { path, line, column }) => (path.display().to_string(), *line, *column),
            _ => top.clone(),
        };
        loaded.insert((finding.code().as_str().to_owned(), path, line, column));
    }
    let count = loaded.len() + constant.len();
    let is_unknown = |told: &Told| told.0 != "CFG0505" && unknown.contains(&(told.1.clone(), told.2, told.3));
    constant.retain(|told| !is_unknown(told));
    loaded.retain(|told| !is_unknown(told));
    // A value that turns out wrong behind its reference keeps the loader from the rules of all that lies around it.
    let keys: BTreeSet<String> = unknown.iter().filter_map(|place| top_key(case, &parsed, place)).collect();
    constant.retain(|told| {
        let key = top_key(case, &parsed, &(told.1.clone(), told.2, told.3));
        loaded.contains(told) || !told.0.starts_with("CFG04") || key.is_none_or(|key| !keys.contains(&key))
    });
    if constant == loaded {
        return Ok(count);
    }
    let only = |left: &BTreeSet<Told>, right: &BTreeSet<Told>| {
        left.difference(right).map(|told| format!("  {told:?}")).collect::<Vec<_>>().join("\n")
    };
    let files: Vec<String> = case.files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
    Err(format!(
        "in {}\nonly at compile time:\n{}\nonly when loaded:\n{}\n{}",
        case.environment,
        only(&constant, &loaded),
        only(&loaded, &constant),
        files.join("\n")
    ))
}

fn load<T: ServiceConfig>(case: &Case) -> Vec<Finding> {
    let files: Vec<EmbeddedFile> = case
        .files
        .iter()
        .map(|(path, text)| EmbeddedFile { path: path.clone().leak(), text: text.clone().leak() })
        .collect();
    let loader = Loader::new()
        .environment(Environment::custom(case.environment))
        .variables([("SET", "abc")])
        .secrets(Always)
        .embedded(Layer::new(files.leak()));
    match loader.load_full::<T>() {
        Ok(loaded) => loaded.report.findings().to_vec(),
        Err(report) => report.findings().to_vec(),
    }
}

/// Knows every secret.
struct Always;

impl SecretResolver for Always {
    fn describe(&self) -> String {
        "a test".to_owned()
    }

    fn resolve(&self, _: &str) -> Result<Option<zeroize::Zeroizing<String>>, String> {
        Ok(Some(zeroize::Zeroizing::new("abcd".to_owned())))
    }
}

/// The key at the top of the file under which a place lies.
fn top_key(case: &Case, parsed: &[config_format::Tree], place: &(String, u32, u32)) -> Option<String> {
    let file = case.files.iter().position(|(path, _)| *path == place.0)?;
    let entries = parsed[file].root().entries();
    entries
        .filter(|(key, _)| {
            let position = key.position();
            (position.line, position.column) <= (place.1, place.2)
        })
        .last()
        .map(|(key, _)| key.text().to_owned())
}
