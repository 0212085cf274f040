//! Where `${secret:path}` looks.

use std::path::{Component, Path, PathBuf};

use zeroize::Zeroizing;

use crate::layer::trim_line_end;

/// Something that knows secrets by path.
pub trait SecretResolver: Send + Sync {
    /// What to call it in messages: `the directory /run/secrets`.
    fn describe(&self) -> String;

    /// The secret at `path`, or nothing when it is not known here.
    ///
    /// # Errors
    ///
    /// What went wrong, without any part of a secret.
    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String>;

    /// The file that holds the secret at `path`, when there is such a file. It is watched for changes, and the audit of
    /// an environment looks at who may read it.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let _ = path;
        None
    }
}

/// The resolvers that a loader uses when none were named: variables, `_FILE` variables, systemd credentials and
/// `/run/secrets`.
#[must_use]
pub fn default_resolvers() -> Vec<Box<dyn SecretResolver>> {
    vec![
        Box::new(EnvironmentSecrets),
        Box::new(EnvironmentFileSecrets),
        Box::new(SystemdCredentials),
        Box::new(MountedSecrets::new("/run/secrets")),
    ]
}

/// `database/password` is the variable `DATABASE_PASSWORD`.
#[derive(Clone, Copy, Debug)]
pub struct EnvironmentSecrets;

/// `database/password` is the content of the file that the variable `DATABASE_PASSWORD_FILE` names.
#[derive(Clone, Copy, Debug)]
pub struct EnvironmentFileSecrets;

/// `database/password` is the file of that name in `$CREDENTIALS_DIRECTORY`; systemd forbids slashes in names, so
/// `database.password`, `database-password` and `database_password` are tried as well.
#[derive(Clone, Copy, Debug)]
pub struct SystemdCredentials;

/// `database/password` is the file of that name below a directory, such as a mounted Kubernetes or Docker secret.
#[derive(Clone, Debug)]
pub struct MountedSecrets {
    directory: PathBuf,
}

impl MountedSecrets {
    /// Secrets below `directory`.
    #[must_use]
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }
}

impl SecretResolver for EnvironmentSecrets {
    fn describe(&self) -> String {
        "environment variables".to_owned()
    }

    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String> {
        let name = variable_name(path);
        match std::env::var(&name) {
            Ok(value) => Ok(Some(Zeroizing::new(value))),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(format!("variable {name} is not UTF-8")),
        }
    }
}

impl SecretResolver for EnvironmentFileSecrets {
    fn describe(&self) -> String {
        "files named by _FILE variables".to_owned()
    }

    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String> {
        match std::env::var_os(variable_name(path) + "_FILE") {
            Some(file) => read(Path::new(&file)).and_then(|found| match found {
                Some(text) => Ok(Some(text)),
                None => Err(format!("file {} does not exist", Path::new(&file).display())),
            }),
            None => Ok(None),
        }
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        std::env::var_os(variable_name(path) + "_FILE").map(PathBuf::from)
    }
}

impl SecretResolver for SystemdCredentials {
    fn describe(&self) -> String {
        "systemd credentials".to_owned()
    }

    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String> {
        let Some(directory) = std::env::var_os("CREDENTIALS_DIRECTORY") else { return Ok(None) };
        for separator in ["/", ".", "-", "_"] {
            if let Some(text) = read_below(Path::new(&directory), &path.replace('/', separator))? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        let directory = PathBuf::from(std::env::var_os("CREDENTIALS_DIRECTORY")?);
        ["/", ".", "-", "_"]
            .into_iter()
            .filter_map(|separator| below(&directory, &path.replace('/', separator)))
            .find(|file| file.exists())
    }
}

impl SecretResolver for MountedSecrets {
    fn describe(&self) -> String {
        format!("the directory {}", self.directory.display())
    }

    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String> {
        read_below(&self.directory, path)
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        below(&self.directory, path)
    }
}

fn variable_name(path: &str) -> String {
    path.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' })
        .collect()
}

/// Reads a file below a directory; a path that could leave the directory is refused.
fn read_below(directory: &Path, path: &str) -> Result<Option<Zeroizing<String>>, String> {
    match below(directory, path) {
        Some(file) => read(&file),
        None => Err("the path must stay below the directory".to_owned()),
    }
}

/// A file below a directory, unless its path could leave the directory.
fn below(directory: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path);
    let stays = relative.components().all(|component| matches!(component, Component::Normal(_)));
    stays.then(|| directory.join(relative))
}

fn read(path: &Path) -> Result<Option<Zeroizing<String>>, String> {
    if !path.try_exists().unwrap_or(true) {
        return Ok(None);
    }
    let mut text = crate::source::read_wiping(path)
        .map_err(|problem| format!("file {} cannot be read: {problem}", path.display()))?;
    trim_line_end(&mut text);
    Ok(Some(text))
}
