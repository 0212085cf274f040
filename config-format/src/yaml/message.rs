//! What the parser found wrong, in words for the people who write the files.
//!
//! Messages name anchors, tags and keys, never the text of a value.

use granit_parser::{ErrorKind as Found, ScanError};

use super::schema::tag_name;
use crate::{Kind, Limits, Span, SyntaxError};

pub(super) fn unknown_anchor(alias: &str, span: Span) -> SyntaxError {
    let name = alias.trim_start_matches('*');
    SyntaxError::syntax(format!("`{alias}` refers to an anchor that is not defined before it"), span)
        .help(format!("write `&{name}` before the value that is meant, above this line"))
}

pub(super) fn own_anchor(alias: &str, span: Span) -> SyntaxError {
    SyntaxError::syntax(format!("`{alias}` refers to the list or map that it is part of"), span)
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
    SyntaxError { span: second, ..SyntaxError::duplicate_key("", first, second) }
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

/// The parser's error as one of ours.
pub(super) fn translate(source: &str, error: &ScanError, limits: &Limits) -> SyntaxError {
    let at = error.marker().byte_offset().unwrap_or(source.len()).min(source.len());
    let here = character_span(source, at);
    if matches!(error.kind(), Found::RecursionLimitExceeded) {
        return too_deep(limits, here);
    }
    let (message, help) = words(error.kind());
    let mut span = here;
    let mut help = help.map(str::to_owned);
    match error.kind() {
        Found::TabInBlockIndentation
        | Found::TabInIndentation
        | Found::TabNotAllowed
        | Found::TabInPlainScalar
        | Found::TabAtBlockScalarStart => span = tab_near(source, at).unwrap_or(here),
        Found::SimpleKeyExpected
        | Found::MappingValueNotAllowed
        | Found::ExpectedBlockMappingKey
        | Found::InvalidColonPlacement => {
            if let Some((colon, advice)) = line_advice(source, at) {
                span = colon.unwrap_or(here);
                help = Some(advice.to_owned());
            }
        }
        _ => {}
    }
    let error = SyntaxError::syntax(message, span);
    match help {
        Some(help) => error.help(help),
        None => error,
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
fn line_advice(source: &str, at: usize) -> Option<(Option<Span>, &'static str)> {
    let start = source[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = source[at..].find('\n').map_or(source.len(), |found| at + found);
    let line = source[start..end].trim_end();
    let key = line.trim_start().trim_start_matches("- ").trim_start();
    let colon = key.find(':')?;
    let name = &key[..colon];
    let plausible = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if !plausible {
        return None;
    }
    let after = &key[colon + 1..];
    let offset = start + (line.len() - key.len()) + colon;
    if !after.is_empty() && !after.starts_with([' ', '\t']) {
        let span = Span::new(offset as u32, offset as u32 + 1);
        return Some((Some(span), "put a space after the colon: `key: value`"));
    }
    if after.contains(": ") || after.ends_with(':') {
        return Some((None, "put quotes around a value that contains `: `"));
    }
    // A key that is indented more than a complete `key: value` line before it.
    let previous = source[..start].lines().rfind(|line| !line.trim().is_empty())?;
    let width = |text: &str| text.len() - text.trim_start_matches(' ').len();
    if width(line) > width(previous) && !previous.trim_end().ends_with(':') {
        return Some((None, "give keys of one map the same indentation"));
    }
    None
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
        Found::ExpectedDocumentStart => ("`---` expected", None),
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
