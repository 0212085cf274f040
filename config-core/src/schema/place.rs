//! What the table says about a path.

use super::{Content, Field, Kind, Schema, Shape};
use crate::path::segments;

/// What stands at a path.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The field that the path names, or the one it leads into. Nothing for the tag of the outermost type.
    pub(crate) field: Option<&'static Field>,
    /// The kind of the value. Nothing for the fields of a variant, which have no kind of their own.
    pub(crate) kind: Option<&'static Kind>,
    /// Whether the path goes on behind the field: into a list, a map or a variant, or to a tag.
    pub(crate) inside: bool,
}

/// Where a walk along a path is.
#[derive(Clone, Copy)]
enum Spot {
    Section(&'static Schema),
    Fields(&'static [Field]),
    Kind(&'static Kind),
}

/// What a segment leads to.
enum Next {
    Field(&'static Field),
    Inside(&'static Kind),
    Variant(&'static [Field]),
}

impl Schema {
    /// What the table says about a path such as `upstreams[2].url`; aliases, indices, map keys, tags and the names of
    /// variants may stand in it.
    pub(crate) fn place_at(&'static self, path: &str) -> Option<Place> {
        self.places(path).last()?.1
    }

    /// The kind of the value at a path.
    pub(crate) fn kind_at(&'static self, path: &str) -> Option<&'static Kind> {
        self.place_at(path)?.kind
    }

    /// Each segment of a path with what stands at it; nothing from the first segment on that the table does not know.
    pub(crate) fn places<'p>(
        &'static self,
        path: &'p str,
    ) -> impl Iterator<Item = (&'p str, Option<Place>)> + use<'p> {
        let mut spot = Some(Spot::Section(self));
        let mut field = None;
        segments(path).map(move |segment| {
            let place = match spot.and_then(|spot| next(spot, segment)) {
                None => {
                    spot = None;
                    return (segment, None);
                }
                Some(Next::Field(found)) => {
                    field = Some(found);
                    spot = Some(Spot::Kind(&found.kind));
                    Place { field, kind: Some(&found.kind), inside: false }
                }
                Some(Next::Inside(kind)) => {
                    spot = Some(Spot::Kind(kind));
                    Place { field, kind: Some(kind), inside: true }
                }
                Some(Next::Variant(fields)) => {
                    spot = Some(Spot::Fields(fields));
                    Place { field, kind: None, inside: true }
                }
            };
            (segment, Some(place))
        })
    }
}

fn next(spot: Spot, segment: &str) -> Option<Next> {
    match spot {
        Spot::Fields(fields) => in_fields(fields, segment),
        Spot::Section(schema) => in_section(schema, segment),
        Spot::Kind(kind) => match kind.without_wrappers() {
            Kind::Section(schema) => in_section(schema, segment),
            // Whether the segment is a number is for those to say who look into the list.
            Kind::List { element, .. } => Some(Next::Inside(element)),
            Kind::Tuple(kinds) => kinds.get(segment.parse::<usize>().ok()?).map(Next::Inside),
            Kind::Map { value, .. } => Some(Next::Inside(value)),
            _ => None,
        },
    }
}

fn in_section(schema: &'static Schema, segment: &str) -> Option<Next> {
    match schema.shape {
        Shape::Struct(fields) => in_fields(fields, segment),
        Shape::Newtype(fields) => next(Spot::Kind(&fields[0].kind), segment),
        Shape::Enum { tag: Some(tag), .. } if tag == segment => Some(Next::Inside(&Kind::String)),
        Shape::Enum { tag: Some(_), .. } => schema.find(segment).map(Next::Field),
        Shape::Enum { tag: None, variants } => {
            let named = |name: &str, aliases: &[&str]| name == segment || aliases.contains(&segment);
            let variant = variants.iter().find(|variant| named(variant.name, variant.aliases))?;
            match variant.content {
                Content::Unit => None,
                Content::Newtype(fields) => Some(Next::Inside(&fields[0].kind)),
                Content::Struct(fields) => Some(Next::Variant(fields)),
            }
        }
    }
}

fn in_fields(fields: &'static [Field], segment: &str) -> Option<Next> {
    let own = fields.iter().find(|field| !field.flatten && field.is_called(segment));
    own.map(Next::Field).or_else(|| {
        fields.iter().filter(|field| field.flatten).find_map(|field| match field.kind.without_wrappers() {
            Kind::Section(schema) => in_section(schema, segment),
            Kind::Map { value, .. } => Some(Next::Inside(value)),
            _ => None,
        })
    })
}
