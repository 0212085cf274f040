//! Rules of one field.

use super::Literal;

/// A rule that a field's value must keep. On a list or map, `Range`, `Pattern`, `Format` and `MustExist` hold for each
/// element; `Length` for the list or map itself. On `Option` they hold when there is a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// Between two bounds.
    Range {
        /// Lower bound.
        low: Option<Bound>,
        /// Upper bound.
        high: Option<Bound>,
    },
    /// Number of characters, elements or entries, both limits included.
    Length {
        /// Fewest.
        minimum: Option<u64>,
        /// Most.
        maximum: Option<u64>,
    },
    /// A regular expression that matches somewhere in the text; anchor it with `^` and `$`.
    Pattern(&'static str),
    /// A well-known grammar.
    Format(TextFormat),
    /// A path that must exist.
    MustExist(Existing),
    /// A function of the author; the text is its path.
    Function(&'static str),
}

/// An end of a range.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The limit: a number, or text for durations, sizes and percentages.
    pub value: Literal,
    /// Whether the limit itself is outside.
    pub exclusive: bool,
}

/// What must be at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// A regular file.
    File,
    /// A directory.
    Directory,
}

/// A well-known grammar of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextFormat {
    /// An address of electronic mail.
    Email,
    /// An absolute URL.
    Url,
    /// A host name (RFC 1123).
    Hostname,
    /// An IPv4 or IPv6 address.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A UUID.
    Uuid,
    /// `host:port`.
    HostPort,
    /// An address with a prefix length.
    Cidr,
    /// A version of the form 1.2.3.
    Semver,
}

impl TextFormat {
    /// All formats, in the order of the documentation.
    pub const ALL: [TextFormat; 10] = [
        TextFormat::Email,
        TextFormat::Url,
        TextFormat::Hostname,
        TextFormat::Ip,
        TextFormat::Ipv4,
        TextFormat::Ipv6,
        TextFormat::Uuid,
        TextFormat::HostPort,
        TextFormat::Cidr,
        TextFormat::Semver,
    ];

    /// The name that attributes use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TextFormat::Email => "email",
            TextFormat::Url => "url",
            TextFormat::Hostname => "hostname",
            TextFormat::Ip => "ip",
            TextFormat::Ipv4 => "ipv4",
            TextFormat::Ipv6 => "ipv6",
            TextFormat::Uuid => "uuid",
            TextFormat::HostPort => "host_port",
            TextFormat::Cidr => "cidr",
            TextFormat::Semver => "semver",
        }
    }
}
