//! Texts that were refused, as findings.

use std::path::Path;

use config_format::{ErrorKind, LineIndex, Rejected, Span};
use zeroize::Zeroize as _;

use super::Intake;
use crate::finding::{Code, Finding, Origin, Place};
use crate::layer::unparsed_snippet;

/// What to do about an error of a text whose parser does not know better.
fn what_to_do(code: Code) -> &'static str {
    match code {
        Code::DUPLICATE_KEY => "keep one of them",
        Code::ENCODING => "save the file as plain UTF-8 text",
        Code::LIMIT => "make the file smaller or less deeply nested",
        _ => "correct the text here; nothing else of the file is read until then",
    }
}

/// Turns the errors of a text into findings.
pub(crate) fn reject(intake: &mut Intake<'_>, path: &Path, mut rejected: Rejected) {
    let names = intake.may_hold_secrets().then(|| super::names::all_names(intake.schema));
    let lines = LineIndex::new(&rejected.source);
    for error in &rejected.errors {
        let code = match error.kind {
            ErrorKind::DuplicateKey => Code::DUPLICATE_KEY,
            ErrorKind::Encoding => Code::ENCODING,
            ErrorKind::Limit => Code::LIMIT,
            _ => Code::SYNTAX,
        };
        let place = |span: Span, label: String| {
            let position = lines.position(&rejected.source, span.start);
            let origin = Origin::File { path: path.to_owned(), line: position.line, column: position.column };
            let snippet = (code != Code::ENCODING && code != Code::LIMIT)
                .then(|| unparsed_snippet(&rejected.source, &lines, span, names.as_ref()));
            (origin, Place { layer: None, label, snippet })
        };
        let (origin, first) = place(error.span, String::new());
        let mut finding = Finding::error(code, "", error.message.clone()).with_place(origin, first);
        if let Some((span, label)) = &error.related {
            let (origin, second) = place(*span, label.clone());
            finding = finding.with_place(origin, second);
        }
        finding.help = error.help.clone().or_else(|| Some(what_to_do(code).to_owned()));
        intake.findings.push(finding);
    }
    rejected.source.zeroize();
}
