//! The bytes of files, and of what stands in their place.

use std::io::Read as _;
use std::path::Path;

use config_format::Limits;
use zeroize::{Zeroize as _, Zeroizing};

use super::Intake;

/// The system's words without its number.
pub(super) fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

impl Intake<'_> {
    /// The bytes of a file, or of what stands in its place.
    pub(super) fn bytes(&self, path: &Path) -> std::io::Result<Vec<u8>> {
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
