//! The stable codes of findings.

/// A stable code such as `CFG0201`. [`Code::ALL`] lists every code of this crate; a check may carry its author's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)*) => {
        impl Code {
            $($(#[doc = $doc])+ pub const $name: Code = Code($code);)*

            /// Every code with its name and its meaning, in order.
            pub const ALL: &'static [(Code, &'static str, &'static str)] =
                &[$((Code::$name, stringify!($name), concat!($($doc, "\n"),+))),*];
        }
    };
}

codes! {
    /// A file that must exist does not.
    FILE_MISSING = "CFG0101";
    /// A file breaks the grammar of its format.
    SYNTAX = "CFG0102";
    /// One map has the same key twice.
    DUPLICATE_KEY = "CFG0103";
    /// A file is not UTF-8 or holds a NUL character.
    ENCODING = "CFG0104";
    /// A limit on size, depth, nodes or alias expansion was reached.
    LIMIT = "CFG0105";
    /// A file could not be read: no permission, a directory in its place, an error of the device.
    FILE_UNREADABLE = "CFG0106";
    /// The ending of a file name stands for no known format.
    UNKNOWN_FORMAT = "CFG0107";
    /// `$extends` leads back to a file that is being read, or is not a path.
    EXTENDS = "CFG0108";
    /// An override is not of the form `key=value`, or its path cannot be read.
    OVERRIDE = "CFG0109";
    /// A variable is not UTF-8.
    VARIABLE_ENCODING = "CFG0110";
    /// A figment provider failed.
    PROVIDER = "CFG0111";
    /// The document is not a map of keys.
    NOT_A_MAP = "CFG0112";
    /// A source cannot be reached, and a copy of its last good content is in use.
    LAST_KNOWN_GOOD = "CFG0113";
    /// A remote source cannot be reached or does not answer in time.
    REMOTE = "CFG0114";
    /// A key that no field claims.
    UNKNOWN_KEY = "CFG0201";
    /// A key that must be given is not.
    MISSING_KEY = "CFG0202";
    /// A key that is itself a list or a map.
    KEY_NOT_TEXT = "CFG0203";
    /// A key that should not be used any more.
    DEPRECATED = "CFG0204";
    /// One field is given under two of its names.
    TWO_NAMES = "CFG0205";
    /// A variable with the prefix of the service that no field claims.
    UNKNOWN_VARIABLE = "CFG0206";
    /// Two fields claim one variable, or the table is wrong in another way.
    SCHEMA = "CFG0207";
    /// A path in `$unset` names nothing.
    UNSET_PATH = "CFG0208";
    /// List elements given by index leave a gap.
    INDEX_GAP = "CFG0209";
    /// A value of another type than the field's.
    WRONG_TYPE = "CFG0301";
    /// A number that the field's type cannot hold.
    NUMBER_RANGE = "CFG0302";
    /// Text that breaks the grammar of the field's type.
    MALFORMED = "CFG0303";
    /// A name that is none of the variants.
    UNKNOWN_VARIANT = "CFG0304";
    /// A value outside its range.
    RANGE = "CFG0401";
    /// A check over several fields that does not hold.
    CHECK = "CFG0402";
    /// Too few or too many characters, elements or entries.
    LENGTH = "CFG0403";
    /// Text that does not match its pattern.
    PATTERN = "CFG0404";
    /// Text that breaks a well-known grammar.
    FORMAT = "CFG0405";
    /// A value that a function of the author refused.
    FUNCTION = "CFG0406";
    /// A path at which there is not what must be there.
    MUST_EXIST = "CFG0407";
    /// A key that this environment requires.
    REQUIRED_IN = "CFG0408";
    /// A value that is set but has no effect.
    NO_EFFECT = "CFG0409";
    /// A reference to a variable that is not set.
    REFERENCE_VARIABLE = "CFG0501";
    /// A reference to a file that cannot be read.
    REFERENCE_FILE = "CFG0502";
    /// A reference to a key that does not exist or is not a single value.
    REFERENCE_KEY = "CFG0503";
    /// References that lead back to themselves.
    REFERENCE_CYCLE = "CFG0504";
    /// A reference that cannot be read.
    REFERENCE_SYNTAX = "CFG0505";
    /// A secret that no resolver knows.
    SECRET_MISSING = "CFG0601";
    /// A secret given both directly and through `_FILE`.
    SECRET_TWICE = "CFG0602";
    /// The file of a secret cannot be read.
    SECRET_FILE = "CFG0603";
    /// A secret reference in a field that is not a `Secret`.
    SECRET_IN_CLEAR = "CFG0604";
    /// An environment with an unknown name.
    UNKNOWN_ENVIRONMENT = "CFG0701";
    /// A debug switch that is on where debugging is not allowed.
    DEBUG_ON = "CFG0702";
    /// A secret that stands in a file in clear text.
    CLEAR_SECRET = "CFG0703";
    /// A file of a secret that every user of the system may read.
    SECRET_FILE_MODE = "CFG0704";
    /// A credential that everybody knows.
    DEFAULT_CREDENTIAL = "CFG0705";
    /// Environments that build on one another in a circle, or on two at once.
    INHERITANCE = "CFG0706";
    /// A value that names a host of a less guarded environment.
    FOREIGN_HOST = "CFG0707";
    /// A security setting that is weaker than in a less guarded environment.
    WEAKER_SECURITY = "CFG0708";
    /// A key that another environment gives and this one does not.
    MISSING_IN_ENVIRONMENT = "CFG0709";
    /// A secret that two environments share.
    SHARED_SECRET = "CFG0710";
    /// A file that changed after its promotion was planned, or cannot be written.
    PROMOTION = "CFG0711";
    /// A file of another layout version.
    VERSION = "CFG0801";
    /// A change that a rule over the old and the new value forbids.
    CHANGE = "CFG0901";
    /// A change that a subscriber refused.
    REFUSED = "CFG0902";
    /// A change that asks for more than the policy lets a reload do.
    RELOAD_CLASS = "CFG0903";
    /// A content that was taken before and rolled back because it did harm.
    ROLLED_BACK = "CFG0904";
    /// Code of the service panicked while a configuration was loaded or offered.
    PANIC = "CFG0905";
    /// Sources that kept changing while they were read.
    UNSTABLE = "CFG0906";
    /// A file that held values before and is empty now.
    EMPTIED = "CFG0907";
    /// A reload that was asked for from inside another one.
    NESTED_RELOAD = "CFG0908";
    /// A generation that the history does not hold.
    NOT_KEPT = "CFG0909";
    /// A manager that cannot start what it needs.
    START = "CFG0910";
    /// A part of a configuration that is to be watched, but whose place is not clear.
    PART = "CFG0911";
    /// A file that can never be reloaded, because of how it is mounted.
    NEVER_RELOADED = "CFG0920";
    /// Values that can never be reloaded, because they are read once.
    FIXED_AT_START = "CFG0921";
}

impl Code {
    /// A code of an author's own, as given by `check(…, code = "…")`.
    #[must_use]
    pub const fn custom(code: &'static str) -> Self {
        Self(code)
    }

    /// The code itself.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.0)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
