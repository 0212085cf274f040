//! What the arguments of a directive look like, as the server reads them.

use super::user;

/// Addresses that the server listens on at most.
const MOST_ADDRESSES: usize = 16;

/// Bytes of the name of a host, at most.
const LONGEST_HOST: usize = 255;

/// What the arguments of a directive look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// A whole number in the range, without a plus sign and without zeros before it.
    Integer(i64, i64),
    /// Memory in the range, such as `100mb`; nothing at all is 0.
    Memory(u64, u64),
    /// Memory, or a share of up to `100%`.
    Share,
    /// An octal number up to the given one.
    Octal(u64),
    /// One of these words, in any case.
    OneOf(&'static [&'static str]),
    /// The name of a file without a path.
    FileName,
    /// The same, and it cannot be empty.
    NamedFile,
    /// The name of a host.
    HostName,
    /// The name of a node of a cluster, for people.
    NodeName,
    /// The title of the process, with variables in braces.
    Title,
    /// Letters for classes of events.
    Events,
    /// What happens at a signal.
    Signals,
    /// Percentiles from 0 to 100.
    Percentiles,
    /// How the kernel's choice of a process to end is swayed: three numbers.
    Adjustments,
    /// Addresses to listen on.
    Addresses,
    /// A host and its port, or `no one`.
    Primary,
    /// Pairs of seconds and changes.
    Snapshots,
    /// A class of clients and its limits, four words each time.
    Buffers,
    /// A command and its new name.
    Rename,
    /// A user and what it may do.
    User,
}

/// What is wrong with the arguments of a directive. It never repeats what may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which of the arguments.
    pub argument: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    pub(super) fn new(argument: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { argument, message: message.into(), help: help.into() }
    }
}

const WHOLE: &str = "write a whole number, without a plus sign and without zeros before it";
const SIZE: &str = "write a whole number with b, k, kb, m, mb, g or gb, such as 100mb";

impl Form {
    /// Whether the directive may stand without any argument.
    #[must_use]
    pub const fn may_be_empty(self) -> bool {
        matches!(self, Self::Addresses | Self::Percentiles | Self::Snapshots | Self::Buffers)
    }

    /// Whether the server takes the arguments.
    ///
    /// # Errors
    ///
    /// What the server would refuse.
    ///
    /// ```
    /// use config_schemas::infrastructure::redis::{Takes, directive};
    ///
    /// let Some((_, Takes::Word(form))) = directive("hll-sparse-max-bytes") else { return };
    /// assert!(form.check(&["3kb"]).is_ok());
    /// assert!(form.check(&["3tb"]).is_err());
    /// ```
    pub fn check(self, arguments: &[&str]) -> Result<(), Problem> {
        let first = arguments.first().copied().unwrap_or_default();
        let refuse = |message: &str, help: &str| Err(Problem::new(0, message, help));
        match self {
            Self::Text => Ok(()),
            Self::Integer(low, high) => match integer(first) {
                None => {
                    Err(Problem::new(0, format!("{first} is not a whole number as Redis reads it"), WHOLE))
                }
                Some(number) if (low..=high).contains(&number) => Ok(()),
                Some(_) => Err(outside(first, low, high)),
            },
            Self::Memory(low, high) => match memory(first) {
                None => Err(Problem::new(0, format!("{first} is not memory"), SIZE)),
                Some(bytes) if (low..=high).contains(&bytes) => Ok(()),
                Some(_) => Err(outside(first, low, high)),
            },
            Self::Share => match first.strip_suffix('%').and_then(integer) {
                Some(0..=100) => Ok(()),
                Some(101..) => refuse("a share is at most 100%", "write at most 100%"),
                _ if memory(first).is_some_and(|bytes| i64::try_from(bytes).is_ok()) => Ok(()),
                _ => Err(Problem::new(0, format!("{first} is neither memory nor a share"), SIZE)),
            },
            Self::Octal(high) => match octal(first) {
                Some(number) if number <= high => Ok(()),
                Some(_) => Err(Problem::new(
                    0,
                    format!("{first} is above {high:o}"),
                    "write at most three octal digits",
                )),
                None => Err(Problem::new(
                    0,
                    format!("{first} is not an octal number"),
                    "write an octal number such as 700",
                )),
            },
            Self::OneOf(words) => match words.iter().any(|word| word.eq_ignore_ascii_case(first)) {
                true => Ok(()),
                false => Err(Problem::new(
                    0,
                    format!("{first} is not one of {}", words.join(", ")),
                    "write one of these words",
                )),
            },
            Self::NamedFile if first.is_empty() => refuse("the name is empty", "give a name"),
            Self::FileName | Self::NamedFile if first.contains(['/', '\\']) => {
                refuse("this is a path, and only a name may stand here", "name the directory with dir")
            }
            Self::FileName | Self::NamedFile => Ok(()),
            Self::HostName => host_name(first),
            Self::NodeName => match first.contains(|letter| "!#$%&()*+:;<>?@[]^{|}~".contains(letter)) {
                true => {
                    refuse("the name has a sign that it may not have", "use letters, digits, dashes and dots")
                }
                false => Ok(()),
            },
            Self::Title => title(first),
            Self::Events => match first.chars().find(|letter| !"Ag$lshzxeKEtmdnoc".contains(*letter)) {
                Some(letter) => Err(Problem::new(
                    0,
                    format!("there is no class of events {letter}"),
                    "use letters of Ag$lshzxeKEtmdn",
                )),
                None => Ok(()),
            },
            Self::Signals => signals(arguments),
            Self::Percentiles => percentiles(arguments),
            Self::Adjustments => adjustments(arguments),
            Self::Addresses => match arguments.get(MOST_ADDRESSES) {
                Some(_) => Err(Problem::new(
                    MOST_ADDRESSES,
                    "there are more than 16 addresses",
                    "bind fewer, or * for all",
                )),
                None => Ok(()),
            },
            Self::Primary => primary(arguments),
            Self::Snapshots => snapshots(arguments),
            Self::Buffers => buffers(arguments),
            Self::Rename if arguments.len() != 2 => refuse(
                "a command and its new name are two arguments",
                "write a command and its new name, or \"\" to remove it",
            ),
            Self::Rename => Ok(()),
            Self::User => user::check(arguments),
        }
    }
}

fn outside(text: &str, low: impl std::fmt::Display, high: impl std::fmt::Display) -> Problem {
    let message = format!("{text} is outside of its range, from {low} to {high}");
    Problem::new(0, message, format!("give a value from {low} to {high}"))
}

fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = text == "0" || digits.starts_with(|first: char| matches!(first, '1'..='9'));
    text.parse().ok().filter(|_| plain)
}

/// Bytes, which wrap around as the server's own do.
fn memory(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let factor = match text[digits..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" => 1000,
        "kb" => 1 << 10,
        "m" => 1_000_000,
        "mb" => 1 << 20,
        "g" => 1_000_000_000,
        "gb" => 1 << 30,
        _ => return None,
    };
    let number = if digits == 0 { 0 } else { text[..digits].parse().unwrap_or(u64::MAX) };
    Some(number.wrapping_mul(factor))
}

fn octal(text: &str) -> Option<u64> {
    let digits = text.trim_start().strip_prefix('+').unwrap_or(text.trim_start());
    match digits {
        "" => Some(0),
        _ if digits.starts_with(['+', '-']) => None,
        _ => u64::from_str_radix(digits, 8).ok(),
    }
}

/// A number as C reads it: blanks and a sign may stand before it.
fn lenient(text: &str) -> Option<i64> {
    let text = text.trim_start();
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

fn host_name(text: &str) -> Result<(), Problem> {
    if text.len() > LONGEST_HOST {
        return Err(Problem::new(0, "the name of a host has at most 255 characters", "shorten it"));
    }
    match text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        true => Ok(()),
        false => {
            let help = "use letters, digits, dashes and dots alone";
            Err(Problem::new(0, format!("{text} is not the name of a host"), help))
        }
    }
}

fn title(text: &str) -> Result<(), Problem> {
    const VARIABLES: &[&str] =
        &["title", "listen-addr", "server-mode", "config-file", "port", "tls-port", "unixsocket"];
    const HELP: &str =
        "use {title}, {listen-addr}, {server-mode}, {port}, {tls-port}, {unixsocket} or {config-file}";
    let mut rest = text;
    if text.is_empty() {
        return Err(Problem::new(0, "the title is empty", HELP));
    }
    while let Some(open) = rest.find('{') {
        // Two braces stand for one.
        if let Some(after) = rest[open + 1..].strip_prefix('{') {
            rest = after;
            continue;
        }
        let variable = rest[open + 1..].split_once('}');
        match variable {
            Some((name, after)) if VARIABLES.contains(&name) => rest = after,
            Some((name, _)) => {
                return Err(Problem::new(0, format!("there is no variable {{{name}}}"), HELP));
            }
            None => return Err(Problem::new(0, "a brace is not closed", HELP)),
        }
    }
    Ok(())
}

fn signals(arguments: &[&str]) -> Result<(), Problem> {
    const HELP: &str = "write default, or several of save or nosave, now and force";
    let has = |word: &str| arguments.iter().position(|argument| argument.eq_ignore_ascii_case(word));
    for (index, argument) in arguments.iter().enumerate() {
        if !["default", "save", "nosave", "now", "force"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(argument))
        {
            return Err(Problem::new(
                index,
                format!("{argument} is nothing that can happen at a signal"),
                HELP,
            ));
        }
    }
    match (has("save"), has("nosave")) {
        (Some(save), Some(nosave)) => {
            Err(Problem::new(save.max(nosave), "save and nosave exclude each other", HELP))
        }
        _ => Ok(()),
    }
}

fn percentiles(arguments: &[&str]) -> Result<(), Problem> {
    if arguments == [""] {
        return Ok(());
    }
    for (index, argument) in arguments.iter().enumerate() {
        if !argument.parse::<f64>().is_ok_and(|number| (0.0..=100.0).contains(&number)) {
            let message = format!("{argument} is not a percentile from 0 to 100");
            return Err(Problem::new(index, message, "write numbers such as 50 99 99.9"));
        }
    }
    Ok(())
}

fn adjustments(arguments: &[&str]) -> Result<(), Problem> {
    const HELP: &str = "write three numbers from -2000 to 2000, such as 0 200 800";
    if arguments.len() != 3 {
        return Err(Problem::new(0, format!("three numbers stand here, not {}", arguments.len()), HELP));
    }
    for (index, argument) in arguments.iter().enumerate() {
        if !lenient(argument).is_some_and(|number| (-2000..=2000).contains(&number)) {
            return Err(Problem::new(index, format!("{argument} is not a number from -2000 to 2000"), HELP));
        }
    }
    Ok(())
}

fn primary(arguments: &[&str]) -> Result<(), Problem> {
    const HELP: &str = "write a host and its port, such as 10.0.0.1 6379, or no one";
    let [host, port] = arguments else {
        return Err(Problem::new(
            0,
            format!("a host and its port stand here, not {} words", arguments.len()),
            HELP,
        ));
    };
    let nobody = host.eq_ignore_ascii_case("no") && port.eq_ignore_ascii_case("one");
    match nobody || lenient(port).is_some_and(|port| (0..=65_535).contains(&port)) {
        true => Ok(()),
        false => Err(Problem::new(1, format!("{port} is not a port"), HELP)),
    }
}

fn snapshots(arguments: &[&str]) -> Result<(), Problem> {
    const HELP: &str = "write pairs of seconds and changes, such as 3600 1 300 100, or \"\" for none";
    if arguments == [""] {
        return Ok(());
    }
    for (index, argument) in arguments.iter().enumerate() {
        let least = i64::from(index % 2 == 0);
        if lenient(argument).is_none_or(|number| number < least) {
            let meant = if least == 1 { "seconds, 1 or more" } else { "a number of changes" };
            return Err(Problem::new(index, format!("{argument} is not {meant}"), HELP));
        }
    }
    match arguments.len() % 2 {
        0 => Ok(()),
        _ => Err(Problem::new(arguments.len() - 1, "these seconds have no number of changes", HELP)),
    }
}

fn buffers(arguments: &[&str]) -> Result<(), Problem> {
    const HELP: &str = "write a class (normal, replica or pubsub), a hard limit, a soft limit and seconds";
    if !arguments.len().is_multiple_of(4) {
        let message =
            format!("a class and its three limits are four words, and here are {}", arguments.len());
        return Err(Problem::new(0, message, HELP));
    }
    for (index, argument) in arguments.iter().enumerate() {
        let fits = match index % 4 {
            0 => ["normal", "slave", "replica", "pubsub"]
                .iter()
                .any(|class| class.eq_ignore_ascii_case(argument)),
            3 => lenient(argument).is_some_and(|seconds| seconds >= 0),
            _ => memory(argument).is_some(),
        };
        if !fits {
            let meant = ["a class of clients", "memory", "memory", "a number of seconds"][index % 4];
            return Err(Problem::new(index, format!("{argument} is not {meant}"), HELP));
        }
    }
    Ok(())
}
