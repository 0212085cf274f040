//! The mounts of the process, as `/proc/self/mountinfo` tells them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The mounts that a process sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mounts {
    mounts: Vec<Mount>,
}

/// One mount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// What of the file system is mounted.
    root: PathBuf,
    /// Where.
    point: PathBuf,
}

impl Mount {
    /// Whether the kubelet mounted it for a `subPath`.
    pub(super) fn is_sub_path(&self) -> bool {
        self.root.components().any(|part| part.as_os_str() == "volume-subpaths")
    }
}

impl Mounts {
    /// The mounts of this process; none where the system does not tell.
    #[must_use]
    pub fn of_process() -> Self {
        std::fs::read("/proc/self/mountinfo").map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Reads the text of a `mountinfo` file. Lines that are no mounts are passed over.
    ///
    /// ```
    /// use config_core::doctor::Mounts;
    /// let mounts = Mounts::parse(b"36 35 98:0 /etc/app.yaml /app/app.yaml ro - ext4 /dev/sda1 rw\n");
    /// assert_ne!(mounts, Mounts::default());
    /// ```
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        let mounts = text
            .split(|byte| *byte == b'\n')
            .filter_map(|line| {
                let mut fields = line.split(|byte| *byte == b' ').skip(3);
                Some(Mount { root: unescaped(fields.next()?), point: unescaped(fields.next()?) })
            })
            .collect();
        Self { mounts }
    }

    /// The mount that keeps a file as it was at the start: one of the file alone, or one by `subPath` above it.
    pub(super) fn pinning(&self, path: &Path) -> Option<&Mount> {
        let path = std::path::absolute(path).ok()?;
        // The last mount at the longest point counts: it lies over the others.
        let above = self
            .mounts
            .iter()
            .filter(|mount| path.starts_with(&mount.point))
            .max_by_key(|mount| mount.point.components().count())?;
        let single_file = above.point == path && !path.is_dir() && above.root != Path::new("/");
        (single_file || above.is_sub_path()).then_some(above)
    }
}

/// A path with `\040` and the like undone.
fn unescaped(text: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..3).filter(|_| *first == b'\\').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 8).ok()
        });
        match code {
            Some(code) => {
                bytes.push(code);
                rest = &after[3..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    path_of(bytes)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    <OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KUBERNETES: &[u8] = b"\
620 600 0:100 / / rw,relatime master:30 - overlay overlay rw\n\
640 620 8:1 /var/lib/kubelet/pods/1a/volumes/kubernetes.io~configmap/config /etc/whole ro - ext4 /dev/sda1 rw\n\
641 620 8:1 /var/lib/kubelet/pods/1a/volume-subpaths/config/gateway/0 /etc/one/gateway.yaml ro - ext4 /dev/sda1 rw\n\
642 620 8:1 /var/lib/kubelet/pods/1a/volume-subpaths/config/gateway/1 /etc/sub ro - ext4 /dev/sda1 rw\n\
643 620 8:1 /home/me/my\\040app.yaml /etc/my\\040app.yaml rw - ext4 /dev/sda1 rw\n\
644 642 0:90 / /etc/sub/fresh rw - tmpfs tmpfs rw\n\
broken line\n";

    #[test]
    fn files_that_mounts_pin_are_told_from_those_that_change() {
        let mounts = Mounts::parse(KUBERNETES);
        let sub_path = |path: &str| mounts.pinning(Path::new(path)).map(Mount::is_sub_path);
        assert_eq!(sub_path("/etc/whole/gateway.yaml"), None);
        assert_eq!(sub_path("/etc/one/gateway.yaml"), Some(true));
        assert_eq!(sub_path("/etc/one/other.yaml"), None);
        assert_eq!(sub_path("/etc/sub/conf.d/10.yaml"), Some(true));
        assert_eq!(sub_path("/etc/my app.yaml"), Some(false));
        assert_eq!(sub_path("/etc/sub/fresh/new.yaml"), None);
    }

    #[test]
    fn the_mounts_of_this_process_can_be_read() {
        if Path::new("/proc/self/mountinfo").exists() {
            assert_ne!(Mounts::of_process(), Mounts::default());
        } else {
            println!("left out: this system has no /proc/self/mountinfo");
        }
    }
}
