//! Random files that are near to what a table wants: right often enough to get deep, wrong often enough to be told.

use config_core::schema::{Content, Field, Kind, Schema, Shape, Variant};

use super::document::{self, Value};
use super::scalars::{REFERENCES, right, text};

/// Files to be laid over each other, and the environment.
#[derive(Debug)]
pub(crate) struct Case {
    pub files: Vec<(String, String)>,
    pub environment: &'static str,
}

/// Makes a case; the same seed makes the same case.
pub(crate) fn case(schema: &'static Schema, seed: u64) -> Case {
    let mut random = Random(seed ^ 0x9e37_79b9_7f4a_7c15);
    let count = 1 + random.below(3);
    let files = (0..count)
        .map(|index| {
            let mut document = Value::Map(section(schema, &mut random, 0, index == 0));
            reserved(&mut document, schema, index, &mut random);
            if let Value::Map(entries) = &mut document {
                keep_first(entries);
            }
            let mut text = String::new();
            let ending = match random.below(8) {
                0 | 1 => {
                    document::json(&document, 0, &mut text);
                    "json"
                }
                2 => {
                    text = document::toml(&document);
                    "toml"
                }
                3 => {
                    text = document::ini(&document);
                    "ini"
                }
                _ => {
                    document::yaml(&document, 0, &mut text);
                    "yaml"
                }
            };
            (format!("file{index}.{ending}"), text)
        })
        .collect();
    let environment = ["development", "staging", "production"][random.below(3)];
    Case { files, environment }
}

/// A generator of numbers (xorshift).
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = if self.0 == 0 { 1 } else { self.0 };
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// Now and then a key stands twice; each format has its own word for that, so it is left out here.
fn keep_first(entries: &mut Vec<(String, Value)>) {
    let mut seen = Vec::new();
    entries.retain(|(key, _)| {
        !seen.contains(key) && {
            seen.push(key.clone());
            true
        }
    });
}

fn reserved(document: &mut Value, schema: &'static Schema, index: usize, random: &mut Random) {
    let Value::Map(entries) = document else { return };
    if random.one_in(6) {
        entries.insert(
            0,
            ("$version".to_owned(), Value::Plain(random.of(&["1", "2", "3", "4", "x"]).to_owned())),
        );
    }
    if random.one_in(10) {
        entries.insert(0, ("$schema".to_owned(), Value::Quoted("https://example.org".to_owned())));
    }
    if index > 0 && random.one_in(4) {
        let fields = schema.fields();
        let paths: Vec<Value> = (0..1 + random.below(2))
            .map(|_| {
                let field = &fields[random.below(fields.len())];
                let inner = match inside(&field.kind) {
                    Kind::Section(inner) if random.one_in(2) && !inner.fields().is_empty() => {
                        format!("{}.{}", field.name, inner.fields()[0].name)
                    }
                    Kind::List { .. } if random.one_in(8) => format!("{}.name", field.name),
                    Kind::List { .. } if random.one_in(2) => format!("{}[0]", field.name),
                    Kind::Map { .. } if random.one_in(2) => format!("{}.a", field.name),
                    _ => field.name.to_owned(),
                };
                Value::Plain(if random.one_in(6) { format!("{inner}x") } else { inner })
            })
            .collect();
        entries.push((
            "$unset".to_owned(),
            if random.one_in(4) { paths[0].clone() } else { Value::List(paths) },
        ));
    }
}

fn inside(kind: &Kind) -> &Kind {
    match kind {
        Kind::Optional(inner) | Kind::Secret(inner) => inside(inner),
        other => other,
    }
}

fn section(schema: &'static Schema, random: &mut Random, depth: usize, first: bool) -> Vec<(String, Value)> {
    match schema.shape {
        Shape::Struct(fields) => of_fields(fields, random, depth, first),
        Shape::Enum { tag: Some(tag), variants } => of_variant(tag, variants, random, depth, first),
        _ => Vec::new(),
    }
}

/// A tag and the keys of its variant, and now and then one of another variant.
fn of_variant(
    tag: &str,
    variants: &'static [Variant],
    random: &mut Random,
    depth: usize,
    first: bool,
) -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    let chosen = &variants[random.below(variants.len())];
    let content = |variant: &Variant, random: &mut Random| match variant.content {
        Content::Unit => Vec::new(),
        Content::Struct(fields) => of_fields(fields, random, depth, first),
        Content::Newtype(fields) => match inside(&fields[0].kind) {
            Kind::Section(inner) => section(inner, random, depth, first),
            _ => Vec::new(),
        },
    };
    if !random.one_in(if first { 12 } else { 3 }) {
        let names = [chosen.name].into_iter().chain(chosen.aliases.iter().copied()).collect::<Vec<_>>();
        let name = match random.below(24) {
            0 | 1 => "other",
            2 => random.of(REFERENCES),
            _ => names[random.below(names.len())],
        };
        entries.push((tag.to_owned(), Value::Plain(name.to_owned())));
    }
    entries.extend(content(chosen, random));
    if random.one_in(4) {
        let mut other = content(&variants[random.below(variants.len())], random);
        other.truncate(1);
        entries.extend(other);
    }
    entries
}

fn of_fields(
    fields: &'static [Field],
    random: &mut Random,
    depth: usize,
    first: bool,
) -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    for field in fields {
        if field.flatten {
            match inside(&field.kind) {
                Kind::Section(inner) => entries.extend(section(inner, random, depth, first)),
                _ => {
                    if random.one_in(3) {
                        entries.push(("extra".to_owned(), value(&field.kind, field, random, depth)));
                    }
                }
            }
            continue;
        }
        let left_out = if first { random.one_in(5) } else { random.below(10) < 6 };
        if left_out {
            continue;
        }
        let name = if !field.aliases.is_empty() && random.one_in(3) {
            field.aliases[random.below(field.aliases.len())]
        } else {
            field.name
        };
        entries.push((name.to_owned(), value(&field.kind, field, random, depth)));
        if !field.aliases.is_empty() && random.one_in(10) {
            entries.push((field.aliases[0].to_owned(), value(&field.kind, field, random, depth)));
        }
    }
    if random.one_in(8) {
        let name = random.of(&["nmae", "porrt", "something_else", "list_", "a.b", "x y", ""]);
        entries.push((name.to_owned(), Value::Plain("1".to_owned())));
    }
    if random.one_in(4) && entries.len() > 1 {
        let last = entries.len() - 1;
        entries.swap(0, last);
    }
    entries
}

fn value(kind: &'static Kind, field: &'static Field, random: &mut Random, depth: usize) -> Value {
    match random.below(40) {
        0 => return Value::Null,
        1 => return Value::List(vec![text(random)]),
        2 => return Value::Map(vec![("a".to_owned(), text(random))]),
        3 => return text(random),
        4 if random.one_in(2) => return Value::Plain(random.of(REFERENCES).to_owned()),
        5 => return Value::List(Vec::new()),
        6 => return Value::Map(Vec::new()),
        _ => {}
    }
    let several = |random: &mut Random| if random.one_in(4) { random.below(6) } else { 1 + random.below(2) };
    match inside(kind) {
        Kind::List { element, single: true, .. } if random.one_in(2) => {
            value(element, field, random, depth + 1)
        }
        Kind::List { element, length, .. } => {
            let count = length.unwrap_or_else(|| several(random));
            Value::List((0..count).map(|_| value(element, field, random, depth + 1)).collect())
        }
        Kind::Tuple(kinds) => {
            Value::List(kinds.iter().map(|kind| value(kind, field, random, depth + 1)).collect())
        }
        Kind::Map { value: inner, key } => {
            let names: &[&str] = match key {
                Kind::Integer { .. } => &["1", "2", "70000", "x"],
                _ => &["a", "b", "c", "d", "e", "f"],
            };
            let count = several(random).min(names.len());
            let start = random.below(names.len());
            let name = |index: usize| names[(start + index) % names.len()].to_owned();
            Value::Map(
                (0..count).map(|index| (name(index), value(inner, field, random, depth + 1))).collect(),
            )
        }
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(_) => {
                let mut entries = section(schema, random, depth + 1, true);
                keep_first(&mut entries);
                Value::Map(entries)
            }
            Shape::Newtype(fields) => value(&fields[0].kind, &fields[0], random, depth),
            Shape::Enum { tag, variants } => {
                let variant = &variants[random.below(variants.len())];
                let name = if random.one_in(12) { "other" } else { variant.name };
                let content = match variant.content {
                    Content::Unit => None,
                    Content::Struct(fields) => Some(Value::Map(of_fields(fields, random, depth + 1, true))),
                    Content::Newtype(fields) => Some(value(&fields[0].kind, &fields[0], random, depth + 1)),
                };
                match (tag, content) {
                    (Some(tag), Some(Value::Map(mut entries))) => {
                        if !random.one_in(10) {
                            entries.insert(0, (tag.to_owned(), Value::Plain(name.to_owned())));
                        }
                        Value::Map(entries)
                    }
                    (Some(tag), None) if random.one_in(2) => {
                        Value::Map(vec![(tag.to_owned(), Value::Plain(name.to_owned()))])
                    }
                    (None, Some(content)) => Value::Map(vec![(name.to_owned(), content)]),
                    (None, None) if random.one_in(6) => {
                        Value::Map(vec![(name.to_owned(), Value::Map(Vec::new()))])
                    }
                    _ => Value::Plain(name.to_owned()),
                }
            }
        },
        scalar => {
            if random.one_in(3) {
                return text(random);
            }
            right(scalar, field, random)
        }
    }
}
