//! Regular expressions in constants. The pattern is walked as it is written, with the set of places in the text that it
//! has reached; so there is nothing to compile, to go back to or to allocate, and the cost is bounded.

use super::class;
use super::places::Places;

mod run;

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
    walk(pattern, text, true)
}

/// Whether a text is a regular expression, as a verdict over some text. All of it is looked at.
pub(super) const fn expression(pattern: &str) -> Verdict {
    walk(pattern, "", false)
}

const fn walk(pattern: &str, text: &str, hurried: bool) -> Verdict {
    let mut walk = Walk { pattern: pattern.as_bytes(), text: text.as_bytes(), hurried, problem: None };
    let mut ends = Places::NONE;
    let mut at = 0;
    loop {
        let (of_this, end) = walk.sequence(at, walk.beginnings(at));
        ends = ends.or(&of_this);
        if let Some(problem) = walk.problem {
            return problem;
        }
        if walk.is(end, b'|') && (ends.is_empty() || !hurried) {
            at = end + 1;
            continue;
        }
        return match ends.is_empty() {
            _ if walk.is(end, b')') => Verdict::Malformed,
            true => Verdict::NoMatch,
            false => Verdict::Match,
        };
    }
}

struct Walk<'w> {
    pattern: &'w [u8],
    text: &'w [u8],
    /// Whether what cannot be reached is passed over.
    hurried: bool,
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

    /// Where a match of an alternative may begin: wherever a character does, and at the end.
    const fn beginnings(&self, at: usize) -> Places {
        let mut places = Places::NONE;
        if self.is(at, b'^') && !self.repeats(at + 1) {
            places.insert(0);
            return places;
        }
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

    const fn repeats(&self, at: usize) -> bool {
        at < self.pattern.len() && matches!(self.pattern[at], b'?' | b'*' | b'+' | b'{')
    }

    /// Where the alternative ends that a place of the pattern lies in. Nothing of it is read; what would need that is not
    /// known.
    const fn end_of_sequence(&mut self, at: usize) -> usize {
        let (mut at, mut depth) = (at, 0);
        while at < self.pattern.len() {
            match self.pattern[at] {
                b'|' if depth == 0 => return at,
                b')' if depth == 0 => return at,
                b')' => depth -= 1,
                b'(' => {
                    depth += 1;
                    // Flags may change what the rest means.
                    if self.is(at + 1, b'?')
                        && !self.is(at + 2, b':')
                        && !self.is(at + 2, b'<')
                        && !self.is(at + 2, b'P')
                    {
                        self.fail(Verdict::Unknown);
                    }
                }
                b'\\' => at += 1,
                b'[' => at = self.end_of_class(at),
                _ => {}
            }
            at += 1;
        }
        self.pattern.len()
    }

    /// Where the bracket closes that opens at a place of the pattern.
    const fn end_of_class(&mut self, at: usize) -> usize {
        let start = if self.is(at + 1, b'^') { at + 2 } else { at + 1 };
        let mut at = start;
        while at < self.pattern.len() {
            match self.pattern[at] {
                b']' if at > start => return at,
                b'\\' => at += 1,
                b'[' => self.fail(Verdict::Unknown),
                _ => {}
            }
            at += 1;
        }
        self.fail(Verdict::Malformed);
        at
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
            if self.hurried && reached.is_empty() {
                return (reached, self.end_of_sequence(at));
            }
            if self.is_class(at) {
                (reached, at) = self.characters(at, reached);
                continue;
            }
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

    /// Whether a character or a class of them stands at a place of the pattern.
    const fn is_class(&self, at: usize) -> bool {
        match self.pattern[at] {
            b'(' | b'^' | b'$' | b'*' | b'+' | b'?' | b'{' => false,
            b'\\' => !self.is(at + 1, b'A') && !self.is(at + 1, b'z'),
            _ => true,
        }
    }

    /// What a class of characters reaches, as often as it repeats, and where that ends in the pattern.
    const fn characters(&mut self, at: usize, from: Places) -> (Places, usize) {
        let (class, end) = match class::read(self.pattern, at) {
            Ok(class) => class,
            Err(problem) => {
                self.fail(problem);
                return (Places::NONE, self.pattern.len());
            }
        };
        match self.times(end) {
            (Some(times), end) => (self.run(from, class, times), end),
            (None, end) => (self.step(from, class), end),
        }
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
        if self.repeats(end) {
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
            _ => {
                self.fail(Verdict::Unknown);
                (Places::NONE, self.pattern.len())
            }
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
}

#[cfg(test)]
mod tests;
