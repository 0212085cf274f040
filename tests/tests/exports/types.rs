//! Configurations that have everything a table can say.

#![expect(dead_code, reason = "the fields are read by the loader alone")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Percent, Secret, ServiceConfig};

/// One of each kind of value.
#[derive(Debug, Clone, ServiceConfig)]
#[config(env_prefix = "SCALARS")]
pub(crate) struct Scalars {
    /// A truth value.
    pub truth: bool,
    /// A small number.
    pub small: u8,
    /// A signed number.
    pub signed: i64,
    /// A large number.
    pub large: u64,
    /// Not zero.
    pub port: NonZeroU16,
    /// A fraction.
    pub fraction: f64,
    /// A letter.
    pub letter: char,
    /// Text.
    pub text: String,
    /// A path.
    pub path: PathBuf,
    /// A duration.
    pub duration: Duration,
    /// A size.
    pub size: ByteSize,
    /// A share.
    pub share: Percent,
    /// An address.
    pub ip: IpAddr,
    /// An address of the old kind.
    pub ipv4: Ipv4Addr,
    /// An address of the new kind.
    pub ipv6: Ipv6Addr,
    /// An address and port.
    pub socket: SocketAddr,
    /// A secret.
    pub secret: Secret<String>,
    /// A secret that need not be.
    pub other_secret: Option<Secret<String>>,
    /// A number that need not be.
    pub maybe: Option<u16>,
    /// A duration that need not be.
    pub maybe_duration: Option<Duration>,
}

/// Rules of single fields.
#[derive(Debug, Clone, ServiceConfig)]
#[config(version = 3, env_prefix = "RULES")]
pub(crate) struct Rules {
    /// A range.
    #[config(default = 5, range(1..=10))]
    pub number: u32,
    /// A range without its upper end.
    #[config(default = 5, range(0..100))]
    pub below: i16,
    /// A range of fractions.
    #[config(default = 0.5, range(0.0..=1.0))]
    pub fraction: f64,
    /// A pattern.
    #[config(default = "a-1", pattern(r"^[a-z]+-\d+$"))]
    pub pattern: String,
    /// A pattern anywhere, and a length.
    #[config(default = "abc", pattern("b"), length(2..=4))]
    pub both: String,
    /// A length.
    #[config(length(1..=3))]
    pub names: Vec<String>,
    /// Rules of elements.
    #[config(default = [1, 2], range(0..=9), length(..=4))]
    pub digits: Vec<u8>,
    /// An address of electronic mail.
    #[config(format = "email")]
    pub email: Option<String>,
    /// An address of the web.
    #[config(format = "url")]
    pub url: Option<String>,
    /// A host.
    #[config(format = "hostname")]
    pub host: Option<String>,
    /// Any address.
    #[config(format = "ip")]
    pub ip: Option<String>,
    /// An identity.
    #[config(format = "uuid")]
    pub uuid: Option<String>,
    /// A host and a port.
    #[config(format = "host_port")]
    pub host_port: Option<String>,
    /// A range of addresses.
    #[config(format = "cidr")]
    pub cidr: Option<String>,
    /// A version.
    #[config(format = "semver")]
    pub semver: Option<String>,
    /// A secret that is long enough.
    #[config(length(8..))]
    pub password: Option<Secret<String>>,
    /// A size within numbers.
    #[config(default = "1MiB", range("1KiB"..="1GiB"), unit = "bytes")]
    pub size: ByteSize,
}

/// Sections within sections.
#[derive(Debug, Clone, ServiceConfig)]
#[config(env_prefix = "NESTED")]
pub(crate) struct Nested {
    /// A section that must be there.
    pub inner: Inner,
    /// A section with defaults.
    #[config(default)]
    pub limits: Limits,
    /// A section that need not be there.
    pub maybe: Option<Inner>,
    /// Sections in a list.
    #[config(default = [])]
    pub list: Vec<Inner>,
    /// Sections by name.
    #[config(default)]
    pub map: BTreeMap<String, Limits>,
    /// Numbers by number.
    #[config(default)]
    pub numbers: BTreeMap<u16, u32>,
    /// A set.
    #[config(default)]
    pub set: BTreeSet<String>,
    /// Exactly two.
    #[config(default = [1, 2])]
    pub pair: [u8; 2],
    /// A number and a text.
    pub tuple: Option<(u8, String)>,
    /// A choice.
    #[config(default = "first")]
    pub choice: Choice,
    /// A choice by name, or with data.
    #[config(default = Data::Off)]
    pub data: Data,
    /// A choice with a tag.
    #[config(default = Tagged::None)]
    pub tagged: Tagged,
    /// Choices by name.
    #[config(default)]
    pub choices: BTreeMap<Choice, bool>,
    /// A name with rules of its own.
    pub name: Option<Name>,
    /// Its own fields stand here.
    #[config(flatten)]
    pub flat: Flat,
    /// A tree.
    #[config(recursive)]
    pub tree: Option<Box<Tree>>,
    /// A section whose further keys are nobody's business.
    #[config(default, allow_unknown)]
    pub loose: Limits,
    /// The newer name.
    #[config(default = 1, alias = "older", alias = "oldest")]
    pub newer: u8,
}

/// A section.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) struct Inner {
    /// Must be there, under one of two names.
    #[config(alias = "identity")]
    pub id: u32,
    /// May be there.
    pub note: Option<String>,
}

/// A section with defaults.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) struct Limits {
    /// Lower limit.
    #[config(default = 1)]
    pub low: u32,
    /// Upper limit.
    #[config(default = 2)]
    pub high: u32,
}

/// Flattened.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) struct Flat {
    /// A key of the section around.
    pub flat_number: u8,
    /// Another.
    #[config(default = false)]
    pub flat_truth: bool,
}

/// A tree.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) struct Tree {
    /// Its value.
    pub value: u8,
    /// What grows on it.
    #[config(default, recursive)]
    pub children: Vec<Tree>,
}

/// A name.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) struct Name(#[config(length(1..=5), pattern("^[a-z]*$"))] pub String);

/// Names alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
pub(crate) enum Choice {
    /// The first.
    First,
    /// The second.
    #[config(alias = "2nd")]
    Second,
}

/// Names and data.
#[derive(Debug, Clone, ServiceConfig)]
pub(crate) enum Data {
    /// Nothing.
    Off,
    /// A single value.
    Level(u8),
    /// Named values.
    Window {
        /// From.
        from: u32,
        /// To.
        #[config(default = 10)]
        to: u32,
    },
    /// A section.
    Section(Limits),
}

/// With a tag.
#[derive(Debug, Clone, ServiceConfig)]
#[config(tag = "kind")]
pub(crate) enum Tagged {
    /// Nothing.
    None,
    /// Named values.
    File {
        /// Where.
        path: String,
    },
    /// A section's values.
    Limits(Limits),
    /// All of it has defaults.
    Defaulted {
        /// How many.
        #[config(default = 3)]
        count: u8,
    },
}

/// Checks over several fields.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "CHECKS",
    check(!self.tls || self.cert.is_some(), "tls needs cert"),
    check(self.cert.is_some() == self.key.is_some(), "cert and key go together"),
    check(self.user.is_some() != self.token_file.is_some(), "give one of user and token_file"),
    check(self.mode != "fast" || self.workers > 1, "fast mode needs workers"),
    check(self.limits.low < 100, "limits.low must be below 100"),
    check(self.names.is_empty() || !self.debug, "no debug with names"),
    check(self.names.len() <= 3, "at most three names"),
    check(self.workers <= 8 && self.workers >= 1, "one to eight workers"),
)]
pub(crate) struct Checks {
    /// Whether TLS is used.
    #[config(default = false)]
    pub tls: bool,
    /// Certificate.
    pub cert: Option<String>,
    /// Key of the certificate.
    #[config(not_secret)]
    pub key: Option<String>,
    /// User.
    pub user: Option<String>,
    /// File of a token.
    #[config(not_secret)]
    pub token_file: Option<String>,
    /// How it runs.
    #[config(default = "slow")]
    pub mode: String,
    /// How many run.
    #[config(default = 2)]
    pub workers: u32,
    /// Limits.
    #[config(default)]
    pub limits: Limits,
    /// Names.
    #[config(default = [])]
    pub names: Vec<String>,
    /// Debugging.
    #[config(default = false)]
    pub debug: bool,
}
