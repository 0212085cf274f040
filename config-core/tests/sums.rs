//! Checks with arithmetic, decided from texts where another field of the section cannot be read: as Rust decides them,
//! and not at all where Rust would not get as far.

#![expect(dead_code, reason = "nothing is ever read: the configuration is refused")]

use config_core::{Loader, Report, ServiceConfig};

/// Numbers, and a field that cannot be read.
#[derive(Debug, ServiceConfig)]
#[config(
    check(self.left + self.right < 100, "add"),
    check(self.left - self.right < 100, "subtract"),
    check(self.left * self.right < 100, "multiply"),
    check(self.left / self.right < 100, "divide"),
    check(self.left % self.right < 100, "remainder"),
    check(self.left + 10 > 20 * 2, "literal"),
    check(self.low * self.high > -100, "signed"),
    check(self.low / self.high > -100, "signed division"),
    check(self.names.len() * 2 < 12 - self.spare, "names"),
    check(self.share * 2.0 + 0.1 <= 1.1, "share"),
    check(self.narrow * 3.0 != 0.3, "narrow"),
    check(self.large - 1 < self.large, "large"),
    check((self.left + self.right) / 2 < self.right || self.names.is_empty(), "mixed")
)]
struct Sums {
    /// What cannot be read.
    broken: u8,
    /// A number.
    #[config(default = 0)]
    left: u8,
    /// A number.
    #[config(default = 1)]
    right: u8,
    /// A number.
    #[config(default = 1)]
    low: i8,
    /// A number.
    #[config(default = 1)]
    high: i8,
    /// Names.
    #[config(default)]
    names: Vec<String>,
    /// Room for names.
    #[config(default = 0)]
    spare: usize,
    /// A share.
    #[config(default = 0.5)]
    share: f64,
    /// A share.
    #[config(default = 1.0)]
    narrow: f32,
    /// A number.
    #[config(default = 1)]
    large: u128,
}

/// The messages of broken checks, though one field cannot be read.
fn broken(text: &str) -> Vec<String> {
    let text = format!("broken: x\n{text}");
    let loader = Loader::new().variables([("UNRELATED", "")]).file("sums.yaml").substitute("sums.yaml", text);
    let report: Report = loader.load::<Sums>().unwrap_err();
    let told = report.findings().iter().filter(|finding| finding.code().as_str() == "CFG0402");
    told.map(|finding| finding.message().to_owned()).collect()
}

#[test]
fn small_numbers_are_computed_as_rust_computes_them() {
    let numbers = [0_u8, 1, 2, 7, 10, 31, 50, 99, 100, 127, 128, 200, 254, 255];
    let mut told = 0;
    for (left, right) in numbers.iter().flat_map(|left| numbers.map(|right| (*left, right))) {
        let mut expected: Vec<&str> = [
            ("add", left.checked_add(right)),
            ("subtract", left.checked_sub(right)),
            ("multiply", left.checked_mul(right)),
            ("divide", left.checked_div(right)),
            ("remainder", left.checked_rem(right)),
        ]
        .into_iter()
        .filter(|(_, result)| result.is_some_and(|result| result >= 100))
        .map(|(name, _)| name)
        .collect();
        if left.checked_add(10).is_some_and(|sum| sum <= 40) {
            expected.push("literal");
        }
        let mut found = broken(&format!("left: {left}\nright: {right}\n"));
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{left} and {right}");
        told += found.len();
    }
    assert!(told > 100, "{told}");
}

#[test]
fn signs_and_their_limits_are_kept() {
    let numbers = [-128_i8, -127, -50, -2, -1, 0, 1, 3, 50, 127];
    for (low, high) in numbers.iter().flat_map(|low| numbers.map(|high| (*low, high))) {
        let mut expected = Vec::new();
        if low.checked_mul(high).is_some_and(|result| result <= -100) {
            expected.push("signed");
        }
        if low.checked_div(high).is_some_and(|result| result <= -100) {
            expected.push("signed division");
        }
        assert_eq!(broken(&format!("left: 31\nlow: {low}\nhigh: {high}\n")), expected, "{low} and {high}");
    }
}

#[test]
fn lengths_floats_and_the_largest_numbers() {
    for (text, expected) in [
        ("names: [a, b, c, d, e]", &[][..]),
        ("names: [a, b, c, d, e, f]", &["names"]),
        ("names: [a, b]\nspare: 8", &["names"]),
        // Twelve without thirteen is no `usize`.
        ("names: [a, b]\nspare: 13", &[]),
        ("share: 0.6", &["share"]),
        ("share: 0.4", &[]),
        // Too near for `f32`: whether it is one is not known.
        ("share: 0.5000000001", &[]),
        ("share: .nan", &[]),
        // 0.3 in `f32`, and not in `f64`.
        ("narrow: 0.1", &[]),
        ("large: 0", &[]),
        ("large: 340282366920938463463374607431768211455", &[]),
        ("left: 120\nright: 20\nnames: [a]", &["add", "subtract", "mixed"]),
        ("left: x\nright: 255", &[]),
        ("left: 31\nright: [1]", &[]),
    ] {
        let text =
            if text.starts_with("left") { text.to_owned() } else { format!("{text}\nleft: 31\nright: 40\n") };
        let found = broken(&text);
        assert_eq!(found, expected, "{text}");
    }
}

/// A message shows what was computed with.
#[test]
fn the_operands_are_shown() {
    let loader = Loader::new().variables([("UNRELATED", "")]).file("sums.yaml");
    let report =
        loader.substitute("sums.yaml", "broken: x\nleft: 90\nright: 20\n").load::<Sums>().unwrap_err();
    assert!(report.to_string().contains("that is (90 + 20) < 100"), "{report}");
}
