//! Loading so that nothing half written is taken: the bytes of all sources are the same before and after.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _, RandomState};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use zeroize::Zeroizing;

use super::subscriber::guarded;
use crate::finding::{Code, Finding, Report};
use crate::layer::{Leaf, Loaded, Loader};
use crate::read::ServiceConfig;

/// How often a load is tried again while its sources change under it.
const ATTEMPTS: usize = 5;

/// What a load gave, and the sources it looked at.
pub(crate) struct Candidate<T> {
    pub(crate) result: Result<Loaded<T>, Report>,
    /// The values for comparison; empty for a load that failed.
    pub(crate) leaves: Vec<Leaf>,
    /// Every file and directory that was looked at.
    pub(crate) paths: Vec<PathBuf>,
    /// What the sources held.
    pub(crate) content: Content,
    /// Whether the sources were the same before and after.
    pub(crate) stable: bool,
}

/// A hash of the bytes of all sources, the names in directories included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content(u64, u64);

/// Loads, again and again until the sources hold still.
pub(crate) fn load<T: ServiceConfig>(loader: &Loader, known: &[PathBuf]) -> Candidate<T> {
    let mut paths = known.to_vec();
    let mut before = Content::of(&paths);
    let mut attempt = 0;
    loop {
        attempt += 1;
        let result = guarded(|| loader.load_candidate::<T>()).unwrap_or_else(|panic| Err(panicked(&panic)));
        let looked_at = match &result {
            Ok(loaded) => loaded.watched().to_vec(),
            // A failed load tells no paths; those of the last good one are still of interest.
            Err(_) => {
                let mut all = guarded(|| loader.watched::<T>()).unwrap_or_default();
                all.extend(known.iter().filter(|path| !all.contains(path)).cloned().collect::<Vec<_>>());
                all
            }
        };
        let same_paths = looked_at == paths;
        let after = Content::of(&looked_at);
        let stable = same_paths && before == after;
        if stable || attempt == ATTEMPTS {
            let leaves = match &result {
                Ok(loaded) => guarded(|| loaded.history.leaves()).unwrap_or_default(),
                Err(_) => Vec::new(),
            };
            return Candidate { result, leaves, paths: looked_at, content: after, stable };
        }
        paths = looked_at;
        before = after;
    }
}

fn panicked(message: &str) -> Report {
    Finding::error(Code::PANIC, "", format!("a provider, a resolver or a check panicked: {message}"))
        .with_help("mend the code that panics; the values that serve are not touched")
        .into()
}

impl Content {
    /// The content of files and directories as it is now. What cannot be read counts by the sort of its error.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        static KEYS: OnceLock<(RandomState, RandomState)> = OnceLock::new();
        let (first, second) = KEYS.get_or_init(|| (RandomState::new(), RandomState::new()));
        let mut hashers = (first.build_hasher(), second.build_hasher());
        let mut add = |bytes: &[u8]| {
            bytes.hash(&mut hashers.0);
            bytes.hash(&mut hashers.1);
        };
        for path in paths {
            add(path.as_os_str().as_encoded_bytes());
            if let Err(error) = add_path(path, &mut add) {
                add(format!("{:?}", error.kind()).as_bytes());
            }
        }
        Self(hashers.0.finish(), hashers.1.finish())
    }
}

fn add_path(path: &Path, add: &mut dyn FnMut(&[u8])) -> std::io::Result<()> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        let mut names = std::fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<std::io::Result<Vec<_>>>()?;
        names.sort();
        names.iter().for_each(|name| add(name.as_encoded_bytes()));
        return Ok(());
    }
    // A pipe or a device would block, or give something else each time.
    if !metadata.is_file() {
        add(b"special");
        return Ok(());
    }
    let mut file = std::fs::File::open(path)?;
    // The bytes may be a secret.
    let mut buffer = Zeroizing::new(vec![0_u8; 16 << 10]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            length => add(&buffer[..length]),
        }
    }
}
