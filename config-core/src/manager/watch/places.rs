//! Where to look: the directories in which a source can change, and the names in them that matter.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// How many symbolic links a path may lead through, as in the kernel.
const LINKS: usize = 40;

/// Directories to watch, and which of their events matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Directories that exist, without symbolic links in their paths.
    pub(super) directories: BTreeSet<PathBuf>,
    /// Entries whose events matter.
    names: HashSet<PathBuf>,
    /// Directories in which every entry matters.
    whole: HashSet<PathBuf>,
}

impl Places {
    /// The places of files and directories, those that do not exist yet included.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let mut places = Self::default();
        for path in paths {
            places.add(path);
        }
        places
    }

    /// Walks down a path. A symbolic link on the way can be replaced where it lies, so its directory is watched too:
    /// this is how mounted volumes of Kubernetes change. Where nothing is yet, the last directory is watched.
    fn add(&mut self, path: &Path) {
        let Ok(path) = std::path::absolute(path) else { return };
        let mut here = PathBuf::new();
        let mut rest: VecDeque<OsString> = VecDeque::new();
        split(&path, &mut here, &mut rest);
        let mut links = 0;
        while let Some(name) = rest.pop_front() {
            if name == ".." {
                here.pop();
                continue;
            }
            let entry = here.join(&name);
            let metadata = std::fs::symlink_metadata(&entry);
            let is_link = metadata.as_ref().is_ok_and(|metadata| metadata.file_type().is_symlink());
            let last = rest.is_empty();
            if is_link || last || metadata.is_err() {
                self.directories.insert(here.clone());
                self.names.insert(entry.clone());
            }
            match metadata {
                Err(_) => return,
                Ok(_) if is_link => {
                    links += 1;
                    let Ok(target) = std::fs::read_link(&entry) else { return };
                    if links > LINKS {
                        return;
                    }
                    let mut ahead = VecDeque::new();
                    split(&target, &mut here, &mut ahead);
                    ahead.append(&mut rest);
                    rest = ahead;
                }
                Ok(metadata) if last && metadata.is_dir() => {
                    self.directories.insert(entry.clone());
                    self.whole.insert(entry);
                }
                Ok(_) => here = entry,
            }
        }
    }

    /// Whether an event at `path` can have changed a source.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        self.names.contains(path)
            || self.directories.contains(path)
            || path.parent().is_some_and(|parent| self.whole.contains(parent))
    }
}

/// Puts the names of a path behind one another; an absolute path starts anew.
fn split(path: &Path, here: &mut PathBuf, rest: &mut VecDeque<OsString>) {
    if path.has_root() {
        here.clear();
    }
    for component in path.components() {
        match component {
            Component::Prefix(_) | Component::RootDir => here.push(component),
            Component::CurDir => {}
            Component::ParentDir => rest.push_back("..".into()),
            Component::Normal(name) => rest.push_back(name.to_owned()),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn every_link_on_the_way_is_watched_where_it_lies() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("..2026")).unwrap();
        std::fs::write(root.join("..2026/app.yaml"), "a: 1").unwrap();
        std::os::unix::fs::symlink("..2026", root.join("..data")).unwrap();
        std::os::unix::fs::symlink("..data/app.yaml", root.join("app.yaml")).unwrap();
        let places = Places::of(&[root.join("app.yaml")]);
        let expected: BTreeSet<PathBuf> = [root.clone(), root.join("..2026")].into();
        assert_eq!(places.directories, expected);
        assert!(places.concerns(&root.join("..data")));
        assert!(places.concerns(&root.join("app.yaml")));
        assert!(places.concerns(&root.join("..2026/app.yaml")));
        assert!(!places.concerns(&root.join("other.yaml")));
    }

    #[test]
    fn what_is_not_there_yet_is_waited_for_in_the_last_directory_that_is() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        let places = Places::of(&[root.join("later/app.yaml")]);
        assert_eq!(places.directories, [root.clone()].into());
        assert!(places.concerns(&root.join("later")));
    }

    #[test]
    fn everything_in_a_drop_in_directory_matters() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("app.d")).unwrap();
        let places = Places::of(&[root.join("app.d")]);
        assert!(places.concerns(&root.join("app.d/10-new.yaml")));
        assert!(places.concerns(&root.join("app.d")));
        assert!(!places.concerns(&root.join("else")));
    }

    #[test]
    fn links_in_a_circle_end() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        std::os::unix::fs::symlink("b", root.join("a")).unwrap();
        std::os::unix::fs::symlink("a", root.join("b")).unwrap();
        assert_eq!(Places::of(&[root.join("a")]).directories, [root].into());
    }
}
