//! One field of a section.

use super::{Kind, Literal, Rule};
use crate::ConfigValue;

/// The description of one field. Built in constants by the derive, one call per attribute.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Key in files.
    pub name: &'static str,
    /// Name in the Rust type (`0` for the field of a newtype).
    pub rust_name: &'static str,
    /// Hash of `name`, see [`crate::__private::hash`].
    pub hash: u64,
    /// Doc comment.
    pub doc: &'static str,
    /// Type.
    pub kind: Kind,
    /// What the value is when no source gives one.
    pub default: DefaultValue,
    /// Other keys that are accepted.
    pub aliases: &'static [&'static str],
    /// Names of environment variables besides the computed one, without prefix.
    pub env: &'static [&'static str],
    /// Rules of the value.
    pub rules: &'static [Rule],
    /// How a later layer's value meets an earlier one's, if not the kind's own way.
    pub merge: Option<Merge>,
    /// The field that identifies an element under `Merge::Keyed`.
    pub key: Option<&'static str>,
    /// What a change of the value asks for.
    pub reload: Reload,
    /// Unit of a number, for people.
    pub unit: Option<&'static str>,
    /// Version that brought the field.
    pub since: Option<&'static str>,
    /// Set when the field should not be used any more.
    pub deprecated: Option<Deprecated>,
    /// Values that show how it is used.
    pub examples: &'static [Literal],
    /// Condition under which the value has an effect at all, as its author wrote it.
    pub effective_when: Option<&'static str>,
    /// Environments in which a source must give the value.
    pub required_in: &'static [&'static str],
    /// Whether the fields of this section stand in the section around it.
    pub flatten: bool,
    /// Whether keys that no field claims are accepted inside this field's section.
    pub allow_unknown: bool,
    /// What may not happen to the value at a reload.
    pub transitions: &'static [Transition],
    /// Line of the field in the type's file.
    pub line: u32,
}

/// What a field's value is when no source gives one.
#[derive(Clone, Copy, Debug)]
pub enum DefaultValue {
    /// A source must give it (`Option` is `None` instead).
    Required,
    /// This value.
    Literal(Literal),
    /// The type's own default: its `Default`, or for a section the defaults of its fields.
    Type,
    /// The value of a Rust expression, which is kept as text.
    Expression(&'static str),
}

/// How a later layer's value meets an earlier one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The later value alone counts (scalars and lists do this by themselves).
    Replace,
    /// The later list follows the earlier one.
    Append,
    /// Key by key (sections and maps do this by themselves).
    Deep,
    /// Elements with an equal key field are merged, others follow.
    Keyed,
}

/// What a change of a value asks for, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reload {
    /// Takes effect at once.
    #[default]
    Hot,
    /// Takes effect for new work; running work must drain.
    Drain,
    /// Needs a restart.
    Restart,
    /// Needs stored data to be rebuilt.
    Rebuild,
}

impl Reload {
    /// The name that attributes and documents use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reload::Hot => "hot",
            Reload::Drain => "drain",
            Reload::Restart => "restart",
            Reload::Rebuild => "rebuild",
        }
    }
}

/// What may not happen to a value at a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// It may not change.
    Immutable,
    /// It may not become smaller.
    Monotonic,
    /// It may not change by more than this share of the old value, such as `20%`.
    MaximumStep(&'static str),
}

/// Why a field should not be used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// Version since which it is so.
    pub since: &'static str,
    /// Why, or what to do.
    pub note: &'static str,
    /// Path of the field that replaces it, from the root of the same section.
    pub replacement: Option<&'static str>,
}

impl Field {
    /// A required field of type `T`.
    #[must_use]
    pub const fn new<T: ConfigValue>(name: &'static str, doc: &'static str) -> Self {
        Self::of_kind(name, doc, T::KIND)
    }

    /// A required field of a kind that no type gives, such as one read through serde.
    #[must_use]
    pub const fn of_kind(name: &'static str, doc: &'static str, kind: Kind) -> Self {
        Self::hashed(name, crate::__private::hash(name), doc, kind)
    }

    /// As [`Field::of_kind`], with the hash of the name. The compiler takes long to work it out.
    pub(super) const fn hashed(name: &'static str, hash: u64, doc: &'static str, kind: Kind) -> Self {
        Self {
            name,
            rust_name: name,
            hash,
            doc,
            kind,
            default: DefaultValue::Required,
            aliases: &[],
            env: &[],
            rules: &[],
            merge: None,
            key: None,
            reload: Reload::Hot,
            unit: None,
            since: None,
            deprecated: None,
            examples: &[],
            effective_when: None,
            required_in: &[],
            flatten: false,
            allow_unknown: false,
            transitions: &[],
            line: 0,
        }
    }

    /// Whether `key` is the field's name or one of its aliases.
    #[must_use]
    pub fn is_called(&self, key: &str) -> bool {
        self.name == key || self.aliases.contains(&key)
    }

    /// How layers meet: as declared, or the kind's own way.
    #[must_use]
    pub fn merge_strategy(&self) -> Merge {
        self.merge.unwrap_or(match self.kind.without_wrappers() {
            Kind::Section(_) | Kind::Map { .. } => Merge::Deep,
            _ => Merge::Replace,
        })
    }
}

/// One setter per attribute; each takes the value as the table stores it.
macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty = |$field:ident| $assign:expr;)*) => {
        impl Field {
            $($(#[$doc])*
            #[must_use]
            pub const fn $name(mut self, $name: $type) -> Self {
                let $field = &mut self;
                $assign;
                self
            })*
        }
    };
}

setters! {
    /// Sets the name in the Rust type where it differs from the key.
    rust_name: &'static str = |field| field.rust_name = rust_name;
    /// Sets a literal default.
    default: Literal = |field| field.default = DefaultValue::Literal(default);
    /// Sets a default of another sort.
    default_value: DefaultValue = |field| field.default = default_value;
    /// Sets other accepted keys.
    aliases: &'static [&'static str] = |field| field.aliases = aliases;
    /// Sets further variable names.
    env: &'static [&'static str] = |field| field.env = env;
    /// Sets the rules.
    rules: &'static [Rule] = |field| field.rules = rules;
    /// Sets the merge strategy.
    merge: Merge = |field| field.merge = Some(merge);
    /// Sets the key field of a keyed merge.
    key: &'static str = |field| field.key = Some(key);
    /// Sets the reload class.
    reload: Reload = |field| field.reload = reload;
    /// Sets the unit.
    unit: &'static str = |field| field.unit = Some(unit);
    /// Sets the version that brought the field.
    since: &'static str = |field| field.since = Some(since);
    /// Marks the field as deprecated.
    deprecated: Deprecated = |field| field.deprecated = Some(deprecated);
    /// Sets examples.
    examples: &'static [Literal] = |field| field.examples = examples;
    /// Sets the condition under which the value has an effect.
    effective_when: &'static str = |field| field.effective_when = Some(effective_when);
    /// Sets the environments in which a source must give the value.
    required_in: &'static [&'static str] = |field| field.required_in = required_in;
    /// Sets whether the section's fields stand in the section around it.
    flatten: bool = |field| field.flatten = flatten;
    /// Sets whether unknown keys are accepted inside.
    allow_unknown: bool = |field| field.allow_unknown = allow_unknown;
    /// Sets what may not happen at a reload.
    transitions: &'static [Transition] = |field| field.transitions = transitions;
    /// Sets the line in the source file.
    line: u32 = |field| field.line = line;
}
