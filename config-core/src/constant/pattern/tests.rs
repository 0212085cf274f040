//! The walk over patterns against the automaton of run time.

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
                let open = self.pick(&["(", "(?:", "(?P<n>", "(?<n>"]).replace('n', &format!("n{}", self.0));
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
    const PIECES: [&str; 47] = [
        "a", "b", "z", "{2,5}", "{5}", "[aé]", "-", "-", "]", "[", "[", "[^", "^", "$", "(", "(", ")", ")",
        "(?:", "|", "|", "*", "+", "?", "*?", "{2}", "{0}", "{0,2}", "{1,}", "{3,1}", ".", r"\d", r"\W",
        r"\s", r"\-", r"\]", r"\[", r"\<", r"\>", r"\_", r"\/", "é", "&", "~", "/", r"\z", r"\A",
    ];
    const TEXTS: [&str; 16] =
        ["a", "b", "z", "-", "]", "[", "^", "_", "`", "<", ">", "é", "\n", "1", "&", "/"];
    let mut random = Random(11);
    let (mut read, mut decided) = (0, 0);
    for _ in 0..200_000 {
        let pattern: String = (0..=random.below(9)).map(|_| random.pick(&PIECES)).collect();
        let Ok(regex) = regex_lite::Regex::new(&pattern) else { continue };
        read += 1;
        assert!(expression(&pattern) != Verdict::Malformed, "{pattern:?}");
        for _ in 0..6 {
            let text: String = match random.below(3) {
                0 => (0..random.below(16)).map(|_| random.pick(&["a", "a", "é", "b"])).collect(),
                _ => (0..random.below(5)).map(|_| random.pick(&TEXTS)).collect(),
            };
            let wanted = if regex.is_match(&text) { Verdict::Match } else { Verdict::NoMatch };
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
        assert!(expression(pattern) == Verdict::Malformed, "{pattern}");
        assert!(matches(pattern, "b") != Verdict::Match, "{pattern}");
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
