//! What the test's service may hold: the table of `main.rs` once more, in words that a generator can walk.

use crate::choices::Choices;

/// What stands at a place of the configuration.
pub(crate) enum Shape {
    Leaf(Sort),
    Section(&'static [Member]),
    List(&'static Shape, Merge),
    Map(&'static Shape),
}

/// A key of a section.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) alias: Option<&'static str>,
    pub(crate) shape: Shape,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Merge {
    Replace,
    Append,
    /// By the member `name`.
    Keyed,
}

/// The sorts of leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sort {
    /// `u16` from 1024 on.
    Port,
    /// `u8`.
    Level,
    /// `i64`.
    Signed,
    /// `f64` from 0 to 1.
    Ratio,
    /// `bool`.
    Switch,
    /// `Duration`.
    Pause,
    /// `ByteSize`.
    Size,
    /// A unit enum.
    Mode,
    /// `String` without digits.
    Word,
    /// The name that keyed elements are merged by.
    Identity,
    /// `Secret<u32>`.
    Pin,
    /// The tag of an enum: always there and never broken.
    Tag,
}

const fn leaf(name: &'static str, sort: Sort) -> Member {
    Member { name, alias: None, shape: Shape::Leaf(sort) }
}

const fn member(name: &'static str, shape: Shape) -> Member {
    Member { name, alias: None, shape }
}

const WORD: Shape = Shape::Leaf(Sort::Word);
const LEVEL: Shape = Shape::Leaf(Sort::Level);

const ROOM: Shape =
    Shape::Section(&[leaf("size", Sort::Size), leaf("note", Sort::Word), leaf("level", Sort::Level)]);

const SERVER: Shape = Shape::Section(&[
    leaf("name", Sort::Identity),
    leaf("port", Sort::Port),
    leaf("weight", Sort::Ratio),
    member("tags", Shape::List(&WORD, Merge::Replace)),
    member("rooms", Shape::Map(&ROOM)),
]);

const STEP: Shape = Shape::Section(&[leaf("title", Sort::Word), leaf("pause", Sort::Pause)]);

/// The whole service.
pub(crate) static SERVICE: Shape = Shape::Section(&[
    leaf("title", Sort::Word),
    leaf("port", Sort::Port),
    leaf("signed", Sort::Signed),
    leaf("ratio", Sort::Ratio),
    leaf("enabled", Sort::Switch),
    Member { name: "pause", alias: Some("wait"), shape: Shape::Leaf(Sort::Pause) },
    leaf("mode", Sort::Mode),
    leaf("pin", Sort::Pin),
    // These two lie in a flattened section.
    leaf("region", Sort::Word),
    leaf("zone", Sort::Level),
    member(
        "limits",
        Shape::Section(&[
            leaf("size", Sort::Size),
            Member { name: "max_level", alias: Some("most"), shape: Shape::Leaf(Sort::Level) },
            member("deep", Shape::Section(&[leaf("note", Sort::Word), leaf("key", Sort::Pin)])),
        ]),
    ),
    member("numbers", Shape::List(&LEVEL, Merge::Replace)),
    member("more", Shape::List(&LEVEL, Merge::Append)),
    member("steps", Shape::List(&STEP, Merge::Append)),
    member("servers", Shape::List(&SERVER, Merge::Keyed)),
    member("labels", Shape::Map(&LEVEL)),
    member("rooms", Shape::Map(&ROOM)),
    member(
        "storage",
        Shape::Section(&[leaf("kind", Sort::Tag), leaf("path", Sort::Word), leaf("port", Sort::Port)]),
    ),
]);

/// How a leaf is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Written {
    /// A number or a truth value, without quotes.
    Bare(String),
    /// Text, in quotes where the format wants them.
    Text(String),
    Null,
    /// A list in place of a scalar.
    Items,
    /// A map in place of a scalar.
    Entries,
}

/// What a format can write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Medium {
    /// YAML and JSON.
    Typed,
    /// TOML has no null.
    Toml,
    /// INI, `.env`, variables and overrides have nothing but text.
    Text,
}

impl Sort {
    /// A good value.
    pub(crate) fn value(self, choices: &mut Choices<'_>) -> Written {
        let bare = |choices: &mut Choices<'_>, all: &[&str]| Written::Bare(choices.of(all).to_owned());
        let text = |choices: &mut Choices<'_>, all: &[&str]| Written::Text(choices.of(all).to_owned());
        match self {
            Sort::Port => bare(choices, &["8080", "1024", "65535"]),
            Sort::Level => bare(choices, &["7", "0", "255"]),
            Sort::Signed => bare(choices, &["-3", "9223372036854775807", "-9223372036854775808"]),
            Sort::Ratio => bare(choices, &["0.5", "1.0", "1e-3"]),
            Sort::Switch => bare(choices, &["true", "false"]),
            Sort::Pause => text(choices, &["90s", "1h30m", "250ms"]),
            Sort::Size => text(choices, &["32MiB", "1KiB"]),
            Sort::Mode => text(choices, &["fast", "careful"]),
            Sort::Word => text(choices, &["plain", "grün und blau", "名前", "a 🦀 b", "it's \"quoted\""]),
            Sort::Identity => text(choices, &["eins", "zwei", "drei", "vier"]),
            Sort::Pin => bare(choices, &["1234", "0"]),
            Sort::Tag => Written::Text("remote".to_owned()),
        }
    }

    /// A value that is refused wherever it counts; nothing for leaves that must stay whole.
    pub(crate) fn broken(self, medium: Medium, choices: &mut Choices<'_>) -> Option<Written> {
        let mut all: Vec<Written> = Vec::new();
        let mut bare =
            |texts: &[&str]| all.extend(texts.iter().map(|text| Written::Bare((*text).to_owned())));
        match self {
            Sort::Port => bare(&["80", "65536", "-1", "8080.5"]),
            Sort::Level | Sort::Pin => bare(&["99999999999", "-1", "0.5"]),
            Sort::Signed => bare(&["9223372036854775808", "1.5"]),
            Sort::Ratio => bare(&["1.5", "-0.1"]),
            Sort::Switch => bare(&["2", "0.5"]),
            Sort::Pause | Sort::Size => bare(&["1.5", "true"]),
            Sort::Mode | Sort::Word | Sort::Identity | Sort::Tag => {}
        }
        match self {
            Sort::Tag => return None,
            Sort::Word | Sort::Identity => all.push(Written::Text("mit Ziffer 4711 ü".to_owned())),
            _ => all.push(Written::Text("überall falsch".to_owned())),
        }
        if self != Sort::Identity && medium != Medium::Text {
            all.push(Written::Items);
            all.push(Written::Entries);
            // Nothing is a good value for an `Option`.
            if medium == Medium::Typed && self != Sort::Pin {
                all.push(Written::Null);
            }
        }
        Some(all.swap_remove(choices.below(all.len())))
    }
}
