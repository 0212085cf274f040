//! The grammar of `pgbouncer.ini`: sections, `name = value` up to the end of the line, and connection strings.

use config_format::{Kind, Span};

use crate::native::text::{Content, Entry, Piece, span};

/// What breaks the grammar, and where.
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// A line with a name and a value.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) section: String,
    pub(super) name: String,
    pub(super) name_span: Span,
    pub(super) value: String,
    pub(super) value_span: Span,
}

/// All settings in order, places of `%include` lines, and lines that are nothing.
pub(super) fn parse(text: &str) -> (Vec<Setting>, Vec<usize>, Vec<Problem>) {
    let (mut settings, mut includes, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut section = None;
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let at = start + (whole.len() - whole.trim_start().len());
        start += whole.len();
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        if line.starts_with("%include") {
            includes.push(at);
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            match rest.strip_suffix(']') {
                Some(name) => section = Some(name.trim().to_owned()),
                None => {
                    problems.push(Problem { at, message: "the section is not closed", help: "write [name]" })
                }
            }
            continue;
        }
        let Some((name, value)) = line.split_once('=') else {
            problems.push(Problem { at, message: "the line has no equals sign", help: "write name = value" });
            continue;
        };
        let Some(section) = &section else {
            let message = "the setting stands before the first section";
            problems.push(Problem { at, message, help: "write [pgbouncer] above it" });
            continue;
        };
        let name = name.trim_end();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-*".contains(&byte);
        if let Some(wrong) = name.bytes().position(|byte| !fits(byte)) {
            let message = "a name has letters, digits, underscores, dots, dashes and stars alone";
            problems.push(Problem { at: at + wrong, message, help: "write name = value, without quotes" });
            continue;
        }
        let value_at = at + (line.len() - value.len()) + (value.len() - value.trim_start().len());
        let value = value.trim();
        settings.push(Setting {
            section: section.clone(),
            name: name.to_owned(),
            name_span: span(at, at + name.len()),
            value: value.to_owned(),
            value_span: span(value_at, value_at + value.len()),
        });
    }
    (settings, includes, problems)
}

/// The parts of a connection string: `host=a port=5432 password='it''s'`.
pub(super) fn connection(value: &str, at: usize) -> Result<Vec<Entry>, Problem> {
    let mut entries: Vec<Entry> = Vec::new();
    let bytes = value.as_bytes();
    let mut index = 0;
    let blanks =
        |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    loop {
        index = blanks(index);
        if index == value.len() {
            return Ok(entries);
        }
        let start = index;
        while index < value.len() && !matches!(bytes[index], b'=' | b' ' | b'\t') {
            index += 1;
        }
        let name = &value[start..index];
        let name_span = span(at + start, at + index);
        index = blanks(index);
        if name.is_empty() || bytes.get(index) != Some(&b'=') {
            return Err(Problem {
                at: at + start,
                message: "a connection string is parts of the form name=value",
                help: "write host=localhost port=5432 dbname=app",
            });
        }
        index = blanks(index + 1);
        let value_start = index;
        let mut text = String::new();
        if bytes.get(index) == Some(&b'\'') {
            index += 1;
            loop {
                let Some(next) = value[index..].chars().next() else {
                    return Err(Problem {
                        at: at + value_start,
                        message: "a quote is not closed",
                        help: "close it; two quotes inside are one",
                    });
                };
                index += next.len_utf8();
                if next != '\'' {
                    text.push(next);
                } else if bytes.get(index) == Some(&b'\'') {
                    text.push('\'');
                    index += 1;
                } else {
                    break;
                }
            }
        } else {
            while index < value.len() && !bytes[index].is_ascii_whitespace() {
                index += 1;
            }
            text.push_str(&value[value_start..index]);
            if text.is_empty() {
                return Err(Problem {
                    at: at + start,
                    message: "a part has no value",
                    help: "write '' for nothing",
                });
            }
        }
        // Words are taken in any case.
        if matches!(name, "pool_mode" | "load_balance_hosts") {
            text.make_ascii_lowercase();
        }
        let piece = Piece { kind: Kind::Text, span: span(at + value_start, at + index), text };
        let entry = Entry { name: name.to_owned(), span: name_span, content: Content::One(piece) };
        match entries.iter_mut().find(|earlier| earlier.name == entry.name) {
            Some(earlier) => *earlier = entry,
            None => entries.push(entry),
        }
    }
}

/// A part of a connection string as it stands in the file.
pub(super) fn part(text: &str) -> String {
    let plain = !text.is_empty() && !text.contains(|letter: char| letter.is_whitespace() || letter == '\'');
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
