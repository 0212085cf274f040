//! Regular expressions of Go servers (RE2).

use config_core::schema::Grammar;

use regex_syntax::ast::{self, Ast, RepetitionKind, RepetitionRange};

use super::{ValueError, text_type};

const HELP: &str = "write an RE2 expression: no look-around, no back-references";

text_type! {
    /// A regular expression in the syntax of RE2 and Go: no look-around, no back-references, at most 1000 repetitions.
    RegularExpression, "a regular expression", Grammar::RegularExpression, check
}

fn check(text: &str) -> Result<(), ValueError> {
    let adapted = adapt(text);
    let parsed = ast::parse::ParserBuilder::new().build().parse(&adapted).map_err(|error| {
        let at = error.span().start.offset;
        // Escapes that were added for the other syntax move positions; those errors are told without one.
        let problem = lower(&error.kind().to_string());
        if adapted == text { ValueError::at(text, at, problem, HELP) } else { ValueError::new(problem, HELP) }
    })?;
    if repeats_too_often(&parsed) {
        return Err(ValueError::new("has a repetition of more than 1000", HELP));
    }
    Ok(())
}

fn lower(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut characters = line.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// RE2's text in the syntax of the `regex` crate: `\Q…\E`, a brace that is no repetition, and brackets and operators in
/// classes mean themselves in RE2.
fn adapt(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut class_start = None;
    while let Some(character) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix(r"\Q") {
            let (literal, after) = quoted.split_once(r"\E").unwrap_or((quoted, ""));
            out.push_str(&regex_syntax::escape(literal));
            rest = after;
            continue;
        }
        if character == '\\' {
            let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            let is_class = rest[1..].starts_with(['d', 'D', 'w', 'W', 's', 'S']);
            rest = &rest[length..];
            // A dash behind a class is a dash.
            if class_start.is_some() && is_class && rest.starts_with('-') && !rest.starts_with("-]") {
                out.push_str(r"\-");
                rest = &rest[1..];
            }
            continue;
        }
        match (class_start, character) {
            (None, '[') => {
                out.push('[');
                rest = &rest[1..];
                if let Some(after) = rest.strip_prefix('^') {
                    out.push('^');
                    rest = after;
                }
                // A bracket that closes at once is a member.
                if let Some(after) = rest.strip_prefix(']') {
                    out.push_str(r"\]");
                    rest = after;
                }
                class_start = Some(());
                continue;
            }
            (None, '{') if !is_repetition(rest) => out.push_str(r"\{"),
            (Some(()), '[') if rest.starts_with("[:") => {
                let end = rest.find(":]").map_or(1, |end| end + 2);
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            (Some(()), '[' | '&' | '~') => {
                out.push('\\');
                out.push(character);
            }
            (Some(()), ']') => {
                class_start = None;
                out.push(']');
            }
            _ => out.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    out
}

/// Whether a text begins with `{n}`, `{n,}` or `{n,m}`.
fn is_repetition(text: &str) -> bool {
    let Some((inner, _)) = text[1..].split_once('}') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match inner.split_once(',') {
        Some((low, high)) => digits(low) && (high.is_empty() || digits(high)),
        None => digits(inner),
    }
}

fn repeats_too_often(ast: &Ast) -> bool {
    match ast {
        Ast::Repetition(repetition) => {
            let many = match &repetition.op.kind {
                RepetitionKind::Range(
                    RepetitionRange::Exactly(most)
                    | RepetitionRange::AtLeast(most)
                    | RepetitionRange::Bounded(_, most),
                ) => *most > 1000,
                _ => false,
            };
            many || repeats_too_often(&repetition.ast)
        }
        Ast::Group(group) => repeats_too_often(&group.ast),
        Ast::Alternation(alternation) => alternation.asts.iter().any(repeats_too_often),
        Ast::Concat(concat) => concat.asts.iter().any(repeats_too_often),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_re2_takes() {
        for text in [
            "",
            "(.*)some-[regex]",
            "label:([^=]+)=([^,]+)",
            "a{",
            "a{,3}",
            "a{2,3}",
            "x{1000}",
            r"\Qa(b\E",
            "[[:alpha:]]",
            "[a&&b]",
            "[]a]",
            "[[]",
            "(?i)a",
            "(?P<name>a)",
            r"\d+\.\pL",
            "a}",
            "}",
            r"[\w-.]+",
            r"[\d-z\s-]",
        ] {
            assert!(
                text.parse::<RegularExpression>().is_ok(),
                "{text}: {:?}",
                text.parse::<RegularExpression>()
            );
        }
        for text in ["abc(def", "(?=a)", "(?!a)", "(?<=a)b", r"(a)\1", "*a", "a)", "[a", "a{1001}", r"\"] {
            assert!(text.parse::<RegularExpression>().is_err(), "{text}");
        }
        assert_eq!("abc(def".parse::<RegularExpression>().unwrap_err().position(), Some(4));
    }
}
