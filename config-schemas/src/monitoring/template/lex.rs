//! The parts of a template.

/// A part of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `{{`
    Open,
    /// `}}`
    Close,
    Space,
    Pipe,
    Left,
    Right,
    Comma,
    Declare,
    Assign,
    /// `.` alone.
    Dot,
    /// `.name`
    Field,
    /// `$` or `$name`
    Variable(String),
    /// A word of the language, or a function.
    Word(String),
    /// In quotes of either sort.
    Text,
    /// A number, a character, `true` or `false`.
    Constant,
}

/// The parts of all actions of a text; what stands between actions is left out.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        rest = after;
        if let Some(trimmed) = rest.strip_prefix('-').filter(|rest| rest.starts_with([' ', '\t', '\r', '\n']))
        {
            rest = trimmed.trim_start_matches([' ', '\t', '\r', '\n']);
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            let (_, after) = comment.split_once("*/").ok_or("a comment is not closed")?;
            let trimmed = after.trim_start_matches([' ', '\t', '\r', '\n']);
            let end = after
                .strip_prefix("}}")
                .or_else(|| trimmed.strip_prefix("-}}").filter(|_| trimmed.len() < after.len()));
            rest = end.ok_or("a comment ends before its }}")?;
            continue;
        }
        tokens.push(Token::Open);
        rest = action(rest, &mut tokens)?;
        tokens.push(Token::Close);
    }
    Ok(tokens)
}

/// Reads an action, up to behind its `}}`.
fn action<'t>(text: &'t str, tokens: &mut Vec<Token>) -> Result<&'t str, String> {
    let mut rest = text;
    let mut depth = 0_usize;
    loop {
        let spaces = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let spaced = spaces.len() < rest.len();
        if let Some(after) = spaces.strip_prefix("-}}").filter(|_| spaced).or_else(|| rest.strip_prefix("}}"))
        {
            return if depth == 0 { Ok(after) } else { Err("a bracket is not closed".to_owned()) };
        }
        if spaced {
            tokens.push(Token::Space);
            rest = spaces;
            continue;
        }
        let Some(letter) = rest.chars().next() else { return Err("a {{ has no }}".to_owned()) };
        let (token, length) = match letter {
            '|' => (Token::Pipe, 1),
            ',' => (Token::Comma, 1),
            '(' => {
                depth += 1;
                (Token::Left, 1)
            }
            ')' => {
                depth = depth.checked_sub(1).ok_or("a bracket is closed that was not opened")?;
                (Token::Right, 1)
            }
            ':' if rest.starts_with(":=") => (Token::Declare, 2),
            '=' => (Token::Assign, 1),
            '"' => (Token::Text, quoted(rest, '"').ok_or("a quote is not closed")?),
            '\'' => (Token::Constant, quoted(rest, '\'').ok_or("a character is not closed")?),
            '`' => (Token::Text, rest[1..].find('`').ok_or("a quote is not closed")? + 2),
            '$' => {
                let length = 1 + word(&rest[1..]);
                (Token::Variable(rest[..length].to_owned()), length)
            }
            '.' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => match word(&rest[1..]) {
                0 => (Token::Dot, 1),
                length => (Token::Field, length + 1),
            },
            '.' | '+' | '-' | '0'..='9' => (Token::Constant, number(rest)?),
            _ => match word(rest) {
                0 => return Err(format!("{letter} cannot stand there")),
                length => match &rest[..length] {
                    "true" | "false" => (Token::Constant, length),
                    name => (Token::Word(name.to_owned()), length),
                },
            },
        };
        rest = &rest[length..];
        let needs_end = matches!(token, Token::Variable(_) | Token::Word(_) | Token::Field | Token::Constant);
        let next = rest.chars().next().filter(|_| needs_end && !rest.starts_with("}}"));
        if let Some(next) = next.filter(|next| !next.is_whitespace() && !".,|:)(=".contains(*next)) {
            return Err(format!("{next} cannot stand there"));
        }
        tokens.push(token);
    }
}

/// The length of a name.
fn word(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len())
}

/// The length of a text in quotes, them included.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// The length of a number.
fn number(text: &str) -> Result<usize, String> {
    let start = usize::from(text.starts_with(['+', '-']));
    let hexadecimal = text[start..].starts_with("0x") || text[start..].starts_with("0X");
    let mut before = ' ';
    let length = text[start..]
        .find(|letter: char| {
            let sign = matches!(letter, '+' | '-') && matches!(before, 'e' | 'E' | 'p' | 'P') && !hexadecimal;
            before = letter;
            !(letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_') || sign)
        })
        .unwrap_or(text.len() - start);
    if text[start..].starts_with(|first: char| first.is_ascii_digit() || first == '.') && length > 0 {
        Ok(start + length)
    } else {
        Err(format!("{} is no number", &text[..start]))
    }
}
