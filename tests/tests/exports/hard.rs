//! Configurations that samples and comparisons find hard.

#![expect(dead_code, reason = "the fields are read by the loader alone")]

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{Secret, ServiceConfig};

use crate::types::{Inner, Limits};

/// What samples find hard: text that formats read otherwise, rules, and a section with no example.
#[derive(Debug, Clone, ServiceConfig)]
#[config(env_prefix = "HARD")]
pub(crate) struct Hard {
    /// Looks like a truth value.
    #[config(default = "no")]
    pub no: String,
    /// Looks like a number.
    #[config(default = "1.10")]
    pub number: String,
    /// Holds signs that formats use.
    #[config(default = "a # b; c: 'd', \"e\" \\ [f] {g}")]
    pub signs: String,
    /// Two lines.
    #[config(default = "one\ntwo")]
    pub lines: String,
    /// Blank at both ends.
    #[config(default = " x ")]
    pub blanks: String,
    /// Nothing.
    #[config(default = "")]
    pub empty: String,
    /// No reference.
    #[config(default = "${env:HOME}")]
    pub reference: String,
    /// A list of such.
    #[config(default = ["a, b", "no", "", "[x]"])]
    pub list: Vec<String>,
    /// A list of one.
    #[config(default = [""])]
    pub one: Vec<String>,
    /// Lists in a list.
    #[config(default = [[1, 2], [3]])]
    pub lists: Vec<Vec<u8>>,
    /// A key that needs quotes.
    #[config(rename = "é/key", default = 1)]
    pub key: u8,
    /// By a pattern.
    #[config(pattern(r"^sk-[A-Z]{4}-\d{3,}$"))]
    pub pattern: String,
    /// Long enough.
    #[config(length(12..=20))]
    pub long: Secret<String>,
    /// Exclusive bounds.
    #[config(range(10..20))]
    pub bounded: u8,
    /// Entries are wanted.
    #[config(length(2..))]
    pub map: BTreeMap<String, u8>,
    /// Data is wanted.
    pub data: Wanted,
    /// All of it has defaults, and still it must be there.
    pub limits: Limits,
    /// Old.
    #[config(default = 1, deprecated(since = "2", note = "never used"))]
    pub old: u8,
    /// Without effect.
    #[config(default = 1, effective_when(self.bounded > 100))]
    pub idle: u8,
    /// In a list of sections.
    #[config(length(2..))]
    pub inners: Vec<Inner>,
}

/// Data of some sort.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) enum Wanted {
    /// Named values.
    Window {
        /// From.
        from: u32,
        /// To.
        #[config(default = 10)]
        to: u32,
    },
}

/// Comparisons of fields with one another.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "WINDOW",
    check(self.low <= self.high, "low must not exceed high"),
    check(self.low + self.step * 2 <= self.high + 4, "two steps must fit"),
    check(self.ratio < 0.9 || self.exact, "a high ratio must be exact"),
    check(self.inner.low != self.low, "inner.low must differ from low"),
    check(self.wait >= self.pause, "wait must be at least pause"),
    check(self.tags.len() <= self.labels.len(), "each tag needs a label"),
    check(self.name == "a" || self.high % 3 <= 1, "high must not be two above a multiple of three unless the name is a"),
    check(!(self.low == 3 && self.step == 3), "low and step must not both be 3"),
)]
pub(crate) struct Window {
    /// Lower end.
    #[config(default = 1)]
    pub low: u32,
    /// Upper end.
    pub high: u32,
    /// Step.
    #[config(default = 1)]
    pub step: u32,
    /// Ratio.
    #[config(default = 0.5)]
    pub ratio: f64,
    /// Whether it is exact.
    #[config(default = false)]
    pub exact: bool,
    /// A section.
    pub inner: Limits,
    /// How long.
    #[config(default = "1h")]
    pub wait: Duration,
    /// How short.
    #[config(default = "1s")]
    pub pause: Duration,
    /// Tags.
    #[config(default = [])]
    pub tags: Vec<String>,
    /// Labels.
    #[config(default)]
    pub labels: BTreeMap<String, String>,
    /// Name.
    #[config(default = "a")]
    pub name: String,
}
