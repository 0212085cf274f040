//! The full path over a whole stream, and how it goes on after an error.

use granit_parser::{ErrorKind as Found, Parser, ScanError, StrInput};

use super::Indentation;
use super::compose::Composer;
use super::document::Document;
use super::message;
use crate::error::{Faults, Stop};
use crate::{ErrorKind, Limits};

/// Reads the whole stream; what is wrong with it goes to `faults`.
pub(super) fn read(
    source: &str,
    limits: &Limits,
    indentation: Indentation,
    faults: &mut Faults,
) -> Result<Vec<Document>, Stop> {
    let mut parser = parser(source, limits, indentation);
    let mut composer = Composer::new(source, 0, limits);
    // Anchors in the part of a document before an error, which aliases after it may mean.
    let mut noted = 0;
    loop {
        match parser.next_event() {
            None => return Ok(composer.into_documents()),
            Some(Ok((event, span))) => composer.event(event, &span, faults)?,
            Some(Err(error)) => {
                let mut lost = composer.take_lost_anchors();
                let resumed = report(source, &error, &mut composer, limits, faults)?;
                if let Some(at) = resumed {
                    parser = self::parser(&source[at..], limits, indentation);
                    lost.extend(anchors(&source[noted..at]));
                    noted = at;
                    composer = Composer::new(source, at, limits).with_lost_anchors(lost);
                    continue;
                }
                // The next document can always be read: `---` at the start of a line is never part of a value.
                if !parser.proceed_next_document().unwrap_or(false) {
                    return Ok(composer.into_documents());
                }
            }
        }
    }
}

fn parser<'s>(source: &'s str, limits: &Limits, indentation: Indentation) -> Parser<'s, StrInput<'s>> {
    let mut options = granit_parser::options! {
        strict_indentation: indentation == Indentation::Strict,
        emit_unresolved_aliases: true,
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
    };
    // Another crate may switch the parser's `comments` feature on.
    options.set_emit_comments(false);
    Parser::new_from_str_with_options(source, options)
}

/// Reports a syntax error with the duplicate keys before it; says where in this document to read on, if that
/// is certain.
fn report(
    source: &str,
    error: &ScanError,
    composer: &mut Composer<'_>,
    limits: &Limits,
    faults: &mut Faults,
) -> Result<Option<usize>, Stop> {
    // A prefix may have been declared in the part with an earlier error.
    if !faults.is_empty() && matches!(error.kind(), Found::UndeclaredTagHandle) {
        composer.abandon(faults)?;
        return Ok(None);
    }
    let surroundings = composer.surroundings();
    let fault = message::translate(source, error, surroundings, limits);
    let at = error.marker().byte_offset().map_or(source.len(), |offset| offset + surroundings.base as usize);
    let resumed = (composer.in_block_map() && is_local(error.kind())).then(|| next_key(source, at)).flatten();
    composer.abandon(faults)?;
    let limit = fault.kind == ErrorKind::Limit;
    faults.report(fault)?;
    if limit { Err(Stop) } else { Ok(resumed) }
}

/// Everything that looks like an anchor.
fn anchors(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |character: char| character.is_whitespace() || ",[]{}".contains(character);
    text.split('&').skip(1).filter_map(move |after| after.split(is_end).next())
}

/// Whether an error of this kind ends with its line, so that a key at the start of a later line is a key. After
/// an open quote or bracket nothing is certain.
const fn is_local(kind: &Found) -> bool {
    matches!(
        kind,
        Found::BlockSequenceEntryNotAllowed
            | Found::CommentNotSeparated
            | Found::ExpectedBlockMappingKey
            | Found::ExpectedBlockSequenceEntry
            | Found::InvalidBlockEntryWhitespace
            | Found::InvalidBlockScalarHeader
            | Found::InvalidTrailingDoubleQuotedScalar
            | Found::InvalidTrailingSingleQuotedScalar
            | Found::InvalidUnicodeEscape
            | Found::InvalidQuotedScalarHexEscape
            | Found::MappingValueNotAllowed
            | Found::MisplacedFlowCollectionEnd
            | Found::MissingAnchorOrAliasName
            | Found::SimpleKeyExpected
            | Found::TabInBlockIndentation
            | Found::TabInPlainScalar
            | Found::UndeclaredTagHandle
            | Found::UnexpectedCharacter { .. }
            | Found::UnknownQuotedScalarEscape
    )
}

/// The next line of this document, after the one of `at`, that begins with a plain key.
fn next_key(source: &str, at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        at += source.get(at..)?.find('\n')? + 1;
        let line = &source.as_bytes()[at..];
        if line.starts_with(b"---") || line.starts_with(b"...") {
            return None;
        }
        let length = line
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
            .count();
        let key = length > 0 && line[0].is_ascii_alphanumeric() && line.get(length) == Some(&b':');
        if key && matches!(line.get(length + 1), None | Some(b' ' | b'\r' | b'\n')) {
            return Some(at);
        }
    }
}
