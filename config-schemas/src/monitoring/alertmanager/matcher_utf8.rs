//! The newer of the server's two parsers of conditions, since 0.27: names may be quoted and have any characters.

use super::matcher::{Condition, HELP};
use crate::value::{RegularExpression, ValueError};

/// A part of a condition.
enum Token {
    Open,
    Close,
    Comma,
    Operator(&'static str),
    Text(String),
}

pub(super) fn conditions(text: &str) -> Result<Vec<Condition>, ValueError> {
    let mut conditions = Vec::new();
    let tokens = tokens(text)?;
    let mut tokens = tokens.as_slice();
    let opened = matches!(tokens, [Token::Open, ..]);
    if opened {
        let [_, inner @ .., Token::Close] = tokens else { return Err(unexpected()) };
        tokens = inner;
    }
    while !tokens.is_empty() {
        let [Token::Text(label), Token::Operator(operator), Token::Text(value), rest @ ..] = tokens else {
            return Err(unexpected());
        };
        if operator.ends_with('~') {
            value.parse::<RegularExpression>()?;
        }
        conditions.push(Condition { label: label.clone(), operator, value: value.clone() });
        tokens = match rest {
            [] => rest,
            [Token::Comma, rest @ ..] => rest,
            _ => return Err(unexpected()),
        };
    }
    Ok(conditions)
}

fn unexpected() -> ValueError {
    ValueError::new("is no list of conditions", HELP)
}

fn tokens(text: &str) -> Result<Vec<Token>, ValueError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(letter) = rest.chars().next() {
        let (token, length) = match letter {
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' if rest.starts_with("=~") => (Token::Operator("=~"), 2),
            '=' => (Token::Operator("="), 1),
            '!' if rest.starts_with("!~") => (Token::Operator("!~"), 2),
            '!' if rest.starts_with("!=") => (Token::Operator("!="), 2),
            '"' => {
                let length = quoted(rest).ok_or_else(|| ValueError::new("a quote is not closed", HELP))?;
                (Token::Text(unquoted(&rest[1..length - 1])?), length)
            }
            _ => {
                let is_end = |letter: char| letter.is_whitespace() || "{}!=~,\\\"'`".contains(letter);
                let length = rest.find(is_end).unwrap_or(rest.len());
                if length == 0 {
                    return Err(unexpected());
                }
                (Token::Text(rest[..length].to_owned()), length)
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// The length of a text in quotes, them included.
fn quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// What a text between quotes means to Go.
fn unquoted(text: &str) -> Result<String, ValueError> {
    let problem = || ValueError::new("an escape is not known", HELP);
    let mut value = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\n' {
            return Err(ValueError::new("a line break stands in quotes", HELP));
        }
        if letter != '\\' {
            value.push(letter);
            continue;
        }
        let digits = |count: usize, radix: u32, rest: &str| {
            rest.get(..count).and_then(|digits| u32::from_str_radix(digits, radix).ok())
        };
        let rest = letters.as_str();
        let kind = letters.next().ok_or_else(problem)?;
        let (count, number) = match kind {
            'a' => (0, Some(7)),
            'b' => (0, Some(8)),
            'f' => (0, Some(12)),
            'n' => (0, Some(10)),
            'r' => (0, Some(13)),
            't' => (0, Some(9)),
            'v' => (0, Some(11)),
            '\\' | '"' => (0, Some(kind as u32)),
            'x' => (2, digits(2, 16, &rest[1..])),
            'u' => (4, digits(4, 16, &rest[1..])),
            'U' => (8, digits(8, 16, &rest[1..])),
            '0'..='3' => (2, digits(3, 8, rest)),
            _ => (0, None),
        };
        value.push(number.and_then(char::from_u32).ok_or_else(problem)?);
        for _ in 0..count {
            letters.next();
        }
    }
    Ok(value)
}
