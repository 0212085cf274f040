//! The syntax of patterns, read into a tree.

use super::Node;

struct Parser<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    ignore_case: bool,
    dot_all: bool,
}

/// A pattern as a tree; `None` for what other engines cannot say.
pub(super) fn parse(pattern: &str) -> Option<Node> {
    let mut parser = Parser { rest: pattern.chars().peekable(), ignore_case: false, dot_all: false };
    let node = parser.alternation()?;
    parser.rest.next().is_none().then_some(node)
}

impl Parser<'_> {
    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn alternation(&mut self) -> Option<Node> {
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        if branches.len() == 1 { branches.pop() } else { Some(Node::Alternation(branches)) }
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        while let Some(next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            if let Some(part) = self.atom()? {
                parts.push(self.repeated(part)?);
            }
        }
        Some(Node::Sequence(parts))
    }

    /// One atom; nothing for flags, which hold for what follows.
    fn atom(&mut self) -> Option<Option<Node>> {
        Some(Some(match self.rest.next()? {
            '(' => return self.group(),
            '[' => self.class()?,
            '^' => Node::Start,
            '$' => Node::End,
            '.' if self.dot_all => class(vec![('\0', char::MAX)]),
            '.' => Node::Class { negated: true, ranges: vec![('\n', '\n')] },
            '\\' => self.escape()?,
            letter => self.letter(letter),
        }))
    }

    fn letter(&self, letter: char) -> Node {
        let mut ranges = vec![(letter, letter)];
        self.fold(&mut ranges);
        class(ranges)
    }

    fn fold(&self, ranges: &mut Vec<(char, char)>) {
        if !self.ignore_case {
            return;
        }
        for (low, high) in ranges.clone() {
            for letter in ('a'..='z').chain('A'..='Z').filter(|letter| (low..=high).contains(letter)) {
                let other = if letter.is_ascii_lowercase() {
                    letter.to_ascii_uppercase()
                } else {
                    letter.to_ascii_lowercase()
                };
                if !ranges.iter().any(|(low, high)| (*low..=*high).contains(&other)) {
                    ranges.push((other, other));
                }
            }
        }
    }

    fn group(&mut self) -> Option<Option<Node>> {
        let outer = (self.ignore_case, self.dot_all);
        if self.take('?') {
            let named = self.take('P');
            if named || self.rest.peek() == Some(&'<') {
                self.rest.by_ref().find(|letter| *letter == '>')?;
            } else {
                let mut on = true;
                loop {
                    match self.rest.next()? {
                        ':' => break,
                        ')' => return Some(None),
                        '-' => on = false,
                        'i' => self.ignore_case = on,
                        's' => self.dot_all = on,
                        // Which match is found does not matter, only whether there is one.
                        'U' => {}
                        _ => return None,
                    }
                }
            }
        }
        let inner = self.alternation()?;
        (self.ignore_case, self.dot_all) = outer;
        self.take(')').then_some(Some(inner))
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let mut node = node;
        while let Some(sign) = self.rest.peek().copied() {
            let (minimum, maximum) = match sign {
                '*' => (0, None),
                '+' => (1, None),
                '?' => (0, Some(1)),
                '{' => {
                    self.rest.next();
                    let minimum = self.number().unwrap_or(0);
                    let maximum = if self.take(',') { self.number() } else { Some(minimum) };
                    if self.rest.peek() != Some(&'}') {
                        return None;
                    }
                    (minimum, maximum)
                }
                _ => break,
            };
            self.rest.next();
            let lazy = self.take('?');
            node = Node::Repeat { node: Box::new(node), minimum, maximum, lazy };
        }
        Some(node)
    }

    fn number(&mut self) -> Option<u32> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok()
    }

    fn escape(&mut self) -> Option<Node> {
        let letter = self.rest.next()?;
        Some(match letter {
            'A' => Node::Start,
            'z' => Node::End,
            'b' if self.rest.peek() != Some(&'{') => Node::Boundary(true),
            'B' => Node::Boundary(false),
            _ => {
                let (negated, mut ranges) = self.escaped(letter)?;
                self.fold(&mut ranges);
                Node::Class { negated, ranges }
            }
        })
    }

    /// The letters of an escape after its backslash.
    fn escaped(&mut self, letter: char) -> Option<(bool, Vec<(char, char)>)> {
        let single = |letter: char| (false, vec![(letter, letter)]);
        Some(match letter {
            'd' | 'D' => (letter == 'D', vec![('0', '9')]),
            'w' | 'W' => (letter == 'W', word()),
            's' | 'S' => (letter == 'S', blank()),
            'n' => single('\n'),
            'r' => single('\r'),
            't' => single('\t'),
            'f' => single('\x0c'),
            'v' => single('\x0b'),
            'a' => single('\x07'),
            'x' | 'u' | 'U' => {
                let digits: String = if self.take('{') {
                    self.rest.by_ref().take_while(|digit| *digit != '}').collect()
                } else {
                    let count = match letter {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    self.rest.by_ref().take(count).collect()
                };
                single(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?)
            }
            other if other.is_ascii_alphanumeric() || matches!(other, '<' | '>') => return None,
            other => single(other),
        })
    }

    fn class(&mut self) -> Option<Node> {
        let negated = self.take('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut first = true;
        loop {
            let letter = self.rest.next()?;
            match letter {
                ']' if !first => break,
                '[' if self.take(':') => {
                    let name: String = self.rest.by_ref().take_while(|letter| *letter != ':').collect();
                    self.take(']').then_some(())?;
                    ranges.extend(named(&name)?);
                }
                '\\' => {
                    let letter = self.rest.next()?;
                    let (inner_negated, inner) = self.escaped(letter)?;
                    if inner_negated {
                        return None;
                    }
                    match (inner.as_slice(), self.upper()?) {
                        ([(low, same)], Some(high)) if low == same => ranges.push((*low, high)),
                        (_, Some(_)) => return None,
                        (_, None) => ranges.extend(inner),
                    }
                }
                letter => ranges.push((letter, self.upper()?.unwrap_or(letter))),
            }
            first = false;
        }
        self.fold(&mut ranges);
        Some(Node::Class { negated, ranges })
    }

    /// The upper end of a range, if one begins here. A dash before the end of the class is a dash.
    fn upper(&mut self) -> Option<Option<char>> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.peek() == Some(&']') {
            return Some(None);
        }
        self.rest = ahead;
        let letter = self.rest.next()?;
        if letter != '\\' {
            return Some(Some(letter));
        }
        let escaped = self.rest.next()?;
        match self.escaped(escaped)? {
            (false, ranges) if ranges.len() == 1 && ranges[0].0 == ranges[0].1 => Some(Some(ranges[0].0)),
            _ => None,
        }
    }
}

fn class(ranges: Vec<(char, char)>) -> Node {
    Node::Class { negated: false, ranges }
}

fn word() -> Vec<(char, char)> {
    vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]
}

fn blank() -> Vec<(char, char)> {
    vec![('\t', '\r'), (' ', ' ')]
}

/// The classes in brackets and colons.
fn named(name: &str) -> Option<Vec<(char, char)>> {
    Some(match name {
        "alnum" => vec![('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => vec![('A', 'Z'), ('a', 'z')],
        "digit" => vec![('0', '9')],
        "lower" => vec![('a', 'z')],
        "upper" => vec![('A', 'Z')],
        "word" => word(),
        "space" => blank(),
        "xdigit" => vec![('0', '9'), ('A', 'F'), ('a', 'f')],
        "punct" => vec![('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        _ => return None,
    })
}
