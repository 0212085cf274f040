//! What the parser found wrong, in words for the people who write the files.
//!
//! Messages name tags and keys, never the text of a value.

use granit_parser::{ErrorKind as Found, ScanError};

use super::place::next_word;
use super::schema::tag_name;
use crate::{Kind, Limits, Span, SyntaxError};

/// Does not name the anchor: it may be a password that begins with `*`.
pub(super) fn unknown_anchor(span: Span) -> SyntaxError {
    SyntaxError::syntax("this alias refers to an anchor that is not defined before it", span)
        .help("put quotes around a value that begins with `*`, or define the anchor with `&` above this line")
}

pub(super) fn own_anchor(span: Span) -> SyntaxError {
    SyntaxError::syntax("this alias refers to the list or map that it is part of", span)
}

pub(super) fn tag_mismatch(tag: Kind, span: Span) -> SyntaxError {
    let (tag, what) = (tag_name(tag), what(tag));
    SyntaxError::syntax(format!("this is tagged `{tag}` but is not {what}"), span)
        .help("correct the value or remove the tag")
}

const fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "a whole number",
        Kind::Float => "a number",
        Kind::Boolean => "`true` or `false`",
        Kind::Null => "null",
        Kind::List => "a list",
        Kind::Map => "a map",
        _ => "a string",
    }
}

pub(super) fn duplicate_complex_key(first: Span, second: Span) -> SyntaxError {
    SyntaxError { message: "duplicate key".to_owned(), ..SyntaxError::duplicate_key("", first, second) }
}

pub(super) fn too_deep(limits: &Limits, span: Span) -> SyntaxError {
    SyntaxError::limit(format!("lists and maps are nested deeper than {} levels", limits.depth), span)
}

pub(super) fn too_many_nodes(limits: &Limits, span: Span) -> SyntaxError {
    SyntaxError::limit(format!("the text has more than {} nodes", limits.nodes), span)
}

pub(super) fn too_many_alias_nodes(limits: &Limits, span: Span) -> SyntaxError {
    let most = limits.alias_nodes;
    SyntaxError::limit(format!("aliases expand to more than {most} nodes"), span)
}

pub(super) fn too_many_documents(count: usize, span: Span) -> SyntaxError {
    SyntaxError::limit(format!("the text has {count} documents or more, too many for its size"), span)
}

pub(super) fn second_document(span: Span) -> SyntaxError {
    SyntaxError::syntax("a second document begins here, and a configuration file holds one", span)
        .help("remove the `---`, or move what follows it into a file of its own")
}

/// What the composer knows about the place of an error.
#[derive(Clone, Copy)]
pub(super) struct Surroundings {
    /// Where in the source the parser began to read.
    pub(super) base: u32,
    /// Where the latest node that was read ended.
    pub(super) last_end: u32,
    /// The innermost bracket that is still open.
    pub(super) open_bracket: Option<u32>,
}

/// The parser's error as one of ours.
pub(super) fn translate(
    source: &str,
    error: &ScanError,
    surroundings: Surroundings,
    limits: &Limits,
) -> SyntaxError {
    let offset = error.marker().byte_offset().map(|offset| offset + surroundings.base as usize);
    let at = offset.unwrap_or(source.len()).min(source.len());
    let here = character_span(source, at);
    if matches!(error.kind(), Found::RecursionLimitExceeded) {
        return too_deep(limits, here);
    }
    let better = match error.kind() {
        Found::TabInBlockIndentation
        | Found::TabInIndentation
        | Found::TabNotAllowed
        | Found::TabInPlainScalar
        | Found::TabAtBlockScalarStart => tab_near(source, at).map(|tab| plainly(error.kind(), tab)),
        Found::SimpleKeyExpected
        | Found::MappingValueNotAllowed
        | Found::ExpectedBlockMappingKey
        | Found::InvalidColonPlacement => line_advice(source, at, error.kind(), here),
        Found::InvalidQuotedScalarIndent | Found::InvalidIndentation => {
            open_before(source, at, surroundings).map(|open| indented_too_little(source, open, at, here))
        }
        Found::UnknownQuotedScalarEscape
        | Found::InvalidQuotedScalarHexEscape
        | Found::InvalidLowSurrogateHexEscape
        | Found::InvalidLowSurrogate
        | Found::MissingLowSurrogate
        | Found::UnpairedLowSurrogate
        | Found::InvalidUnicodeEscape => bad_escape(source, at).map(|span| plainly(error.kind(), span)),
        _ => None,
    };
    better.unwrap_or_else(|| plainly(error.kind(), here))
}

fn plainly(kind: &Found, span: Span) -> SyntaxError {
    let (message, help) = words(kind);
    let error = SyntaxError::syntax(message, span);
    match help {
        Some(help) => error.help(help),
        None => error,
    }
}

/// The quote or bracket that is still open at a line that is indented too little.
fn open_before(source: &str, at: usize, surroundings: Surroundings) -> Option<(Span, &'static str)> {
    let from = surroundings.last_end as usize;
    // Only indicators, tags, anchors and comments stand between the latest node and the quote.
    let quote = next_word(&source[..at], from, |word| matches!(word.first(), Some(b'"' | b'\'')));
    if let Some(quote) = quote {
        return Some((character_span(source, quote), "quote"));
    }
    let bracket = surroundings.open_bracket? as usize;
    let what = if source.as_bytes().get(bracket) == Some(&b'[') { "`[`" } else { "`{`" };
    Some((character_span(source, bracket), what))
}

/// A line that is indented too little for what is open: the closing bracket, or what follows one that was forgotten.
fn indented_too_little(source: &str, (open, what): (Span, &str), at: usize, here: Span) -> SyntaxError {
    let closing = source.as_bytes().get(at).filter(|byte| matches!(byte, b'}' | b']'));
    if let Some(&closing) = closing {
        let closing = char::from(closing);
        return SyntaxError::syntax(
            format!("this `{closing}` is not indented more than the key that it belongs to"),
            here,
        )
        .related(open, "it closes this one")
        .help("indent it by one blank more than the key, or write it at the end of the line before");
    }
    SyntaxError::syntax(format!("this {what} is not closed"), open)
        .related(here, "this line is not indented enough to belong to it")
        .help("add the closing one, or indent the lines that belong to it")
}

/// The first escape after the quote at `at` that is none.
fn bad_escape(source: &str, at: usize) -> Option<Span> {
    let bytes = source.as_bytes();
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return None,
            b'\\' => {
                let digits = match bytes.get(at + 1)? {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"'
                    | b'/' | b'\\' | b'N' | b'_' | b'L' | b'P' | b'\r' | b'\n' => 0,
                    _ => {
                        let character = character_span(source, at + 1);
                        return Some(Span::new(at as u32, character.end));
                    }
                };
                let end = at + 2 + digits;
                let code = source.get(at + 2..end).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                // Half of a surrogate pair is no character either, unless the other half follows.
                let paired = digits == 4 && bytes.get(end) == Some(&b'\\');
                if digits > 0 && !paired && code.and_then(char::from_u32).is_none() {
                    let end = (at + 2..end).find(|at| !bytes.get(*at).is_some_and(u8::is_ascii_hexdigit));
                    return Some(Span::new(at as u32, end.unwrap_or(at + 2 + digits) as u32));
                }
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// The character at a byte offset; nothing at the end of the text.
fn character_span(source: &str, at: usize) -> Span {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let length = source[at..].chars().next().map_or(0, |character| match character {
        '\r' | '\n' => 0,
        _ => character.len_utf8(),
    });
    Span::new(at as u32, (at + length) as u32)
}

/// The tab that indents this line or the first later line that a tab indents.
fn tab_near(source: &str, at: usize) -> Option<Span> {
    let bytes = source.as_bytes();
    let mut line = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1);
    loop {
        let blank = bytes[line..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if let Some(tab) = bytes[line..line + blank].iter().position(|byte| *byte == b'\t') {
            let tab = (line + tab) as u32;
            return Some(Span::new(tab, tab + 1));
        }
        line += bytes[line..].iter().position(|byte| *byte == b'\n')? + 1;
        if line > at + 4096 {
            return None;
        }
    }
}

/// Usual reasons why a line is neither a key nor part of a value.
fn line_advice(source: &str, at: usize, kind: &Found, here: Span) -> Option<SyntaxError> {
    const SPACE: &str = "put a space after the colon: `key: value`";
    let start = source[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = source[at..].find('\n').map_or(source.len(), |found| at + found);
    let line = source[start..end].trim_end();
    let indentation = line.len() - line.trim_start_matches(' ').len();
    if line[indentation..].starts_with("- ") && matches!(kind, Found::ExpectedBlockMappingKey) {
        let dash = character_span(source, start + indentation);
        return Some(
            SyntaxError::syntax("a list item where a key of the map around it should be", dash)
                .help("indent the list at least as far as the key that it belongs to"),
        );
    }
    if let Some(colon) = glued_colon(line) {
        return Some(plainly(kind, character_span(source, start + colon)).help(SPACE));
    }
    let before = &source[..start];
    let previous = before.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    if let Some(colon) = glued_colon(previous) {
        let offset = previous.as_ptr() as usize - source.as_ptr() as usize + colon;
        return Some(
            SyntaxError::syntax("`:` without a space after it", character_span(source, offset)).help(SPACE),
        );
    }
    if let Some((_, value)) = line.split_once(": ")
        && (value.contains(": ") || value.ends_with(':'))
    {
        return Some(plainly(kind, here).help("put quotes around a value that contains `: `"));
    }
    let previous_indentation = previous.len() - previous.trim_start_matches(' ').len();
    let deeper = indentation > previous_indentation && !previous.trim_end().ends_with(':');
    deeper.then(|| plainly(kind, here).help("give keys of one map the same indentation"))
}

/// Where the colon of `key:value` is, if the line is that and nothing else.
fn glued_colon(line: &str) -> Option<usize> {
    let key = line.trim_start_matches([' ', '-']);
    let colon = key.find(':')?;
    let (name, value) = (&key[..colon], &key[colon + 1..]);
    let is_key = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let glued = !value.is_empty() && !value.starts_with([' ', '\t', '/']) && !value.contains(": ");
    (is_key && glued).then_some(line.len() - key.len() + colon)
}

/// Message and help for each class of the parser's errors.
fn words(kind: &Found) -> (&'static str, Option<&'static str>) {
    const TAB: Option<&str> = Some("indent with spaces");
    const ESCAPE: Option<&str> = Some("write `\\\\` for a backslash, or use single quotes");
    const INDENTATION: Option<&str> =
        Some("give keys of one map, and items of one list, the same indentation");
    match kind {
        Found::UnclosedQuotedScalar => ("this quote is never closed", Some("add the closing quote")),
        Found::UnclosedFlowCollection { open: '[' } => {
            ("this `[` is never closed", Some("add the closing `]`"))
        }
        Found::UnclosedFlowCollection { .. } => ("this `{` is never closed", Some("add the closing `}`")),
        Found::MismatchedFlowCollectionEnd { open: '[', .. } => {
            ("`}` closes a list that `[` opened", Some("close it with `]`"))
        }
        Found::MismatchedFlowCollectionEnd { .. } => {
            ("`]` closes a map that `{` opened", Some("close it with `}`"))
        }
        Found::MisplacedFlowCollectionEnd => {
            ("a closing bracket without an opening one", Some("remove it, or put quotes around the value"))
        }
        Found::ExpectedFlowSequenceSeparator => ("`,` or `]` expected", None),
        Found::ExpectedFlowMappingSeparator => ("`,` or `}` expected", None),
        Found::TabInBlockIndentation | Found::TabInIndentation | Found::TabNotAllowed => {
            ("a tab in the indentation", TAB)
        }
        Found::TabInPlainScalar => ("a tab in the indentation of a continued value", TAB),
        Found::TabAtBlockScalarStart => ("a tab in the indentation of a block of text", TAB),
        Found::MappingValueNotAllowed => (
            "`:` is not allowed here",
            Some(
                "put quotes around a value that contains `: `, and give keys of one map the same indentation",
            ),
        ),
        Found::MappingKeyNotAllowed => ("`?` is not allowed here", None),
        Found::SimpleKeyExpected | Found::InvalidSimpleKey => {
            ("a key without a `:` after it", Some("write `key: value`"))
        }
        Found::ExpectedBlockMappingKey => {
            ("neither a key of the map around it nor part of the value before it", INDENTATION)
        }
        Found::ExpectedBlockSequenceEntry => ("an item of the list around it expected, `- `", INDENTATION),
        Found::BlockSequenceEntryNotAllowed => {
            ("`-` is not allowed here", Some("begin a list on a line of its own"))
        }
        Found::BlockEntryInFlowCollection => {
            ("`- ` inside brackets", Some("separate items in brackets by commas"))
        }
        Found::InvalidBlockEntryWhitespace => ("`-` without a space after it", None),
        Found::InvalidIndentation | Found::InvalidFlowScalarIndent => {
            ("this line is indented too little", Some("indent it more than the key that it belongs to"))
        }
        Found::InvalidQuotedScalarIndent => (
            "this line belongs to an open quote and is indented too little",
            Some("close the quote in the line before, or indent this line"),
        ),
        Found::InvalidBlockScalarIndent => {
            ("this line of a block of text is indented less than its first line", None)
        }
        Found::ZeroBlockScalarIndent => ("the indentation of a block of text cannot be 0", None),
        Found::InvalidBlockScalarHeader => ("text after `|` or `>`", Some("begin the text on the next line")),
        Found::DocumentIndicatorInQuotedScalar => {
            ("this quote is still open where the next document begins", Some("add the closing quote"))
        }
        Found::InvalidTrailingSingleQuotedScalar => {
            ("text after the closing quote", Some("write `''` for a single quote inside single quotes"))
        }
        Found::InvalidTrailingDoubleQuotedScalar => {
            ("text after the closing quote", Some("write `\\\"` for a double quote inside double quotes"))
        }
        Found::UnknownQuotedScalarEscape => ("an unknown escape inside double quotes", ESCAPE),
        Found::InvalidQuotedScalarHexEscape
        | Found::InvalidLowSurrogateHexEscape
        | Found::InvalidLowSurrogate
        | Found::MissingLowSurrogate
        | Found::UnpairedLowSurrogate
        | Found::InvalidUnicodeEscape => ("an escape inside double quotes that is no character", ESCAPE),
        Found::CommentInterceptedScalar => {
            ("a comment in the middle of a value that continues on the next line", None)
        }
        Found::CommentNotSeparated => {
            ("`#` without a space before it", Some("put a space before the comment"))
        }
        Found::BomInsideDocument => {
            ("a byte order mark inside the text", Some("remove this invisible character"))
        }
        Found::UnexpectedCharacter { character } => unexpected(*character),
        Found::PlainScalarStartsWithDashFlowIndicator => ("`-` before a bracket or comma", None),
        Found::FlowMappingValueAdjacentCollection | Found::InvalidMappingValueWhitespace => {
            ("`:` without a space after it", Some("write `key: value`"))
        }
        Found::InvalidColonPlacement => ("`:` is not allowed here", None),
        Found::InvalidDocumentEnd => ("text after `...`", None),
        Found::UndeclaredTagHandle => ("a tag whose prefix is not declared", Some("declare it with `%TAG`")),
        Found::MissingAnchorOrAliasName => ("`&` or `*` without a name", Some("put quotes around the value")),
        Found::ExpectedDocumentStart => {
            ("text after the document's value", Some("begin another document with `---`"))
        }
        Found::MissingDocumentEndBeforeDirective => ("a directive without `...` before it", None),
        Found::DuplicateVersionDirective | Found::DuplicateTagDirective => ("a directive given twice", None),
        Found::UnsupportedYamlMajorVersion => ("a version of YAML that is not 1.x", None),
        Found::UnexpectedEofFlowSequence
        | Found::UnexpectedEofFlowMapping
        | Found::UnexpectedEofImplicitFlowMapping
        | Found::UnexpectedEndOfPlainScalar
        | Found::UnexpectedEofBlockSequence
        | Found::UnexpectedEofBlockMapping
        | Found::UnexpectedEof
        | Found::ExpectedNodeContent => ("a value expected", None),
        Found::InvalidTagTerminator
        | Found::InvalidTagDirectiveTerminator
        | Found::MissingTagUri
        | Found::UnclosedVerbatimTag
        | Found::InvalidTagEscape
        | Found::InvalidTagUtf8
        | Found::InvalidTagUtf8LeadingByte
        | Found::InvalidTagUtf8TrailingByte
        | Found::ExpectedTagBang
        | Found::ExpectedTagDirectiveBang
        | Found::InvalidGlobalTagCharacter => {
            ("this is no tag", Some("put quotes around a value that begins with `!`"))
        }
        _ => ("this is no YAML", None),
    }
}

fn unexpected(character: char) -> (&'static str, Option<&'static str>) {
    const QUOTE: Option<&str> = Some("put quotes around the value");
    match character {
        '@' => ("a value cannot begin with `@`", QUOTE),
        '`' => ("a value cannot begin with a backtick", QUOTE),
        '%' => ("a value cannot begin with `%`", QUOTE),
        '|' | '>' => ("a block of text is not possible inside brackets", QUOTE),
        _ => ("a character that YAML does not allow", Some("write it as an escape inside double quotes")),
    }
}
