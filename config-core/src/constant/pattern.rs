//! Regular expressions in constants. The pattern is walked as it is written, with the set of places in the text that it
//! has reached; so there is nothing to compile, to go back to or to allocate, and the cost is bounded.

use super::class::{self, Class};
use super::places::Places;

/// What a walk over a pattern came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The text has a match.
    Match,
    /// The text has none.
    NoMatch,
    /// The pattern uses what this walk does not know, or the text is too long.
    Unknown,
    /// The pattern is no regular expression.
    Malformed,
}

/// Whether a text has a match of a pattern.
pub(super) const fn matches(pattern: &str, text: &str) -> Verdict {
    if text.len() > Places::MOST {
        return Verdict::Unknown;
    }
    let mut walk = Walk { pattern: pattern.as_bytes(), text: text.as_bytes(), problem: None };
    let (ends, end) = walk.alternatives(0, walk.boundaries());
    if end < pattern.len() {
        walk.fail(Verdict::Malformed);
    }
    match walk.problem {
        Some(problem) => problem,
        None if ends.is_empty() => Verdict::NoMatch,
        None => Verdict::Match,
    }
}

struct Walk<'w> {
    pattern: &'w [u8],
    text: &'w [u8],
    problem: Option<Verdict>,
}

/// How often something repeats.
#[derive(Clone, Copy)]
struct Times {
    least: usize,
    most: usize,
}

impl Walk<'_> {
    /// The first problem counts.
    const fn fail(&mut self, problem: Verdict) {
        if self.problem.is_none() {
            self.problem = Some(problem);
        }
    }

    /// Every place where a character begins, and the end.
    const fn boundaries(&self) -> Places {
        let mut places = Places::NONE;
        let mut place = 0;
        while place <= self.text.len() {
            if place == self.text.len() || self.text[place] & 0b1100_0000 != 0b1000_0000 {
                places.insert(place);
            }
            place += 1;
        }
        places
    }

    const fn is(&self, at: usize, byte: u8) -> bool {
        at < self.pattern.len() && self.pattern[at] == byte
    }

    /// Sequences with `|` between them. What is reached, and where in the pattern they end.
    const fn alternatives(&mut self, at: usize, from: Places) -> (Places, usize) {
        let mut reached = Places::NONE;
        let mut at = at;
        loop {
            let (of_this, end) = self.sequence(at, from);
            reached = reached.or(&of_this);
            if !self.is(end, b'|') {
                return (reached, end);
            }
            at = end + 1;
        }
    }

    const fn sequence(&mut self, at: usize, from: Places) -> (Places, usize) {
        let (mut at, mut reached) = (at, from);
        while at < self.pattern.len() && !matches!(self.pattern[at], b'|' | b')') && self.problem.is_none() {
            let (once, end) = self.atom(at, reached);
            let (times, next) = self.times(end);
            reached = match times {
                Some(times) => self.repeat(at, reached, once, times),
                None => once,
            };
            at = next;
        }
        (reached, at)
    }

    /// An atom so many times; `once` is what it reaches the first time, which is not walked again: groups in groups would
    /// double the work with each. A place that fewer times reach is not gone on from again: more times may follow there too.
    const fn repeat(&mut self, at: usize, from: Places, once: Places, times: Times) -> Places {
        let (mut last, mut next) = (from, once);
        let mut count = 0;
        while count < times.least && !last.is_empty() && self.problem.is_none() {
            last = next;
            count += 1;
            if count < times.most {
                (next, _) = self.atom(at, last);
            }
        }
        let mut reached = last;
        while count < times.most && !last.is_empty() && self.problem.is_none() {
            last = next.without(&reached);
            reached = reached.or(&last);
            count += 1;
            if count < times.most && !last.is_empty() {
                (next, _) = self.atom(at, last);
            }
        }
        reached
    }

    /// How often the atom before `at` repeats, if anything is said.
    const fn times(&mut self, at: usize) -> (Option<Times>, usize) {
        if at >= self.pattern.len() {
            return (None, at);
        }
        let (times, end) = match self.pattern[at] {
            b'?' => (Times { least: 0, most: 1 }, at + 1),
            b'*' => (Times { least: 0, most: usize::MAX }, at + 1),
            b'+' => (Times { least: 1, most: usize::MAX }, at + 1),
            b'{' => match self.counted(at + 1) {
                Some(counted) => counted,
                None => {
                    self.fail(Verdict::Unknown);
                    return (None, self.pattern.len());
                }
            },
            _ => return (None, at),
        };
        // As few as possible or as many: the same texts match.
        let end = if self.is(end, b'?') { end + 1 } else { end };
        if self.is(end, b'?') || self.is(end, b'*') || self.is(end, b'+') || self.is(end, b'{') {
            self.fail(Verdict::Unknown);
        }
        (Some(times), end)
    }

    /// `2}`, `2,}` or `2,5}`.
    const fn counted(&self, at: usize) -> Option<(Times, usize)> {
        let (Some(least), mut at) = self.number(at) else { return None };
        let mut most = least;
        if self.is(at, b',') {
            let (number, end) = self.number(at + 1);
            most = match number {
                Some(number) => number,
                None => usize::MAX,
            };
            at = end;
        }
        if self.is(at, b'}') { Some((Times { least, most }, at + 1)) } else { None }
    }

    const fn number(&self, at: usize) -> (Option<usize>, usize) {
        let (mut number, mut end) = (0, at);
        while end < self.pattern.len() && self.pattern[end].is_ascii_digit() && end < at + 6 {
            number = number * 10 + (self.pattern[end] - b'0') as usize;
            end += 1;
        }
        (if end > at { Some(number) } else { None }, end)
    }

    /// What one atom reaches, and where it ends in the pattern.
    const fn atom(&mut self, at: usize, from: Places) -> (Places, usize) {
        match self.pattern[at] {
            b'(' => self.group(at + 1, from),
            b'^' => (self.only(from, 0), at + 1),
            b'$' => (self.only(from, self.text.len()), at + 1),
            b'\\' if self.is(at + 1, b'A') => (self.only(from, 0), at + 2),
            b'\\' if self.is(at + 1, b'z') => (self.only(from, self.text.len()), at + 2),
            b'*' | b'+' | b'?' => {
                self.fail(Verdict::Malformed);
                (Places::NONE, at + 1)
            }
            b'{' => {
                self.fail(Verdict::Unknown);
                (Places::NONE, at + 1)
            }
            _ => match class::read(self.pattern, at) {
                Ok((class, end)) => (self.step(from, class), end),
                Err(problem) => {
                    self.fail(problem);
                    (Places::NONE, self.pattern.len())
                }
            },
        }
    }

    /// What stands behind an opening parenthesis.
    const fn group(&mut self, at: usize, from: Places) -> (Places, usize) {
        let mut start = at;
        if self.is(at, b'?') {
            start = if self.is(at + 1, b':') {
                at + 2
            } else {
                let name = if self.is(at + 1, b'P') { at + 2 } else { at + 1 };
                let mut end = name;
                while end < self.pattern.len() && self.pattern[end] != b'>' {
                    end += 1;
                }
                // Flags and look-around are left to the function.
                let is_name = self.is(name, b'<') && end > name + 1 && {
                    let first = self.pattern[name + 1];
                    first.is_ascii_alphabetic() || first == b'_'
                };
                if !is_name {
                    self.fail(Verdict::Unknown);
                }
                end + 1
            };
        }
        let (reached, end) = self.alternatives(start, from);
        if !self.is(end, b')') {
            self.fail(Verdict::Malformed);
        }
        (reached, end + 1)
    }

    const fn only(&self, from: Places, place: usize) -> Places {
        let mut places = Places::NONE;
        if from.contains(place) {
            places.insert(place);
        }
        places
    }

    /// One character of a class from each place.
    const fn step(&self, from: Places, class: Class) -> Places {
        let mut reached = Places::NONE;
        let mut start = 0;
        while let Some(place) = from.next(start) {
            if place >= self.text.len() {
                break;
            }
            let (character, width) = class::character(self.text, place);
            if class.has(self.pattern, character) {
                reached.insert(place + width);
            }
            start = place + 1;
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next number of a sequence that looks random and is the same each time.
    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % bound
        }

        fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
            from[self.below(from.len())]
        }

        fn pattern(&mut self, depth: usize) -> String {
            const ATOMS: [&str; 20] = [
                "a", "b", "é", ".", "[ab]", "[^a]", r"\d", r"\w", r"\s", r"\D", "[a-c0-2]", "[-a]", "[a-]",
                "[]a]", r"[\]\-x]", r"\.", r"[^\dé]", "^", "$", r"\-",
            ];
            const TIMES: [&str; 12] = ["", "", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "{3,4}?"];
            let mut pattern = String::new();
            for _ in 0..=self.below(4) {
                if depth > 0 && self.below(4) == 0 {
                    let open =
                        self.pick(&["(", "(?:", "(?P<n>", "(?<n>"]).replace('n', &format!("n{}", self.0));
                    let (left, right) = (self.pattern(depth - 1), self.pattern(depth - 1));
                    let either = if self.below(2) == 0 { format!("{left}|{right}") } else { left };
                    pattern.push_str(&format!("{open}{either})"));
                } else {
                    pattern.push_str(self.pick(&ATOMS));
                }
                pattern.push_str(self.pick(&TIMES));
            }
            pattern
        }

        fn text(&mut self) -> String {
            (0..self.below(8))
                .map(|_| self.pick(&["a", "b", "c", "é", "1", " ", ".", "-", "\n", "]", "ab"]))
                .collect()
        }
    }

    #[test]
    fn matches_are_what_they_are_at_run_time() {
        let mut random = Random(7);
        let (mut matching, mut decided) = (0, 0);
        for _ in 0..4000 {
            let pattern = random.pattern(2);
            let Ok(expression) = regex_lite::Regex::new(&pattern) else {
                assert_ne!(matches(&pattern, "ab"), Verdict::Match, "{pattern:?}");
                continue;
            };
            for _ in 0..20 {
                let text = random.text();
                let expected = expression.is_match(&text);
                match matches(&pattern, &text) {
                    Verdict::Unknown => {}
                    verdict => {
                        let wanted = if expected { Verdict::Match } else { Verdict::NoMatch };
                        assert!(verdict == wanted, "{pattern:?} {text:?} {expected}");
                        decided += 1;
                        matching += usize::from(expected);
                    }
                }
            }
        }
        assert!(decided > 60_000 && matching > 10_000 && decided - matching > 10_000, "{decided} {matching}");
    }

    #[test]
    fn patterns_of_any_characters_are_never_taken_for_others() {
        const PIECES: [&str; 44] = [
            "a", "b", "z", "-", "-", "]", "[", "[", "[^", "^", "$", "(", "(", ")", ")", "(?:", "|", "|", "*",
            "+", "?", "*?", "{2}", "{0}", "{0,2}", "{1,}", "{3,1}", ".", r"\d", r"\W", r"\s", r"\-", r"\]",
            r"\[", r"\<", r"\>", r"\_", r"\/", "é", "&", "~", "/", r"\z", r"\A",
        ];
        const TEXTS: [&str; 16] =
            ["a", "b", "z", "-", "]", "[", "^", "_", "`", "<", ">", "é", "\n", "1", "&", "/"];
        let mut random = Random(11);
        let (mut read, mut decided) = (0, 0);
        for _ in 0..200_000 {
            let pattern: String = (0..=random.below(9)).map(|_| random.pick(&PIECES)).collect();
            let Ok(expression) = regex_lite::Regex::new(&pattern) else { continue };
            read += 1;
            for _ in 0..6 {
                let text: String = (0..random.below(5)).map(|_| random.pick(&TEXTS)).collect();
                let wanted = if expression.is_match(&text) { Verdict::Match } else { Verdict::NoMatch };
                match matches(&pattern, &text) {
                    Verdict::Unknown => {}
                    verdict => {
                        assert!(verdict == wanted, "{pattern:?} {text:?} {verdict:?}");
                        decided += 1;
                    }
                }
            }
        }
        assert!(read > 20_000 && decided > 80_000, "{read} {decided}");
    }

    #[test]
    fn broken_patterns_and_long_texts_are_told_apart() {
        for pattern in ["(", ")", "a(b", "[", "[a", "*", "a|*", r"\", "[b-a]", "(?P<n>"] {
            assert!(regex_lite::Regex::new(pattern).is_err(), "{pattern}");
            assert!(matches(pattern, "a") == Verdict::Malformed, "{pattern}");
        }
        for pattern in ["(?i)a", r"\bword\b", "[[:alpha:]]", "a**", "[a&&b]", r"\x41"] {
            assert!(matches(pattern, "a") == Verdict::Unknown, "{pattern}");
        }
        let long = "a".repeat(Places::MOST);
        assert!(matches("^a*$", &long) == Verdict::Match);
        assert!(matches("^(?:a?){600}b$", &long) == Verdict::NoMatch);
        assert!(matches("^a*$", &format!("{long}a")) == Verdict::Unknown);
    }

    #[test]
    fn a_constant_decides() {
        const { assert!(matches!(matches("^[a-z]{1,63}(?:-[a-z]+)*$", "model-server"), Verdict::Match)) };
        const { assert!(matches!(matches("^[a-z]{1,63}(?:-[a-z]+)*$", "model_server"), Verdict::NoMatch)) };
    }
}
