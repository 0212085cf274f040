//! One parameter of PostgreSQL: its type, and what texts the server takes for it.

use super::hooks;
use super::parameters::PARAMETERS;

/// A parameter, as the server's own table has it.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name. The server takes it in any case.
    pub name: &'static str,
    /// When a change of it takes effect.
    pub when: When,
    /// What it holds.
    pub kind: Type,
    /// What a bare number counts: `8kB`, `ms`, or nothing.
    pub unit: &'static str,
}

/// When a change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At a restart (`postmaster`).
    Restart,
    /// At a reload (`sighup`).
    Reload,
    /// At once; a session may set it for itself as well (`user`, `superuser`).
    Session,
    /// For new connections (`backend`).
    Connection,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// On or off.
    Boolean,
    /// A whole number between two limits, counted in the parameter's unit.
    Integer(i64, i64),
    /// A number between two limits.
    Real(f64, f64),
    /// Any text.
    Text,
    /// One of a list of words, in any case.
    Choice(&'static [&'static str]),
    /// Any of a list of words, in any case, with commas between them.
    List(&'static [&'static str]),
}

/// What is wrong with a text, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Goes on after the value.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Parameter {
    pub(super) const fn new(name: &'static str, when: When, kind: Type, unit: &'static str) -> Self {
        Self { name, when, kind, unit }
    }

    /// The parameter with this name, in any case.
    ///
    /// ```
    /// use config_schemas::infrastructure::postgresql::{Parameter, When};
    /// let parameter = Parameter::find("Shared_Buffers").ok_or("unknown")?;
    /// assert_eq!((parameter.name, parameter.when), ("shared_buffers", When::Restart));
    /// assert!(parameter.check("128MB").is_ok());
    /// assert!(parameter.check("128mb").is_err());
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        PARAMETERS
            .binary_search_by(|parameter| {
                let known = parameter.name.bytes().map(|byte| byte.to_ascii_lowercase());
                known.cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
            })
            .ok()
            .map(|index| &PARAMETERS[index])
    }

    /// Whether the server takes a text. For switches, words and numbers it gives the text that always means the same.
    ///
    /// # Errors
    ///
    /// What the server would refuse.
    pub fn check(&self, text: &str) -> Result<String, Problem> {
        match self.kind {
            Type::Text => match hooks::problem(self.name, text) {
                Some(problem) => Err(problem),
                None => Ok(text.to_owned()),
            },
            Type::List(words) => {
                let known = |part: &str| words.iter().any(|word| word.eq_ignore_ascii_case(part));
                let mut parts = text.split(',').map(|part| part.trim().trim_matches('"'));
                if text.trim().is_empty() || parts.all(known) {
                    return Ok(text.to_owned());
                }
                Err(Problem {
                    message: format!("is not a list of {}", list(words)),
                    help: format!("write {}, with commas between several", list(words)),
                })
            }
            Type::Boolean => boolean(text).map(|truth| truth.to_string()).ok_or_else(|| Problem {
                message: "is neither on nor off".to_owned(),
                help: "write on or off".to_owned(),
            }),
            Type::Choice(words) => match words.iter().find(|word| word.eq_ignore_ascii_case(text)) {
                Some(word) => Ok(word.to_ascii_lowercase()),
                None => match hidden_choice(self.name, text) {
                    Some(word) => Ok(word.to_owned()),
                    None => Err(Problem {
                        message: format!("is not one of {}", list(words)),
                        help: format!("write one of {}", list(words)),
                    }),
                },
            },
            Type::Integer(low, high) => {
                let number = self.number(text)?.round_ties_even();
                self.within(number, low as f64, high as f64)?;
                if let Some(problem) = hooks::number_problem(self.name, number) {
                    return Err(problem);
                }
                Ok(text.trim().to_owned())
            }
            Type::Real(low, high) => {
                let number = self.number(text)?;
                self.within(number, low, high)?;
                Ok(text.trim().to_owned())
            }
        }
    }

    fn within(&self, number: f64, low: f64, high: f64) -> Result<(), Problem> {
        if number >= low && number <= high {
            return Ok(());
        }
        let unit = if self.unit.is_empty() { String::new() } else { format!(" (in units of {})", self.unit) };
        Err(Problem {
            message: format!("is outside of the range of {}, {low} to {high}{unit}", self.name),
            help: format!("give a value from {low} to {high}{unit}"),
        })
    }

    /// The number in the parameter's unit.
    fn number(&self, text: &str) -> Result<f64, Problem> {
        let refused = |message: &str| Problem {
            message: message.to_owned(),
            help: match self.unit {
                "" => "write a number without a unit".to_owned(),
                "B" | "kB" | "8kB" | "MB" => {
                    "write a number with B, kB, MB, GB or TB; case counts".to_owned()
                }
                _ => "write a number with us, ms, s, min, h or d".to_owned(),
            },
        };
        let text = text.trim();
        let (number, rest) = leading_number(text).ok_or_else(|| refused("is not a number"))?;
        let unit = rest.trim_start();
        if unit.is_empty() {
            return Ok(number);
        }
        let factor = |unit: &str| {
            SIZES
                .iter()
                .chain(TIMES)
                .find(|(name, ..)| *name == unit)
                .map(|(_, factor, group)| (*factor, *group))
        };
        match (factor(unit), factor(self.unit)) {
            (Some((given, group)), Some((own, own_group))) if group == own_group => Ok(number * given / own),
            (_, None) => Err(refused("has a unit, and the parameter has none")),
            (None, _) => Err(refused("has an unknown unit")),
            (Some(_), Some(_)) => Err(refused("has a unit of another sort")),
        }
    }
}

const SIZES: &[(&str, f64, u8)] = &[
    ("B", 1.0, 0),
    ("kB", 1024.0, 0),
    ("8kB", 8192.0, 0),
    ("MB", 1_048_576.0, 0),
    ("GB", 1_073_741_824.0, 0),
    ("TB", 1_099_511_627_776.0, 0),
];
const TIMES: &[(&str, f64, u8)] = &[
    ("us", 0.001, 1),
    ("ms", 1.0, 1),
    ("s", 1000.0, 1),
    ("min", 60_000.0, 1),
    ("h", 3_600_000.0, 1),
    ("d", 86_400_000.0, 1),
];

/// A number at the start of a text, as C reads it: decimal, octal after a zero, hexadecimal after `0x`, or a fraction.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    if let Some(hexadecimal) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        let end = hexadecimal.find(|digit: char| !digit.is_ascii_hexdigit()).unwrap_or(hexadecimal.len());
        let number = u64::from_str_radix(&hexadecimal[..end], 16).ok()?;
        return Some((sign * number as f64, &hexadecimal[end..]));
    }
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits;
    let bytes = unsigned.as_bytes();
    if bytes.get(end) == Some(&b'.') {
        end += 1 + bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = bytes
            .get(signed..)
            .map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
        if exponent > 0 {
            end = signed + exponent;
        }
    }
    if digits == 0 && end < 2 {
        return None;
    }
    let number = if end == digits && digits > 1 && unsigned.starts_with('0') {
        u64::from_str_radix(&unsigned[..end], 8).ok()? as f64
    } else {
        unsigned[..end].parse().ok()?
    };
    Some((sign * number, &unsigned[end..]))
}

/// A truth value, as the server reads it: any unambiguous beginning of a word, in any case.
fn boolean(text: &str) -> Option<bool> {
    let text = text.to_ascii_lowercase();
    let begins = |word: &str, least: usize| text.len() >= least && word.starts_with(&text);
    if begins("true", 1) || begins("yes", 1) || text == "on" || text == "1" {
        Some(true)
    } else if begins("false", 1) || begins("no", 1) || begins("off", 2) || text == "0" {
        Some(false)
    } else {
        None
    }
}

/// Words that the server takes without listing them: truth values for parameters that once were switches, and names of
/// earlier versions.
fn hidden_choice(name: &str, text: &str) -> Option<&'static str> {
    const SWITCHES: &[&str] = &[
        "archive_mode",
        "backslash_quote",
        "compute_query_id",
        "constraint_exclusion",
        "debug_parallel_query",
        "huge_pages",
        "recovery_prefetch",
        "synchronous_commit",
        "wal_compression",
    ];
    const MESSAGES: &[&str] = &["client_min_messages", "log_min_error_statement", "log_min_messages"];
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "on" if SWITCHES.contains(&name) => Some("on"),
        "false" | "no" | "0" | "off" if SWITCHES.contains(&name) => Some("off"),
        "archive" | "hot_standby" if name == "wal_level" => Some("replica"),
        "debug" if MESSAGES.contains(&name) => Some("debug2"),
        "info" if MESSAGES.contains(&name) => Some("info"),
        _ => None,
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| if word.is_empty() { "''" } else { word }).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for pair in PARAMETERS.windows(2) {
            assert!(
                pair[0].name.to_ascii_lowercase() < pair[1].name.to_ascii_lowercase(),
                "{}",
                pair[1].name
            );
        }
        for parameter in PARAMETERS {
            assert!(Parameter::find(&parameter.name.to_ascii_uppercase()).is_some(), "{}", parameter.name);
        }
    }

    #[test]
    fn texts_are_taken_as_the_server_takes_them() {
        let check = |name: &str, text: &str| {
            Parameter::find(name).is_some_and(|parameter| parameter.check(text).is_ok())
        };
        for (name, text) in [
            ("shared_buffers", "128MB"),
            ("shared_buffers", "0x4000"),
            ("shared_buffers", "16"),
            ("work_mem", "64"),
            ("work_mem", "1.5 MB"),
            ("ssl", "TRUE"),
            ("ssl", "of"),
            ("ssl", "t"),
            ("wal_level", "Replica"),
            ("huge_pages", "no"),
            ("wal_level", "hot_standby"),
            ("archive_mode", "yes"),
            ("log_min_messages", "debug"),
            ("client_min_messages", "info"),
            ("authentication_timeout", "600s"),
            ("authentication_timeout", "10min"),
            ("random_page_cost", "1.1"),
            ("log_min_duration_statement", "-1"),
            ("ssl_max_protocol_version", ""),
            ("port", "0100"),
        ] {
            assert!(check(name, text), "{name} = {text}");
        }
        for (name, text) in [
            ("shared_buffers", "120kB"),
            ("shared_buffers", "128mb"),
            ("shared_buffers", "10s"),
            ("work_mem", "63"),
            ("ssl", "o"),
            ("ssl", "maybe"),
            ("wal_level", "standby"),
            ("authentication_timeout", "601"),
            ("max_connections", "100kB"),
            ("max_connections", "0"),
            ("port", "65536"),
            ("random_page_cost", "-1"),
        ] {
            assert!(!check(name, text), "{name} = {text}");
        }
    }
}
