//! What the table says about a path.

use super::{Content, Field, Kind, Schema, Shape};
use crate::path::{DEEPEST, push_index, push_key, segments};

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

/// A path that names a key where the elements of a list have numbers.
pub(crate) struct KeyInList<'p> {
    /// The path of the list.
    pub(crate) list: String,
    element: &'static Kind,
    /// The key in the place of a number.
    pub(crate) key: &'p str,
    rest: Vec<&'p str>,
}

impl KeyInList<'_> {
    /// What is wrong.
    pub(crate) fn message(&self) -> String {
        format!("{} is a list, whose elements have numbers, not names", self.list)
    }

    /// The path with an element in the place of the key: the key lies in it, if the elements know it.
    pub(crate) fn mended(&self, index: usize, named: bool) -> String {
        let mut path = self.list.clone();
        push_index(&mut path, index);
        let known = !named && next(Spot::Kind(self.element), self.key).is_some();
        for segment in known.then_some(self.key).into_iter().chain(self.rest.iter().copied()) {
            push_key(&mut path, segment);
        }
        path
    }
}

/// Where a walk along a path is.
#[derive(Clone, Copy)]
enum Spot {
    Section(&'static Schema),
    Fields(&'static [Field]),
    Kind(&'static Kind),
}

impl Spot {
    /// Whether any value that the segments may lead to is or holds a secret; nothing if they lead nowhere.
    fn holds_secret_along(self, segments: &[impl AsRef<str>]) -> Option<bool> {
        let Some((first, rest)) = segments.split_first() else {
            return Some(match self {
                Spot::Section(schema) => Kind::Section(schema).contains_secret(),
                Spot::Fields(fields) => fields.iter().any(|field| field.kind.contains_secret()),
                Spot::Kind(kind) => kind.contains_secret(),
            });
        };
        if matches!(self, Spot::Kind(kind) if kind.is_secret()) {
            return Some(true);
        }
        let mut holds = None;
        every_next(self, first.as_ref(), &mut |next| {
            let found = next.holds_secret_along(rest);
            holds = if holds == Some(true) { holds } else { found.or(holds) };
        });
        holds
    }
}

/// What a segment leads to.
enum Next {
    Field(&'static Field),
    Inside(&'static Kind),
    Variant(&'static [Field]),
}

impl Next {
    fn into_spot(self) -> Spot {
        match self {
            Next::Field(field) => Spot::Kind(&field.kind),
            Next::Inside(kind) => Spot::Kind(kind),
            Next::Variant(fields) => Spot::Fields(fields),
        }
    }
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

    /// Whether the value at a path is or holds a secret; nothing for a path that the table does not know. Where variants
    /// of an enum have fields of one name, the one that is secret counts: which variant it is may not be known.
    pub(crate) fn holds_secret_at(&'static self, path: &str) -> Option<bool> {
        let segments: Vec<&str> = segments(path).collect();
        // Nothing lies that deep, and the walk takes the stack.
        if segments.len() > DEEPEST { None } else { self.holds_secret_along(&segments) }
    }

    /// As [`Schema::holds_secret_at`], for a path that is in pieces already. Asked for every variable, so nothing is
    /// allocated.
    pub(crate) fn holds_secret_along(&'static self, segments: &[impl AsRef<str>]) -> Option<bool> {
        Spot::Section(self).holds_secret_along(segments)
    }

    /// As [`Schema::find`]; of the fields that variants have under one key, one that holds a secret where there is one.
    pub(crate) fn find_most_secret(&'static self, key: &str) -> Option<&'static Field> {
        let mut found = Vec::new();
        fields_called(self, key, &mut found);
        found.iter().find(|field| field.kind.contains_secret()).or(found.first()).copied()
    }

    /// Where a path names a key though its list has elements: the path of the list, the key, and what follows it.
    pub(crate) fn key_in_list<'p>(&'static self, path: &'p str) -> Option<KeyInList<'p>> {
        let mut list = String::new();
        let mut kind = None;
        let mut places = self.places(path);
        while let Some((segment, place)) = places.next() {
            match kind.map(unwrapped) {
                Some(Kind::List { element, .. }) => {
                    let Ok(index) = segment.parse() else {
                        let rest = places.map(|(segment, _)| segment).collect();
                        return Some(KeyInList { list, element, key: segment, rest });
                    };
                    push_index(&mut list, index);
                }
                Some(Kind::Tuple(_)) => push_index(&mut list, segment.parse().ok()?),
                _ => push_key(&mut list, segment),
            }
            kind = place?.kind;
        }
        None
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

/// The kind inside of options, pointers and newtypes.
fn unwrapped(kind: &'static Kind) -> &'static Kind {
    match kind.without_wrappers() {
        Kind::Section(Schema { shape: Shape::Newtype(fields), .. }) => unwrapped(&fields[0].kind),
        other => other,
    }
}

fn next(spot: Spot, segment: &str) -> Option<Next> {
    match spot {
        Spot::Fields(fields) => in_fields(fields, segment),
        Spot::Section(schema) => in_section(schema, segment),
        Spot::Kind(kind) => match kind.without_wrappers() {
            Kind::Section(schema) => in_section(schema, segment),
            // A key lies in the only element, which stands alone.
            Kind::List { element, single: true, .. } if !is_index(segment) => {
                next(Spot::Kind(element), segment)
            }
            // Whether the segment is a number is for those to say who look into the list.
            Kind::List { element, .. } => Some(Next::Inside(element)),
            Kind::Tuple(kinds) => kinds.get(segment.parse::<usize>().ok()?).map(Next::Inside),
            Kind::Map { value, .. } => Some(Next::Inside(value)),
            _ => None,
        },
    }
}

fn is_index(segment: &str) -> bool {
    segment.parse::<usize>().is_ok()
}

/// Everything that a segment may lead to.
fn every_next(spot: Spot, segment: &str, found: &mut dyn FnMut(Spot)) {
    match spot {
        Spot::Section(schema) => every_in_section(schema, segment, found),
        Spot::Kind(kind) => match kind.without_wrappers() {
            Kind::Section(schema) => every_in_section(schema, segment, found),
            Kind::List { element, single: true, .. } if !is_index(segment) => {
                every_next(Spot::Kind(element), segment, found);
            }
            _ => {
                if let Some(next) = next(spot, segment) {
                    found(next.into_spot());
                }
            }
        },
        Spot::Fields(fields) => every_in_fields(fields, segment, found),
    }
}

fn every_in_section(schema: &'static Schema, segment: &str, found: &mut dyn FnMut(Spot)) {
    match schema.shape {
        Shape::Struct(fields) => every_in_fields(fields, segment, found),
        Shape::Enum { tag: Some(tag), variants } if tag != segment => {
            for variant in variants {
                match variant.content {
                    Content::Unit => {}
                    Content::Struct(fields) => every_in_fields(fields, segment, found),
                    Content::Newtype(fields) => every_next(Spot::Kind(&fields[0].kind), segment, found),
                }
            }
        }
        _ => {
            if let Some(next) = in_section(schema, segment) {
                found(next.into_spot());
            }
        }
    }
}

fn every_in_fields(fields: &'static [Field], segment: &str, found: &mut dyn FnMut(Spot)) {
    let own = fields.iter().filter(|field| !field.flatten && field.is_called(segment));
    let mut named = false;
    for field in own {
        named = true;
        found(Spot::Kind(&field.kind));
    }
    if !named {
        for field in fields.iter().filter(|field| field.flatten) {
            every_next(Spot::Kind(&field.kind), segment, found);
        }
    }
}

/// Every field with a key, flattened ones and those of all variants included.
fn fields_called(schema: &'static Schema, key: &str, found: &mut Vec<&'static Field>) {
    add_called(schema.fields(), key, found);
    for variant in schema.variants() {
        match variant.content {
            Content::Unit => {}
            Content::Struct(fields) => add_called(fields, key, found),
            Content::Newtype(fields) => {
                if let Kind::Section(inner) = fields[0].kind.without_wrappers() {
                    fields_called(inner, key, found);
                }
            }
        }
    }
}

fn add_called(fields: &'static [Field], key: &str, found: &mut Vec<&'static Field>) {
    for field in fields {
        match field.kind.without_wrappers() {
            Kind::Section(inner) if field.flatten => fields_called(inner, key, found),
            _ if !field.flatten && field.is_called(key) => found.push(field),
            _ => {}
        }
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
