//! The form in which the derive writes a type: plain values that constant functions make into a [`Schema`].
//!
//! A chain of calls per field costs the compiler a multiple of this. Of the result of each call in a constant it asks
//! anew whether any part of it could be changed behind a reference, every step of the calls is interpreted, and every
//! list behind a reference is a constant of its own. And what is behind [`schema`] is not worked out at all before
//! something asks for it: `cargo check` of a crate of tables does not, `check_config!` and a build do.

use std::marker::PhantomData;

use super::{Content, Field, Kind, Rule, Schema, Setting, Shape, Variant};
use crate::read::ServiceConfig;

/// A type as the derive writes it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Everything but the fields; lists of fields are empty.
    schema: Schema,
    /// The line of the type as the macro saw it, for it saw those of the fields in the same way.
    seen_line: u32,
    /// The fields, those of all variants in one list, each with its attributes behind it.
    settings: &'static [Setting],
    /// How many fields each variant has.
    counts: &'static [usize],
}

impl Table {
    /// The table of a type whose schema is written by hand.
    pub const NONE: Self = Self::new(Schema::new("", "", Shape::STRUCT), 0, &[]);

    /// The table of a struct or a newtype.
    #[must_use]
    pub const fn new(schema: Schema, seen_line: u32, settings: &'static [Setting]) -> Self {
        Self { schema, seen_line, settings, counts: &[] }
    }

    /// The table of an enum, with the number of fields of each variant.
    #[must_use]
    pub const fn of_enum(
        schema: Schema,
        seen_line: u32,
        settings: &'static [Setting],
        counts: &'static [usize],
    ) -> Self {
        Self { schema, seen_line, settings, counts }
    }
}

/// What [`schema`] works out, kept as constants of a type so that each is worked out once.
struct Built<T, const FIELDS: usize, const RULES: usize, const VARIANTS: usize>(PhantomData<T>);

impl<T: ServiceConfig, const FIELDS: usize, const RULES: usize, const VARIANTS: usize>
    Built<T, FIELDS, RULES, VARIANTS>
{
    // Few constants: the compiler looks through each anew, and through all that it refers to.
    const FIELDS: &'static [Field; FIELDS] = &fields(T::TABLE, &rules::<RULES>(T::TABLE.settings));
    const SCHEMA: &'static Schema =
        &whole(T::TABLE.schema, Self::FIELDS, &variants::<VARIANTS>(T::TABLE, Self::FIELDS));
}

/// The schema of a derived type, from its table with so many fields, rules and variants.
#[must_use]
pub const fn schema<T: ServiceConfig, const FIELDS: usize, const RULES: usize, const VARIANTS: usize>()
-> &'static Schema {
    Built::<T, FIELDS, RULES, VARIANTS>::SCHEMA
}

/// The kind of a derived type.
#[must_use]
pub const fn section<T: ServiceConfig>() -> Kind {
    Kind::Section(T::SCHEMA)
}

const fn whole(mut schema: Schema, fields: &'static [Field], own: &'static [Variant]) -> Schema {
    schema.shape = match schema.shape {
        Shape::Struct(_) => Shape::Struct(fields),
        Shape::Newtype(_) => Shape::Newtype(fields),
        Shape::Enum { tag, .. } => Shape::Enum { tag, variants: own },
    };
    schema
}

const fn rules<const N: usize>(settings: &[Setting]) -> [Rule; N] {
    let mut rules = [Rule::Function(""); N];
    let (mut index, mut count) = (0, 0);
    while index < settings.len() {
        if settings[index].is_rule()
            && let Some(rule) = settings[index].rule()
        {
            rules[count] = rule;
            count += 1;
        }
        index += 1;
    }
    rules
}

const fn fields<const N: usize>(table: Table, rules: &'static [Rule]) -> [Field; N] {
    const EMPTY: Field = Field::hashed("", 0, "", Kind::Any);
    let mut fields = [EMPTY; N];
    // A type that another macro wrote is where that macro is called, while its tokens may be anywhere.
    let lines_hold = table.seen_line == table.schema.line;
    let (mut index, mut count, mut before) = (0, 0, 0);
    while index < table.settings.len() {
        let setting = &table.settings[index];
        if let Setting::Field(name, hash, doc, line, kind) = *setting {
            // Few steps, each of which the compiler interprets.
            let field = &mut fields[count];
            field.name = name;
            field.rust_name = name;
            field.hash = hash;
            field.doc = doc;
            field.line = if lines_hold { line } else { table.schema.line };
            field.kind = *kind;
            count += 1;
        } else if setting.is_rule() {
            // The list of the field's rules grows by the next one.
            let field = &mut fields[count - 1];
            let own = field.rules.len() + 1;
            before += 1;
            field.rules = rules.split_at(before).0.split_at(before - own).1;
        } else {
            setting.apply(&mut fields[count - 1]);
        }
        index += 1;
    }
    fields
}

const fn variants<const N: usize>(table: Table, fields: &'static [Field]) -> [Variant; N] {
    const EMPTY: Variant =
        Variant { name: "", aliases: &[], doc: "", content: Content::Unit, deprecated: None };
    let mut variants = [EMPTY; N];
    let Shape::Enum { variants: written, .. } = table.schema.shape else { return variants };
    let (mut rest, mut index) = (fields, 0);
    while index < N {
        let (own, later) = rest.split_at(table.counts[index]);
        rest = later;
        let mut variant = written[index];
        variant.content = match variant.content {
            Content::Unit => Content::Unit,
            Content::Newtype(_) => Content::Newtype(own),
            Content::Struct(_) => Content::Struct(own),
        };
        variants[index] = variant;
        index += 1;
    }
    variants
}
