//! What the server holds some parameters to besides their types.

use super::parameter::Problem;

/// Names of encodings, without signs and in lower case, as the server compares them.
const ENCODINGS: &[&str] = &[
    "abc",
    "alt",
    "big5",
    "euccn",
    "eucjis2004",
    "eucjp",
    "euckr",
    "euctw",
    "gb18030",
    "gbk",
    "iso88591",
    "iso885910",
    "iso885913",
    "iso885914",
    "iso885915",
    "iso885916",
    "iso88592",
    "iso88593",
    "iso88594",
    "iso88595",
    "iso88596",
    "iso88597",
    "iso88598",
    "iso88599",
    "johab",
    "koi8",
    "koi8r",
    "koi8u",
    "latin1",
    "latin10",
    "latin2",
    "latin3",
    "latin4",
    "latin5",
    "latin6",
    "latin7",
    "latin8",
    "latin9",
    "mskanji",
    "muleinternal",
    "shiftjis",
    "shiftjis2004",
    "sjis",
    "sqlascii",
    "tcvn",
    "tcvn5712",
    "uhc",
    "unicode",
    "utf8",
    "vscii",
    "win",
    "win1250",
    "win1251",
    "win1252",
    "win1253",
    "win1254",
    "win1255",
    "win1256",
    "win1257",
    "win1258",
    "win866",
    "win874",
    "win932",
    "win936",
    "win949",
    "win950",
    "windows1250",
    "windows1251",
    "windows1252",
    "windows1253",
    "windows1254",
    "windows1255",
    "windows1256",
    "windows1257",
    "windows1258",
    "windows866",
    "windows874",
    "windows932",
    "windows936",
    "windows949",
    "windows950",
];

/// What is wrong with a text that its type takes, if anything. Nothing that is said repeats the text.
pub(super) fn problem(name: &str, text: &str) -> Option<Problem> {
    let refuse =
        |message: &str, help: &str| Some(Problem { message: message.to_owned(), help: help.to_owned() });
    match name {
        "client_encoding" => {
            let plain = |letter: &char| letter.is_ascii_alphanumeric();
            let encoding: String =
                text.chars().filter(plain).map(|letter| letter.to_ascii_lowercase()).collect();
            match ENCODINGS.binary_search(&encoding.as_str()) {
                Ok(_) => None,
                Err(_) => {
                    refuse("is not an encoding that PostgreSQL knows", "write an encoding such as UTF8")
                }
            }
        }
        "DateStyle" => {
            let fits =
                text.split(',').map(|word| word.trim().trim_matches('"').to_ascii_lowercase()).all(|word| {
                    matches!(
                        word.as_str(),
                        "iso" | "sql" | "postgres" | "german" | "ymd" | "dmy" | "mdy" | "default" | "us"
                    ) || ["postgres", "euro", "noneuro"].iter().any(|start| word.starts_with(start))
                });
            if fits {
                None
            } else {
                refuse("is not a style of dates", "write a style and an order, such as 'iso, mdy'")
            }
        }
        "recovery_target_lsn" => {
            let part = |part: &str| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            };
            match text.is_empty() || text.split_once('/').is_some_and(|(high, low)| part(high) && part(low)) {
                true => None,
                false => {
                    refuse("is not a place in the log", "write two hexadecimal numbers, such as '0/16B3748'")
                }
            }
        }
        "primary_slot_name" => {
            let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            match text.len() <= 63 && text.bytes().all(fits) {
                true => None,
                false => {
                    refuse("is not the name of a slot", "use lower-case letters, digits and underscores")
                }
            }
        }
        "synchronous_standby_names" => match text.trim().is_empty() || standbys(text) {
            true => None,
            false => refuse(
                "does not name standbys as the server reads it",
                "write names with commas between them, or FIRST 1 (a, b), or ANY 2 (a, b, c)",
            ),
        },
        _ => None,
    }
}

/// What is wrong with a number in the parameter's unit that lies in its range, if anything.
pub(super) fn number_problem(name: &str, number: f64) -> Option<Problem> {
    let problem = |message: &str, help: &str| Problem { message: message.to_owned(), help: help.to_owned() };
    match name {
        "commit_timestamp_buffers"
        | "multixact_member_buffers"
        | "multixact_offset_buffers"
        | "notify_buffers"
        | "serializable_buffers"
        | "subtransaction_buffers"
        | "transaction_buffers"
            if number % 16.0 != 0.0 =>
        {
            Some(problem("is not a multiple of 16 pages", "give a multiple of 128kB"))
        }
        "vacuum_buffer_usage_limit" if number != 0.0 && number < 128.0 => {
            Some(problem("is neither 0 nor at least 128kB", "give 0, or at least 128kB"))
        }
        _ => None,
    }
}

/// The grammar of standbys: names, a number with names in parentheses, or ANY or FIRST before that.
fn standbys(text: &str) -> bool {
    let Some(words) = words(text) else { return false };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let inner = match words.as_slice() {
        [method, number, "(", inner @ .., ")"]
            if is_number(number) && ["any", "first"].iter().any(|word| word.eq_ignore_ascii_case(method)) =>
        {
            inner
        }
        [number, "(", inner @ .., ")"] if is_number(number) => inner,
        list => list,
    };
    let name = |word: &&str| !matches!(*word, "," | "(" | ")");
    inner.len() % 2 == 1
        && inner
            .iter()
            .enumerate()
            .all(|(index, word)| if index % 2 == 0 { name(word) } else { *word == "," })
}

/// Names, numbers and signs, or nothing where a sign is not allowed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            ',' | '(' | ')' | '*' => 1,
            '"' => {
                let mut end = 1;
                loop {
                    end += rest[end..].find('"')? + 1;
                    match rest[end..].starts_with('"') {
                        true => end += 1,
                        false => break end,
                    }
                }
            }
            letter if letter.is_alphanumeric() || letter == '_' => {
                let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
                rest.find(|letter| !inside(letter)).unwrap_or(rest.len())
            }
            _ => return None,
        };
        words.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_held_as_the_server_holds_them() {
        for (name, text) in [
            ("client_encoding", "UTF-8"),
            ("client_encoding", "windows_1252"),
            ("DateStyle", "ISO, MDY"),
            ("DateStyle", "German"),
            ("recovery_target_lsn", "0/16B3748"),
            ("primary_slot_name", "node_a"),
            ("synchronous_standby_names", "*"),
            ("synchronous_standby_names", "ANY 1 (a, \"b c\")"),
            ("synchronous_standby_names", "2 (a)"),
            ("synchronous_standby_names", "first, any"),
        ] {
            assert_eq!(problem(name, text), None, "{name} = {text}");
        }
        for (name, text) in [
            ("client_encoding", "utf9"),
            ("DateStyle", "iso, xyz"),
            ("recovery_target_lsn", "latest"),
            ("primary_slot_name", "Node"),
            ("synchronous_standby_names", "(a"),
            ("synchronous_standby_names", "ANY (a)"),
            ("synchronous_standby_names", "a b"),
        ] {
            assert!(problem(name, text).is_some(), "{name} = {text}");
        }
        assert!(number_problem("notify_buffers", 511.0).is_some());
        assert!(number_problem("vacuum_buffer_usage_limit", 16.0).is_some());
        assert!(ENCODINGS.is_sorted());
    }
}
