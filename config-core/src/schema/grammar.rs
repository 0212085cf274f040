//! Grammars of text as data, so that a constant can hold a text against them and every export can write them down.

use super::TextFormat;

/// What text of a type looks like.
///
/// A type's own function ([`Kind::Parsed`](super::Kind::Parsed)'s `check`) decides at run time; a constant cannot call it. The grammar says the same
/// as data: defaults, examples and files that the compiler checks are held against it, and JSON Schemas carry it. It may let
/// through what the function refuses, never the other way round.
///
/// ```
/// use config_core::schema::Grammar;
///
/// const SLOT: Grammar = Grammar::All(&[
///     Grammar::Pattern("^[a-z]+-[0-9]+$"),
///     Grammar::Not(&Grammar::Pattern("^test-")),
/// ]);
/// const { assert!(matches!(SLOT.accepts("blue-7"), Some(true))) };
/// const { assert!(matches!(SLOT.accepts("test-7"), Some(false))) };
/// assert_eq!(Grammar::Opaque.accepts("anything"), None);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Grammar {
    /// Only the type's function can tell.
    Opaque,
    /// A regular expression that the text has a match of, as `#[config(pattern = "…")]` has it: write `^` and `$` for the
    /// whole text. What a constant cannot decide (look at [`Grammar::accepts`]) is left to the function.
    Pattern(&'static str),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A well-known format.
    Format(TextFormat),
    /// An address and a port, such as `127.0.0.1:8080` or `[::1]:8080`.
    SocketAddress,
    /// An IPv4 address and a port.
    SocketAddressV4,
    /// An IPv6 address in brackets and a port; the address may have a numeric zone.
    SocketAddressV6,
    /// An address and the length of a prefix, with no bit set behind the prefix: `10.0.0.0/8`.
    Network,
    /// Numbers with units, added up, must not come to more than `maximum`. Says nothing about anything else in the text,
    /// so a pattern goes with it. What is finer than a whole one of a unit's count is dropped.
    Sum {
        /// The units by name, with what one of them counts; `""` is a number alone.
        units: &'static [(&'static str, u64)],
        /// The largest sum.
        maximum: u128,
    },
    /// A regular expression: brackets close, and what repeats has something to repeat.
    RegularExpression,
    /// Text whose brackets (round, square and curly) and quotes close, where `#` begins a comment.
    Brackets,
    /// Every one of these.
    All(&'static [Grammar]),
    /// At least one of these.
    Any(&'static [Grammar]),
    /// Not this one.
    Not(&'static Grammar),
}

impl Grammar {
    /// Whether a text is of this grammar, in constant evaluation too; `None` when that is not known: for
    /// [`Grammar::Opaque`], for units that a sum does not know, for brackets nested deeper than 64, for patterns with texts
    /// of more than 511 bytes, and for patterns that use flags, Unicode or hexadecimal escapes, word boundaries or classes in
    /// classes.
    #[must_use]
    pub const fn accepts(&self, text: &str) -> Option<bool> {
        crate::constant::accepts(self, text)
    }
}
