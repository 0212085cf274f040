//! Fields and their attributes as the derive writes them: one flat list of plain values.
//!
//! The forms that are common have a variant of their own with nothing inside but literals. A nested one says the same
//! and costs the compiler a multiple: each path is resolved, each constructor is typed, and each list behind a reference
//! is a constant of its own.

use super::{Bound, DefaultValue, Deprecated, Field, Kind, Literal, Merge, Reload, Rule, Transition};

/// A field, or an attribute of the last field before it.
#[derive(Clone, Copy, Debug)]
pub enum Setting {
    /// The next field: key, hash of the key, doc comment, line and kind.
    Field(&'static str, u64, &'static str, u32, &'static Kind),
    /// The name in the Rust type where it differs from the key.
    RustName(&'static str),
    /// A default that is `true` or `false`.
    DefaultBoolean(bool),
    /// A default that is a whole number.
    DefaultInteger(i128),
    /// A default that is a number.
    DefaultFloat(f64),
    /// A default that is text.
    DefaultText(&'static str),
    /// A default that is a list.
    DefaultList(&'static [Literal]),
    /// A default of another sort.
    DefaultValue(DefaultValue),
    /// Other accepted keys.
    Aliases(&'static [&'static str]),
    /// Further names of variables.
    Env(&'static [&'static str]),
    /// The merge strategy.
    Merge(Merge),
    /// The key field of a keyed merge.
    Key(&'static str),
    /// The reload class.
    Reload(Reload),
    /// The unit.
    Unit(&'static str),
    /// The version that brought the field.
    Since(&'static str),
    /// Why the field should not be used any more.
    Deprecated(Deprecated),
    /// Examples.
    Examples(&'static [Literal]),
    /// The condition under which the value has an effect.
    EffectiveWhen(&'static str),
    /// The environments in which a source must give the value.
    RequiredIn(&'static [&'static str]),
    /// The section's fields stand in the section around it.
    Flatten,
    /// Unknown keys are accepted inside.
    AllowUnknown,
    /// What may not happen at a reload.
    Transitions(&'static [Transition]),
    /// A rule: whole numbers between two bounds, both included.
    Integers(i128, i128),
    /// A rule: whole numbers that are not below the bound.
    IntegersFrom(i128),
    /// A rule: whole numbers that are not above the bound.
    IntegersTo(i128),
    /// A rule: numbers between two bounds, both included.
    Floats(f64, f64),
    /// A rule: numbers that are not below the bound.
    FloatsFrom(f64),
    /// A rule: numbers that are not above the bound.
    FloatsTo(f64),
    /// A rule: durations, sizes or percentages between two bounds, both included.
    Measures(&'static str, &'static str),
    /// A rule: durations, sizes or percentages that are not below the bound.
    MeasuresFrom(&'static str),
    /// A rule: durations, sizes or percentages that are not above the bound.
    MeasuresTo(&'static str),
    /// A rule: between the fewest and the most characters, elements or entries.
    Lengths(u64, u64),
    /// A rule: the fewest characters, elements or entries.
    LengthsFrom(u64),
    /// A rule: the most characters, elements or entries.
    LengthsTo(u64),
    /// Any other rule.
    Rule(Rule),
}

impl Setting {
    /// Whether the attribute is a rule, which costs less to ask than [`Self::rule`].
    pub(super) const fn is_rule(&self) -> bool {
        matches!(
            self,
            Self::Integers(..)
                | Self::IntegersFrom(_)
                | Self::IntegersTo(_)
                | Self::Floats(..)
                | Self::FloatsFrom(_)
                | Self::FloatsTo(_)
                | Self::Measures(..)
                | Self::MeasuresFrom(_)
                | Self::MeasuresTo(_)
                | Self::Lengths(..)
                | Self::LengthsFrom(_)
                | Self::LengthsTo(_)
                | Self::Rule(_)
        )
    }

    /// The rule that the attribute is, if it is one.
    pub(super) const fn rule(&self) -> Option<Rule> {
        Some(match *self {
            Self::Integers(low, high) => range(Some(Literal::Integer(low)), Some(Literal::Integer(high))),
            Self::IntegersFrom(low) => range(Some(Literal::Integer(low)), None),
            Self::IntegersTo(high) => range(None, Some(Literal::Integer(high))),
            Self::Floats(low, high) => range(Some(Literal::Float(low)), Some(Literal::Float(high))),
            Self::FloatsFrom(low) => range(Some(Literal::Float(low)), None),
            Self::FloatsTo(high) => range(None, Some(Literal::Float(high))),
            Self::Measures(low, high) => range(Some(Literal::String(low)), Some(Literal::String(high))),
            Self::MeasuresFrom(low) => range(Some(Literal::String(low)), None),
            Self::MeasuresTo(high) => range(None, Some(Literal::String(high))),
            Self::Lengths(minimum, maximum) => {
                Rule::Length { minimum: Some(minimum), maximum: Some(maximum) }
            }
            Self::LengthsFrom(minimum) => Rule::Length { minimum: Some(minimum), maximum: None },
            Self::LengthsTo(maximum) => Rule::Length { minimum: None, maximum: Some(maximum) },
            Self::Rule(rule) => rule,
            _ => return None,
        })
    }

    /// Puts an attribute that is no rule into the field.
    pub(super) const fn apply(&self, field: &mut Field) {
        match *self {
            Self::RustName(name) => field.rust_name = name,
            Self::DefaultBoolean(value) => field.default = DefaultValue::Literal(Literal::Boolean(value)),
            Self::DefaultInteger(value) => field.default = DefaultValue::Literal(Literal::Integer(value)),
            Self::DefaultFloat(value) => field.default = DefaultValue::Literal(Literal::Float(value)),
            Self::DefaultText(value) => field.default = DefaultValue::Literal(Literal::String(value)),
            Self::DefaultList(items) => field.default = DefaultValue::Literal(Literal::List(items)),
            Self::DefaultValue(value) => field.default = value,
            Self::Aliases(aliases) => field.aliases = aliases,
            Self::Env(names) => field.env = names,
            Self::Merge(merge) => field.merge = Some(merge),
            Self::Key(key) => field.key = Some(key),
            Self::Reload(reload) => field.reload = reload,
            Self::Unit(unit) => field.unit = Some(unit),
            Self::Since(version) => field.since = Some(version),
            Self::Deprecated(deprecated) => field.deprecated = Some(deprecated),
            Self::Examples(examples) => field.examples = examples,
            Self::EffectiveWhen(condition) => field.effective_when = Some(condition),
            Self::RequiredIn(environments) => field.required_in = environments,
            Self::Flatten => field.flatten = true,
            Self::AllowUnknown => field.allow_unknown = true,
            Self::Transitions(transitions) => field.transitions = transitions,
            _ => {}
        }
    }
}

/// A range whose bounds are included.
const fn range(low: Option<Literal>, high: Option<Literal>) -> Rule {
    Rule::Range { low: included(low), high: included(high) }
}

const fn included(bound: Option<Literal>) -> Option<Bound> {
    match bound {
        Some(value) => Some(Bound { value, exclusive: false }),
        None => None,
    }
}
