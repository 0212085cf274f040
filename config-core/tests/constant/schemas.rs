//! Schemas that have every kind and every rule between them.

#![expect(dead_code, reason = "the tables are compared, and nobody asks for the values")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroI8, NonZeroU16};
use std::path::PathBuf;
use std::time::Duration;

use config_core::schema::{Grammar, Kind};
use config_core::{ByteSize, ConfigValue, Percent, Reader, Secret, ServiceConfig, Value};

/// Numbers of all sizes.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Numbers {
    /// A field.
    pub small: u8,
    /// A field.
    pub signed: i8,
    /// A field.
    #[config(default = 5, range(1..=100))]
    pub ranged: u16,
    /// A field.
    #[config(range(..0))]
    pub below: Option<i32>,
    /// A field.
    #[config(range(-10..10), unit = "steps")]
    pub between: Option<i64>,
    /// A field.
    pub wide: Option<u128>,
    /// A field.
    pub widest: Option<i128>,
    /// A field.
    pub count: NonZeroU16,
    /// A field.
    pub turn: Option<NonZeroI8>,
    /// A field.
    #[config(range(0.25..=0.75))]
    pub ratio: Option<f64>,
    /// A field.
    #[config(range(0..10))]
    pub share: Option<f64>,
    /// A field.
    #[config(default = 1.5)]
    pub free: f64,
    /// A field.
    pub switch: bool,
    /// A field.
    #[config(default = [1, 2], range(0..=9))]
    pub several: Vec<u32>,
    /// A field.
    #[config(default, range(0..=9))]
    pub named: BTreeMap<String, i16>,
}

/// Text and its grammars.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Texts {
    /// A field.
    #[config(length(2..=5))]
    pub short: String,
    /// A field.
    #[config(length(..=3), default = "a")]
    pub shorter: Box<str>,
    /// A field.
    pub letter: char,
    /// A field.
    pub path: Option<PathBuf>,
    /// A field.
    #[config(format = "email")]
    pub email: Option<String>,
    /// A field.
    #[config(format = "url")]
    pub url: Option<String>,
    /// A field.
    #[config(format = "hostname")]
    pub hostname: Option<String>,
    /// A field.
    #[config(format = "ip")]
    pub ip: Option<String>,
    /// A field.
    #[config(format = "ipv4")]
    pub ipv4: Option<String>,
    /// A field.
    #[config(format = "ipv6")]
    pub ipv6: Option<String>,
    /// A field.
    #[config(format = "uuid")]
    pub uuid: Option<String>,
    /// A field.
    #[config(format = "host_port")]
    pub host_port: Option<String>,
    /// A field.
    #[config(format = "cidr")]
    pub cidr: Option<String>,
    /// A field.
    #[config(format = "semver")]
    pub semver: Option<String>,
    /// A field.
    pub address: Option<IpAddr>,
    /// A field.
    pub address4: Option<Ipv4Addr>,
    /// A field.
    pub address6: Option<Ipv6Addr>,
    /// A field.
    pub socket: Option<SocketAddr>,
    /// A field.
    #[config(pattern("^[a-z]+$"))]
    pub pattern: Option<String>,
    /// A field.
    #[config(must_exist = "file")]
    pub file: Option<PathBuf>,
    /// A field.
    #[config(default = ["a"], format = "hostname", length(1..=2))]
    pub hosts: Vec<String>,
    /// A field.
    #[config(pattern("(^|[.:])[0-9]{1,3}([^0-9]|$)"), length(..=6))]
    pub digits: Option<String>,
    /// A field.
    pub word: Option<Word>,
    /// A field.
    pub words: BTreeMap<Word, Amount>,
    /// A field.
    pub amount: Option<Amount>,
    /// A field.
    #[config(pattern("^[a-z.]*$"), length(1..=2))]
    pub alone: Alone,
    /// A field.
    pub amounts: Option<AloneAmounts>,
    /// A field.
    #[config(range(1..=100), length(..=2))]
    pub numbers: Option<AloneNumbers>,
}

/// A newtype with a rule of its own.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
pub(crate) struct Word(#[config(pattern("^[^.]*$"), length(..=4))] String);

/// A number with a unit, whose grammar is data.
#[derive(Debug)]
pub(crate) struct Amount;

fn amount(text: &str) -> Result<Amount, String> {
    let digits = text.strip_suffix(['k', 'm']).unwrap_or(text);
    let known = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if known { Ok(Amount) } else { Err("it is no amount".to_owned()) }
}

impl ConfigValue for Amount {
    const KIND: Kind = Kind::Parsed {
        name: "an amount such as 5k",
        format: None,
        check: |text| amount(text).map(|_| ()),
        grammar: Grammar::Pattern("^[0-9]+[km]?$"),
        numbers: true,
    };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.measured(value, &Self::KIND, amount)
    }
}

macro_rules! alone {
    ($(#[$meta:meta])* $type:ident, $element:ty) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub(crate) struct $type(Vec<$element>);

        impl ConfigValue for $type {
            const KIND: Kind =
                Kind::List { element: &<$element>::KIND, unique: false, length: None, single: true };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                let value = reader.follow(value);
                if value.is_list() {
                    Vec::read(value, reader).map(Self)
                } else {
                    <$element>::read(value, reader).map(|only| Self(vec![only]))
                }
            }
        }
    };
}

alone! {
    /// Text, or a list of it.
    Alone, String
}
alone! {
    /// An amount, or a list of them.
    AloneAmounts, Amount
}
alone! {
    /// A number, or a list of them.
    AloneNumbers, u8
}
alone! {
    /// An item, or a list of them.
    AloneItems, Item
}

/// Values with a unit.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Measures {
    /// A field.
    pub time: Duration,
    /// A field.
    #[config(range("1s"..="1h"), default = "5s")]
    pub timeout: Duration,
    /// A field.
    #[config(range("100ms"..))]
    pub pause: Option<Duration>,
    /// A field.
    pub size: ByteSize,
    /// A field.
    #[config(range("1KiB".."1GiB"))]
    pub body: Option<ByteSize>,
    /// A field.
    #[config(range(512..=4096))]
    pub page: Option<ByteSize>,
    /// A field.
    pub share: Percent,
    /// A field.
    #[config(range("1%"..="50%"))]
    pub part: Option<Percent>,
    /// A field.
    #[config(default, range("1s".."1m"))]
    pub times: Vec<Duration>,
}

/// Lists, maps, tuples.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Collections {
    /// A field.
    #[config(length(1..=2))]
    pub list: Vec<u8>,
    /// A field.
    #[config(default, length(..=2))]
    pub set: BTreeSet<String>,
    /// A field.
    pub pair: Option<[u8; 2]>,
    /// A field.
    pub tuple: Option<(u8, String)>,
    /// A field.
    #[config(default, length(1..))]
    pub map: BTreeMap<String, u8>,
    /// A field.
    #[config(default)]
    pub keyed: HashMap<u16, bool>,
    /// A field.
    #[config(default)]
    pub nested: Vec<Vec<u8>>,
    /// A field.
    #[config(default, length(1..=1))]
    pub items: Vec<Item>,
    /// A field.
    #[config(default)]
    pub by_name: BTreeMap<String, Item>,
    /// A field.
    #[config(serde)]
    pub anything: Option<serde::de::IgnoredAny>,
}

/// One item.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Item {
    /// A field.
    pub name: String,
    /// A field.
    #[config(default = 1, range(1..=3))]
    pub weight: u8,
}

/// Enums of all sorts.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Enums {
    /// A field.
    pub mode: Mode,
    /// A field.
    #[config(default = "slow")]
    pub other: Mode,
    /// A field.
    pub target: Option<Target>,
    /// A field.
    pub store: Option<Store>,
    /// A field.
    pub filled: Option<Filled>,
    /// A field.
    #[config(default)]
    pub modes: Vec<Mode>,
    /// A field.
    #[config(default)]
    pub targets: BTreeMap<String, Target>,
}

/// Plain names.
#[derive(Debug, ServiceConfig)]
pub(crate) enum Mode {
    /// A variant.
    #[config(alias = "quick")]
    Fast,
    /// A variant.
    Slow,
}

/// A key names the variant.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind")]
pub(crate) enum Target {
    /// A variant.
    Stdout,
    /// A variant.
    File {
        /// A field.
        path: PathBuf,
        /// A field.
        #[config(default = 1, range(1..=3))]
        copies: u8,
    },
    /// A variant.
    Item(Item),
}

/// The map's only key names the variant.
#[derive(Debug, ServiceConfig)]
pub(crate) enum Store {
    /// A variant.
    Memory,
    /// A variant.
    Disk {
        /// A field.
        path: PathBuf,
    },
    /// A variant.
    Size(ByteSize),
    /// A variant.
    Item(Item),
}

/// Every variant holds something.
#[derive(Debug, ServiceConfig)]
pub(crate) enum Filled {
    /// A variant.
    One(u8),
    /// A variant.
    Two {
        /// A field.
        value: String,
    },
}

/// Sections in all places.
#[derive(Debug, ServiceConfig)]
#[config(version = 3)]
pub(crate) struct Sections {
    /// A field.
    pub needed: Item,
    /// A field.
    pub optional: Option<Item>,
    /// A field.
    #[config(default)]
    pub limits: Limits,
    /// A field.
    #[config(flatten)]
    pub shared: Shared,
    /// A field.
    #[config(flatten)]
    pub rest: BTreeMap<String, u8>,
    /// A field.
    #[config(allow_unknown)]
    pub open: Option<Limits>,
    /// A field.
    pub loose: Option<Loose>,
    /// A field.
    #[config(alias = "formerly", alias = "once")]
    pub renamed: Option<u8>,
    /// A field.
    #[config(deprecated(since = "2", note = "no longer", use = "renamed"))]
    pub old: Option<u8>,
    /// A field.
    #[config(env = "SECTIONS_ELSEWHERE")]
    pub elsewhere: u8,
    /// A field.
    #[config(required_in("production"))]
    pub certain: Option<u8>,
    /// A field.
    pub wrapped: Wrapped,
}

/// Values with defaults.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Limits {
    /// A field.
    #[config(default = 1, range(1..=3))]
    pub most: u8,
    /// A field.
    #[config(required_in("prod", "staging"))]
    pub certain: Option<u8>,
}

/// Fields of a section around it.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Shared {
    /// A field.
    pub host: String,
    /// A field.
    #[config(default = 80, range(1..=100))]
    pub port: u16,
}

/// Unknown keys are let through.
#[derive(Debug, ServiceConfig)]
#[config(allow_unknown)]
pub(crate) struct Loose {
    /// A field.
    pub known: u8,
    /// A field.
    pub inner: Option<Limits>,
}

/// A value with a name of its own.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Wrapped(
    /// The value.
    #[config(range(1..=9))]
    u8,
);

/// Secrets in all places.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Secrets {
    /// A field.
    pub password: Secret<String>,
    /// A field.
    #[config(length(3..=8))]
    pub token: Option<Secret<String>>,
    /// A field.
    #[config(length(1..))]
    pub api_keys: Vec<Secret<String>>,
    /// A field.
    #[config(range(1..=9))]
    pub pin: Option<Secret<u8>>,
    /// A field.
    pub database: Database,
    /// A field.
    pub name: String,
}

/// A section that needs a secret alone.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Database {
    /// A field.
    pub password: Secret<String>,
    /// A field.
    #[config(default = "db")]
    pub host: String,
}

/// Layers meet in every way.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Merging {
    /// A field.
    #[config(merge = "append", default, length(..=4), range(0..=50))]
    pub appended: Vec<u8>,
    /// A field.
    #[config(merge = "keyed", key = "name", default, length(..=2))]
    pub keyed: Vec<Item>,
    /// A field.
    #[config(merge = "append", default, length(..=2), pattern("^[a-z0-9]*$"))]
    pub appended_alone: Alone,
    /// A field.
    #[config(merge = "keyed", key = "name", default, length(..=2))]
    pub keyed_alone: AloneItems,
    /// A field.
    #[config(default)]
    pub replaced_alone: AloneAmounts,
    /// A field.
    #[config(default, merge = "replace")]
    pub replaced: BTreeMap<String, u8>,
    /// A field.
    #[config(default)]
    pub deep: BTreeMap<String, Item>,
    /// A field.
    pub item: Item,
    /// A field.
    #[config(merge = "replace")]
    pub whole: Option<Item>,
    /// A field.
    pub target: Option<Target>,
    /// A field.
    pub store: Option<Store>,
    /// A field.
    #[config(alias = "formerly")]
    pub renamed: Option<Item>,
    /// A field.
    #[config(default)]
    pub plain: Vec<u8>,
}
