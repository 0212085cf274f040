//! `$extends`: the files that a file builds on, read before it.

use std::path::{Path, PathBuf};

use config_format::{Kind as TextKind, Tree};

use super::Intake;
use super::file::{read_file, whole};
use crate::finding::{Code, Finding, Origin, Place};

/// One file on the way from the first to the one being read.
pub(super) struct Step {
    identity: PathBuf,
    shown: PathBuf,
}

/// Reads the files that a file extends into layers, in their order.
pub(super) fn extend_all(intake: &mut Intake<'_>, path: &Path, tree: &Tree, chain: &mut Vec<Step>) {
    let Some(extends) = tree.root().get("$extends") else { return };
    let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    chain.push(Step { identity, shown: path.to_owned() });
    // A map is refused as a whole, as text that is no path is.
    let single = (extends.kind() != TextKind::List).then_some(extends);
    for target in extends.items().chain(single) {
        extend(intake, path, tree, target, chain);
    }
    chain.pop();
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
