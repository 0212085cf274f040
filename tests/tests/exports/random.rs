//! Random documents: mostly right, here and there wrong, by the table.

use config_core::schema::{Bound, Content, Field, Kind, Literal, Rule, Schema, Shape, TextFormat};
use serde_json::{Map, Value, json};

use crate::texts::TEXTS;

/// A small generator of random numbers, the same on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'t, T: ?Sized>(&mut self, items: &[&'t T]) -> &'t T {
        items[self.below(items.len())]
    }
}

/// A document for the table; the fewer mistakes, the higher `care`.
pub(crate) fn document(schema: &'static Schema, random: &mut Random) -> Value {
    let care = [4, 12, 40, 120, 1000][random.below(5)];
    let mut value = object(schema.fields(), None, care, 0, random);
    if random.once_in(20) {
        let key = random.pick(&["$schema", "$version", "$unset", "$else"]);
        let content = random.pick(&[&json!("x"), &json!(1), &json!(3), &json!(4), &json!([])]).clone();
        // `$unset` must name fields, which JSON Schema does not check.
        let content = if key == "$unset" { json!([]) } else { content };
        value.insert(key.to_owned(), content);
    }
    Value::Object(value)
}

fn object(
    fields: &'static [Field],
    tag: Option<(&str, &str)>,
    care: usize,
    depth: usize,
    random: &mut Random,
) -> Map<String, Value> {
    let mut map = Map::new();
    if let Some((tag, name)) = tag
        && !random.once_in(care)
    {
        map.insert(tag.to_owned(), json!(name));
    }
    for field in fields {
        if field.flatten {
            if let Kind::Section(inner) = field.kind.without_wrappers() {
                map.extend(object(inner.fields(), None, care, depth, random));
            }
            continue;
        }
        let required =
            matches!(field.default, config_core::schema::DefaultValue::Required) && !field.kind.is_optional();
        let present = if required { !random.once_in(care) } else { random.once_in(2) };
        if present {
            let name = match field.aliases {
                [] => field.name,
                aliases if random.once_in(3) => random.pick(aliases),
                _ => field.name,
            };
            map.insert(name.to_owned(), with_rules(field, care, depth, random));
            if !field.aliases.is_empty() && random.once_in(care) {
                map.insert(field.aliases[0].to_owned(), with_rules(field, care, depth, random));
            }
        }
    }
    if random.once_in(care) {
        map.insert(random.pick(&["unknown", "low", "id", "kind", "truth"]).to_owned(), anything(random));
    }
    map
}

/// A value of the field: mostly its default, an example, or something within its rules.
fn with_rules(field: &'static Field, care: usize, depth: usize, random: &mut Random) -> Value {
    if !random.once_in(3)
        && let config_core::schema::DefaultValue::Literal(literal) = &field.default
    {
        return literal_value(literal);
    }
    if !random.once_in(care)
        && let Some(value) = field.rules.iter().find_map(|rule| within(rule, field, random))
    {
        return value;
    }
    value(&field.kind, care, depth, random)
}

/// A value within a rule.
fn within(rule: &Rule, field: &'static Field, random: &mut Random) -> Option<Value> {
    let scalar = field.kind.is_scalar();
    Some(match rule {
        Rule::Range { low: Some(Bound { value: Literal::Integer(low), exclusive: false }), .. } if scalar => {
            json!(*low as i64 + random.below(3) as i64)
        }
        Rule::Pattern(_) => json!(random.pick(&["a-1", "abc", "/metrics", "b-2", "xbx"])),
        Rule::Format(format) => json!(random.pick(match format {
            TextFormat::Email => &["user@example.org", "a.b+c@x"],
            TextFormat::Url => &["http://example.org", "https://a:1/b", "mailto:a@b"],
            TextFormat::Hostname => &["example.org", "localhost"],
            TextFormat::Uuid => &["123e4567-e89b-12d3-a456-426614174000"],
            TextFormat::HostPort => &["localhost:80", "[::1]:443"],
            TextFormat::Cidr => &["10.0.0.0/8", "::/0"],
            TextFormat::Semver => &["1.2.3", "1.2.3-rc.1+b"],
            _ => &["1.2.3.4", "::1"],
        })),
        _ => return None,
    })
}

fn literal_value(literal: &config_core::schema::Literal) -> Value {
    match literal {
        Literal::Boolean(truth) => json!(truth),
        Literal::Integer(number) => json!(*number as i64),
        Literal::Float(number) => json!(number),
        Literal::String(text) => json!(text),
        Literal::List(items) => Value::Array(items.iter().map(literal_value).collect()),
    }
}

/// A number that no schema takes for another: no fraction that is zero.
fn number(random: &mut Random) -> Value {
    match random.below(9) {
        0 => json!(0),
        1 => json!(-1),
        2 => json!(random.below(300)),
        3 => json!(random.below(70_000)),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1.5),
        7 => json!(0.25),
        _ => json!(random.below(10)),
    }
}

fn anything(random: &mut Random) -> Value {
    match random.below(8) {
        0 => Value::Null,
        1 => json!(true),
        2 => number(random),
        3 => json!([]),
        4 => json!({}),
        5 => json!([number(random)]),
        6 => json!({"a": number(random)}),
        _ => json!(random.pick(TEXTS)),
    }
}

fn value(kind: &'static Kind, care: usize, depth: usize, random: &mut Random) -> Value {
    if random.once_in(care) {
        return anything(random);
    }
    let texts: &[&str] = match kind {
        Kind::Boolean => return json!(random.once_in(2)),
        Kind::Integer { .. } | Kind::Float => {
            return if random.once_in(care) { number(random) } else { json!(1 + random.below(9)) };
        }
        Kind::Optional(_) if random.once_in(6) => return Value::Null,
        Kind::Optional(inner) | Kind::Secret(inner) => return value(inner, care, depth, random),
        Kind::Recursive(inner) => {
            return if depth > 3 { Value::Null } else { value(inner(), care, depth + 1, random) };
        }
        Kind::List { element, length, .. } => {
            let count = match length {
                Some(length) if !random.once_in(care) => *length,
                _ if random.once_in(care) => random.below(7),
                _ => 1 + random.below(3),
            };
            return Value::Array((0..count).map(|_| value(element, care, depth + 1, random)).collect());
        }
        Kind::Tuple(kinds) => {
            let mut items: Vec<Value> = kinds.iter().map(|kind| value(kind, care, depth, random)).collect();
            if random.once_in(care) {
                items.pop();
            } else if random.once_in(care) {
                items.push(json!(1));
            }
            return Value::Array(items);
        }
        Kind::Map { key, value: inner } => {
            let mut map = Map::new();
            for _ in 0..random.below(4) {
                let name = match key {
                    Kind::Integer { .. } if !random.once_in(care) => random.pick(&["1", "22"]),
                    Kind::Section(_) if !random.once_in(care) => random.pick(&["first", "second"]),
                    Kind::Integer { .. } => {
                        random.pick(&["1", "2", "0x1f", "1_0", "-0", "+7", "x", "", "01"])
                    }
                    Kind::Section(_) => random.pick(&["first", "second", "2nd", "first", "third"]),
                    _ => random.pick(&["a", "b.c", "", "é"]),
                };
                map.insert(name.to_owned(), value(inner, care, depth + 1, random));
            }
            return Value::Object(map);
        }
        Kind::Section(schema) => return section(schema, care, depth, random),
        Kind::Duration => &["90s", "1h30m", "250ms", "0", "1.5h", "1s", "2h"],
        Kind::ByteSize if random.once_in(care) => return number(random),
        Kind::ByteSize => &["32MiB", "512", "1.5GB", "512 B", "1KiB"],
        Kind::Percent => &["20%", "12.5%"],
        Kind::Character => &["a", "é", "0"],
        Kind::Parsed { check, .. } => {
            let good: Vec<&str> = TEXTS.iter().copied().filter(|text| check(text).is_ok()).collect();
            return json!(if good.is_empty() || random.once_in(care) {
                random.pick(TEXTS)
            } else {
                random.pick(&good)
            });
        }
        _ => &["a", "abc", "a-1", "xbx", "http://example.org", "slow", "fast"],
    };
    if random.once_in(care) || (matches!(kind, Kind::String | Kind::Path) && random.once_in(4)) {
        return json!(random.pick(TEXTS));
    }
    json!(random.pick(texts))
}

fn section(schema: &'static Schema, care: usize, depth: usize, random: &mut Random) -> Value {
    match schema.shape {
        Shape::Struct(fields) => Value::Object(object(fields, None, care, depth + 1, random)),
        Shape::Newtype(fields) => value(&fields[0].kind, care, depth, random),
        Shape::Enum { tag, variants } => {
            let variant = &variants[random.below(variants.len())];
            let name = variant.aliases.first().filter(|_| random.once_in(3)).unwrap_or(&variant.name);
            if random.once_in(3)
                || (tag.is_none() && matches!(variant.content, Content::Unit) && !random.once_in(care))
            {
                return json!(name);
            }
            match (tag, &variant.content) {
                (Some(tag), Content::Unit) => {
                    Value::Object(object(&[], Some((tag, name)), care, depth, random))
                }
                (Some(tag), Content::Struct(fields)) => {
                    Value::Object(object(fields, Some((tag, name)), care, depth, random))
                }
                (Some(tag), Content::Newtype(fields)) => {
                    let fields = match fields[0].kind.without_wrappers() {
                        Kind::Section(inner) => inner.fields(),
                        _ => &[],
                    };
                    Value::Object(object(fields, Some((tag, name)), care, depth, random))
                }
                (None, Content::Unit) => {
                    json!({*name: random.pick(&[&json!({}), &Value::Null, &json!({"a": 1})])})
                }
                (None, Content::Struct(fields)) => json!({*name: object(fields, None, care, depth, random)}),
                (None, Content::Newtype(fields)) => {
                    json!({*name: value(&fields[0].kind, care, depth, random)})
                }
            }
        }
    }
}
