//! The audit of a loaded configuration against the rules of its environment.
//!
//! It looks at the values that count, wherever they come from, and says where. It never says what a secret is: messages
//! hold paths and places, and a line that holds a password inside plain text is not shown at all.

use std::path::{Path, PathBuf};

use super::EnvironmentPolicy;
use super::credentials::{is_known, password_of_url};
use crate::finding::{Code, Finding, Origin};
use crate::layer::{ClearLeaf, Places};
use crate::read::{Reader, Value};
use crate::schema::{Kind, Schema};

/// A file that gave a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecretFile {
    /// Path of the value.
    pub(crate) path: String,
    /// The file.
    pub(crate) file: PathBuf,
    /// What named the file.
    pub(crate) origin: Origin,
}

/// Everything in a configuration that the policy forbids.
pub(crate) fn audit(
    schema: &'static Schema,
    leaves: &[ClearLeaf<'_>],
    reader: &Reader<'_>,
    secret_files: &[SecretFile],
    policy: &EnvironmentPolicy,
    findings: &mut Vec<Finding>,
) {
    let audit = Audit { schema, environment: reader.environment().name() };
    let mut found = Vec::new();
    for leaf in leaves {
        if !policy.debug_allowed() {
            found.extend(audit.debug(leaf));
        }
        if policy.security_audit() {
            found.extend(audit.clear_text(leaf));
            found.extend(audit.credentials(leaf));
        }
    }
    if policy.security_audit() {
        for leaf in leaves.iter().filter(|leaf| leaf.secret) {
            let files = leaf.resolved.map(|resolved| resolved.files.as_slice()).unwrap_or_default();
            found.extend(
                files
                    .iter()
                    .filter_map(|file| world_readable(&leaf.path, file, leaf.value.origin().as_ref())),
            );
        }
        found.extend(
            secret_files
                .iter()
                .filter_map(|secret| world_readable(&secret.path, &secret.file, Some(&secret.origin))),
        );
    }
    // A check of the author's own about the same value has said it already, with its operands.
    found.retain(|finding: &Finding| {
        finding.code() != Code::DEBUG_ON || !findings.iter().any(|known| known.path() == finding.path())
    });
    findings.extend(found);
}

struct Audit<'e> {
    schema: &'static Schema,
    environment: &'e str,
}

impl Audit<'_> {
    /// A debug switch that is on.
    fn debug(&self, leaf: &ClearLeaf<'_>) -> Option<Finding> {
        let field = leaf.field?;
        if !matches!(field.kind.without_wrappers(), Kind::Boolean) || !is_debug_switch(field.name) {
            return None;
        }
        let on = leaf.text.eq_ignore_ascii_case("true");
        on.then(|| {
            let message = format!("{} must be off in {}", leaf.path, self.environment);
            self.at(Finding::error(Code::DEBUG_ON, leaf.path.clone(), message), leaf.value, true)
                .with_help(format!("set {} to false, or leave it out", leaf.path))
        })
    }

    /// A secret that stands in a file as it is.
    fn clear_text(&self, leaf: &ClearLeaf<'_>) -> Option<Finding> {
        let (layer, node) = leaf.value.place()?;
        if !matches!(layer.places, Places::File(_)) || leaf.text.is_empty() {
            return None;
        }
        let (message, shown) = if leaf.secret {
            let written = !node.raw().reference;
            (written.then(|| format!("{} stands in clear text in a file", leaf.path))?, true)
        } else {
            let password = password_of_url(node.text())?;
            let written = !config_format::has_reference(password);
            (written.then(|| format!("{} holds a password in clear text", leaf.path))?, false)
        };
        let help = if leaf.secret {
            "keep it outside and write ${secret:…}, ${env:…} or ${file:…}, or use the variable with _FILE"
                .to_owned()
        } else {
            "write ${env:…} or ${file:…} in place of the password, or give it a field of its own".to_owned()
        };
        Some(
            self.at(Finding::error(Code::CLEAR_SECRET, leaf.path.clone(), message), leaf.value, shown)
                .with_help(help),
        )
    }

    /// A credential that everybody knows.
    fn credentials(&self, leaf: &ClearLeaf<'_>) -> Option<Finding> {
        let known = if leaf.secret {
            is_known(&leaf.text)
        } else {
            password_of_url(&leaf.text).is_some_and(is_known)
        };
        known.then(|| {
            let message = format!("{} is a credential that everybody knows", leaf.path);
            let mut finding = self.at(
                Finding::error(Code::DEFAULT_CREDENTIAL, leaf.path.clone(), message),
                leaf.value,
                leaf.secret,
            );
            if let Some(origin) = leaf.resolved.and_then(|resolved| resolved.origin.clone()) {
                finding = finding.with_origin(origin);
            }
            finding
                .with_help("products ship with it and documents use it as an example: make one of your own")
        })
    }

    /// The finding at the value's place; without the line where plain text holds a password.
    fn at(&self, finding: Finding, value: Value<'_>, line_shown: bool) -> Finding {
        match value.place() {
            Some((layer, node)) if line_shown => {
                finding.with_place(layer.origin(node.span()), layer.place(node.span(), Some(self.schema), ""))
            }
            Some((layer, node)) => {
                finding.with_labelled_origin(layer.origin(node.span()), Some(layer.number), "")
            }
            None => finding
                .with_origin(Origin::Code { file: self.schema.file.to_owned(), line: self.schema.line }),
        }
    }
}

/// Whether a key names a debug switch: one of its words is `debug`, and none turns the sense around.
fn is_debug_switch(name: &str) -> bool {
    let words = || crate::environment::words::words(name);
    words().any(|word| word == "debug")
        && !words().any(|word| matches!(word.as_str(), "disable" | "disabled" | "no" | "without" | "off"))
}

/// A file of a secret that every user of the system may read.
#[cfg(unix)]
fn world_readable(path: &str, file: &Path, named_by: Option<&Origin>) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(file).ok()?.permissions().mode() & 0o777;
    (mode & 0o006 != 0).then(|| {
        let message =
            format!("every user may read {}, which gives {path}: its mode is {mode:04o}", file.display());
        let mut finding = Finding::error(Code::SECRET_FILE_MODE, path, message).with_origin(Origin::File {
            path: file.to_owned(),
            line: 0,
            column: 0,
        });
        if let Some(origin) = named_by {
            finding = finding.with_origin(origin.clone());
        }
        finding.with_help(format!(
            "chmod 0400 {}; for volumes of Kubernetes set defaultMode: 0400 (or 0440 with fsGroup)",
            file.display()
        ))
    })
}

#[cfg(not(unix))]
fn world_readable(_path: &str, _file: &Path, _named_by: Option<&Origin>) -> Option<Finding> {
    None
}
