//! One user of Redis as a line of `redis.conf` describes it. Nothing that is said here repeats a word of the line, for
//! each may be a password.

use super::form::Problem;

const HELP: &str = "write rules such as on >password ~keys:* &channels:* +@read -@dangerous";

/// Categories of commands: those of the server, and those of the modules that come with it.
const CATEGORIES: &[&str] = &[
    "all",
    "keyspace",
    "read",
    "write",
    "set",
    "sortedset",
    "list",
    "hash",
    "string",
    "bitmap",
    "hyperloglog",
    "geo",
    "stream",
    "pubsub",
    "admin",
    "fast",
    "slow",
    "blocking",
    "dangerous",
    "connection",
    "transaction",
    "scripting",
    "bloom",
    "cms",
    "cuckoo",
    "json",
    "search",
    "tdigest",
    "timeseries",
    "topk",
    "vectorset",
];

/// What a user has been given so far.
#[derive(Default)]
struct User<'l> {
    every_key: bool,
    every_channel: bool,
    passwords: Vec<&'l str>,
    hashed: bool,
}

/// Whether the server takes a user's name and rules.
pub(super) fn check(arguments: &[&str]) -> Result<(), Problem> {
    let Some((name, rules)) = arguments.split_first() else { return Ok(()) };
    if name.contains(is_blank) {
        return Err(Problem::new(0, "the name of a user has no blanks", "choose another name"));
    }
    let mut user = User::default();
    let mut selector: Option<(usize, User<'_>)> = None;
    for (index, rule) in rules.iter().enumerate() {
        let refuse = |message: &str| Err(Problem::new(index + 1, message, HELP));
        let inside = match (&selector, rule.strip_prefix('(')) {
            (None, Some(inside)) => {
                selector = Some((index, User::default()));
                inside
            }
            (Some(_), _) => rule,
            (None, None) => {
                if let Some(problem) = user.rule(rule) {
                    return refuse(problem);
                }
                continue;
            }
        };
        let (inside, closed) = match inside.strip_suffix(')') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        if let Some((_, selector)) = &mut selector {
            for word in inside.split_ascii_whitespace() {
                if let Some(problem) = selector.permission(word) {
                    return refuse(problem);
                }
            }
        }
        if closed {
            selector = None;
        }
    }
    match selector {
        Some((index, _)) => Err(Problem::new(index + 1, "a parenthesis is not closed", "close it with )")),
        None => Ok(()),
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_ascii_whitespace() || letter == '\0'
}

impl<'l> User<'l> {
    fn rule(&mut self, rule: &'l str) -> Option<&'static str> {
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(rule));
        if rule.is_empty()
            || is(&["on", "off", "skip-sanitize-payload", "sanitize-payload", "clearselectors"])
        {
            return None;
        }
        if is(&["nopass", "resetpass"]) {
            self.passwords.clear();
            self.hashed = false;
            return None;
        }
        if is(&["reset"]) {
            *self = Self::default();
            return None;
        }
        if let Some(password) = rule.strip_prefix('>') {
            self.passwords.push(password);
            return None;
        }
        if let Some(hash) = rule.strip_prefix(['#', '!']) {
            let is_hash =
                hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            self.hashed |= rule.starts_with('#');
            return (!is_hash).then_some("the hash of a password has 64 hexadecimal digits in lower case");
        }
        if let Some(password) = rule.strip_prefix('<') {
            let known = self.hashed || self.passwords.contains(&password);
            self.passwords.retain(|given| *given != password);
            return (!known).then_some("a password is removed that the user does not have");
        }
        self.permission(rule)
    }

    /// What a user may do, or a set of permissions in parentheses.
    fn permission(&mut self, rule: &str) -> Option<&'static str> {
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(rule));
        if is(&["allcommands", "nocommands"]) {
            return None;
        }
        if is(&["allkeys", "~*", "resetkeys"]) {
            self.every_key = !is(&["resetkeys"]);
            return None;
        }
        if is(&["allchannels", "&*", "resetchannels"]) {
            self.every_channel = !is(&["resetchannels"]);
            return None;
        }
        if let Some(pattern) = rule.strip_prefix(['~', '%']) {
            if self.every_key {
                return Some("a pattern of keys after all keys means nothing");
            }
            let pattern = match rule.starts_with('%') {
                true => pattern.split_once('~').and_then(|(kinds, pattern)| {
                    let fits = matches!(kinds.to_ascii_uppercase().as_str(), "R" | "W" | "RW" | "WR");
                    fits.then_some(pattern)
                }),
                false => Some(pattern),
            };
            return match pattern {
                None => Some("a pattern with a percent sign is %R~, %W~ or %RW~ and the keys"),
                Some(pattern) => pattern.contains(is_blank).then_some("a pattern of keys has no blanks"),
            };
        }
        if let Some(pattern) = rule.strip_prefix('&') {
            if self.every_channel {
                return Some("a pattern of channels after all channels means nothing");
            }
            return pattern.contains(is_blank).then_some("a pattern of channels has no blanks");
        }
        match rule.strip_prefix(['+', '-']) {
            Some(command) => match command.strip_prefix('@') {
                Some(category) => {
                    let known = CATEGORIES.iter().any(|known| known.eq_ignore_ascii_case(category));
                    (!known).then_some("there is no such category of commands")
                }
                None => (command.is_empty() || command.ends_with('|'))
                    .then_some("the name of a command is missing"),
            },
            None => Some("this is no rule for a user"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str) -> Option<usize> {
        let words: Vec<&str> = line.split(' ').collect();
        check(&words).err().map(|problem| problem.argument)
    }

    #[test]
    fn rules_are_read_as_the_server_reads_them() {
        for line in [
            "app on >secret ~* &* +@all",
            "app off nopass %R~a:* %rw~b +get -config|set -@dangerous",
            "app on #5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 (~a +get) (%W~b -@all +set)",
            "app on >a <a allkeys resetkeys ~x reset",
            "app",
        ] {
            assert_eq!(at(line), None, "{line}");
        }
        for (line, argument) in [
            ("app on secret", 2),
            ("app #abc", 1),
            ("app <never", 1),
            ("app allkeys ~x", 2),
            ("app &* &x", 2),
            ("app %X~a", 1),
            ("app +@nothing", 1),
            ("app (~a +get", 1),
            ("app (>password)", 1),
            ("app on +", 2),
        ] {
            assert_eq!(at(line), Some(argument), "{line}");
        }
    }
}
