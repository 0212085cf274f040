//! A value of the merged tree, wherever it lies.

use config_format::number::{Integer, NumberError, parse_boolean, parse_float, parse_integer};
use config_format::{Format, Kind as TextKind, Node, Span};

use crate::finding::Origin;
use crate::layer::{Layer, Merged};
use crate::schema::{Literal, Schema};

/// A value that is being read: a small handle, cheap to copy.
///
/// Implementations of [`crate::ConfigValue`] hand it to the methods of [`crate::Reader`].
#[derive(Clone, Copy)]
pub struct Value<'a>(pub(crate) Inner<'a>);

#[derive(Clone, Copy)]
pub(crate) enum Inner<'a> {
    /// A node of one layer's tree, with all that lies below it.
    Node { layer: &'a Layer, index: u32 },
    /// The key of an entry, read as text without a type.
    Key { layer: &'a Layer, index: u32 },
    /// A map or list put together from several layers.
    Merged(&'a Merged<'a>),
    /// A default of the table.
    Literal(&'static Literal),
    /// Nothing at all: an absent section that is read for its defaults, or an absent `Option`.
    Absent,
}

/// A scalar with all that is needed to type it.
#[derive(Clone, Copy)]
pub(crate) struct Scalar<'a> {
    pub(crate) kind: TextKind,
    pub(crate) format: Format,
    pub(crate) plain: bool,
    pub(crate) text: &'a str,
    pub(crate) literal: Option<&'static Literal>,
    /// Whether it is read as YAML 1.1 reads, as the files of other programs are.
    pub(crate) older: bool,
}

impl std::fmt::Debug for Value<'_> {
    // The text may be a secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Value({})", self.describe())
    }
}

impl std::fmt::Debug for Scalar<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Scalar").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl<'a> Value<'a> {
    pub(crate) fn node(layer: &'a Layer, index: u32) -> Self {
        Self(Inner::Node { layer, index })
    }

    /// What the value is in its source; nothing when it is absent.
    #[must_use]
    pub fn kind(self) -> Option<TextKind> {
        match self.0 {
            Inner::Node { layer, index } => Some(layer.tree.node(index).kind()),
            Inner::Key { .. } => Some(TextKind::Text),
            Inner::Merged(merged) => Some(merged.kind()),
            Inner::Literal(Literal::List(_)) => Some(TextKind::List),
            Inner::Literal(Literal::Boolean(_)) => Some(TextKind::Boolean),
            Inner::Literal(Literal::Integer(_)) => Some(TextKind::Integer),
            Inner::Literal(Literal::Float(_)) => Some(TextKind::Float),
            Inner::Literal(Literal::String(_)) => Some(TextKind::Text),
            Inner::Absent => None,
        }
    }

    /// Whether there is nothing, or an explicit null.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.kind(), None | Some(TextKind::Null))
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.kind() == Some(TextKind::List)
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        self.kind() == Some(TextKind::Map)
    }

    /// The node of a layer that stands for the value: itself, its key, or the last one merged into it.
    pub(crate) fn place(self) -> Option<(&'a Layer, Node<'a>)> {
        match self.0 {
            Inner::Node { layer, index } | Inner::Key { layer, index } => {
                Some((layer, layer.tree.node(index)))
            }
            Inner::Merged(merged) => {
                let (layer, index) = merged.place();
                Some((layer, layer.tree.node(index)))
            }
            Inner::Literal(_) | Inner::Absent => None,
        }
    }

    /// Where the value comes from; nothing for defaults.
    #[must_use]
    pub fn origin(self) -> Option<Origin> {
        self.place().map(|(layer, node)| layer.origin(node.span()))
    }

    pub(crate) fn span(self) -> Option<(&'a Layer, Span)> {
        self.place().map(|(layer, node)| (layer, node.span()))
    }

    /// The scalar as its source has it, before references are followed; nothing for lists and maps.
    pub(crate) fn raw_scalar(self) -> Option<Scalar<'a>> {
        match self.0 {
            Inner::Node { layer, index } => {
                let node = layer.tree.node(index);
                node.kind().is_scalar().then(|| Scalar {
                    kind: node.kind(),
                    format: layer.tree.format(),
                    plain: node.raw().plain,
                    text: node.text(),
                    literal: None,
                    older: false,
                })
            }
            Inner::Key { layer, index } => Some(Scalar::text(layer.tree.node(index).text())),
            Inner::Literal(literal) => match literal {
                Literal::List(_) => None,
                Literal::String(text) => Some(Scalar { literal: Some(literal), ..Scalar::text(text) }),
                _ => Some(Scalar { kind: self.kind()?, literal: Some(literal), ..Scalar::text("") }),
            },
            Inner::Merged(_) | Inner::Absent => None,
        }
    }

    /// The elements of a list, in order; nothing for other kinds.
    pub(crate) fn items(self) -> Vec<Value<'a>> {
        match self.0 {
            Inner::Node { layer, index } => {
                layer.tree.node(index).items().map(|node| Value::node(layer, node.index())).collect()
            }
            Inner::Merged(Merged::List { items, .. }) => items.iter().map(Merged::value).collect(),
            Inner::Literal(Literal::List(items)) => {
                items.iter().map(|item| Value(Inner::Literal(item))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Calls `visit` with every element of a list and its index.
    pub(crate) fn for_each_item(self, mut visit: impl FnMut(usize, Value<'a>)) {
        match self.0 {
            Inner::Node { layer, index } => {
                for (place, node) in layer.tree.node(index).items().enumerate() {
                    visit(place, Value::node(layer, node.index()));
                }
            }
            _ => self.items().into_iter().enumerate().for_each(|(place, item)| visit(place, item)),
        }
    }

    /// Calls `visit` with every key (its text and itself as a value) and value of a map, in order.
    pub(crate) fn for_each_entry(self, mut visit: impl FnMut(Value<'a>, &'a str, Value<'a>)) {
        match self.0 {
            Inner::Node { layer, index } => {
                for (key, value) in layer.tree.node(index).entries() {
                    visit(
                        Value(Inner::Key { layer, index: key.index() }),
                        key.text(),
                        Value::node(layer, value.index()),
                    );
                }
            }
            Inner::Merged(Merged::Map { entries, .. }) => {
                for entry in entries {
                    visit(
                        Value(Inner::Key { layer: entry.key_layer, index: entry.key_index }),
                        entry.key,
                        entry.value.value(),
                    );
                }
            }
            _ => {}
        }
    }

    /// The value under a key of a map, or at an index of a list.
    pub(crate) fn child(self, segment: &str) -> Option<Value<'a>> {
        match self.kind()? {
            TextKind::List => self.items().get(segment.parse::<usize>().ok()?).copied(),
            TextKind::Map => {
                let mut found = None;
                self.for_each_entry(|_, key, value| {
                    if key == segment {
                        found = Some(value);
                    }
                });
                found
            }
            _ => None,
        }
    }

    /// The value at a path below this one, which is the root of a tree for the schema: under whichever of their names
    /// the sources gave the fields.
    pub(crate) fn lookup(self, schema: &'static Schema, path: &str) -> Option<Value<'a>> {
        self.lookup_by(schema, path, Value::child)
    }

    /// As [`Value::lookup`], with another way to find what lies in a list or map.
    pub(crate) fn lookup_by(
        self,
        schema: &'static Schema,
        path: &str,
        mut child: impl FnMut(Value<'a>, &str) -> Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let mut value = self;
        let mut alone = false;
        for (segment, place) in schema.places(path) {
            let may_be_alone = std::mem::replace(
                &mut alone,
                place.is_some_and(|place| place.kind.is_some_and(crate::schema::Kind::may_be_alone)),
            );
            // The first element of a list that is written without one.
            if may_be_alone && segment == "0" && !value.is_list() {
                continue;
            }
            let field = place.filter(|place| !place.inside).and_then(|place| place.field);
            value = child(value, segment).or_else(|| {
                let field = field?;
                std::iter::once(field.name)
                    .chain(field.aliases.iter().copied())
                    .find_map(|name| child(value, name))
            })?;
        }
        Some(value)
    }

    /// What was found, for messages: never the text itself.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self.kind() {
            None => "nothing",
            Some(kind) => match kind {
                TextKind::Null => "null",
                TextKind::Boolean => "a boolean",
                TextKind::Integer => "a whole number",
                TextKind::Float => "a number with a fraction",
                TextKind::DateTime => "a date",
                TextKind::List => "a list",
                TextKind::Map => "a map",
                TextKind::Text => match self.raw_scalar() {
                    Some(scalar) if scalar.text.is_empty() => "empty text",
                    _ => "text",
                },
                TextKind::String => match self.raw_scalar() {
                    Some(scalar) if scalar.text.is_empty() => "empty text",
                    Some(scalar) if !scalar.plain => "quoted text",
                    _ => "text",
                },
            },
        }
    }
}

impl<'a> Scalar<'a> {
    /// Text without a type: the schema decides what it is.
    pub(crate) fn text(text: &'a str) -> Self {
        Self { kind: TextKind::Text, format: Format::Text, plain: true, text, literal: None, older: false }
    }

    /// The whole number that the scalar is.
    pub(crate) fn integer(&self) -> Option<Result<Integer, NumberError>> {
        match (self.kind, self.literal) {
            (_, Some(Literal::Integer(number))) => {
                Some(Ok(Integer { negative: *number < 0, magnitude: number.unsigned_abs() }))
            }
            (TextKind::Integer, None) => {
                Some(self.octal_of_yaml_1_1().unwrap_or_else(|| parse_integer(self.text, self.format)))
            }
            (TextKind::Text, _) => Some(parse_integer(self.text, Format::Text)),
            _ => self.integer_of_yaml_1_1(),
        }
    }

    /// The number that the scalar is; whole numbers count.
    pub(crate) fn float(&self) -> Option<Result<f64, NumberError>> {
        match (self.kind, self.literal) {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a whole number given for a float is rounded as Rust rounds it"
            )]
            (_, Some(Literal::Integer(number))) => Some(Ok(*number as f64)),
            (_, Some(Literal::Float(number))) => Some(Ok(*number)),
            (TextKind::Integer | TextKind::Float, None) => Some(parse_float(self.text, self.format)),
            (TextKind::Text, _) => Some(parse_float(self.text, Format::Text)),
            _ => None,
        }
    }

    /// The truth value that the scalar is.
    pub(crate) fn boolean(&self) -> Option<bool> {
        match (self.kind, self.literal) {
            (_, Some(Literal::Boolean(value))) => Some(*value),
            (TextKind::Boolean, None) => parse_boolean(self.text, self.format),
            (TextKind::Text, _) => parse_boolean(self.text, Format::Text),
            _ => self.boolean_of_yaml_1_1(),
        }
    }

    /// As the file of another program, which may be read as YAML 1.1 reads.
    pub(crate) fn of_another_program(mut self) -> Self {
        self.older = self.plain && self.format == Format::Yaml;
        self
    }

    /// The truth value that readers of YAML 1.1 see in a plain word. Other programs still read their files so.
    fn boolean_of_yaml_1_1(&self) -> Option<bool> {
        if self.kind != TextKind::String || !self.older {
            return None;
        }
        match self.text {
            "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
            "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
            _ => None,
        }
    }

    /// The whole number that readers of YAML 1.1 see in plain digits with underscores between them.
    fn integer_of_yaml_1_1(&self) -> Option<Result<Integer, NumberError>> {
        let digits = self.text.strip_prefix('-').unwrap_or(self.text);
        let grouped = self.kind == TextKind::String
            && self.older
            && digits.starts_with(|letter: char| ('1'..='9').contains(&letter))
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
        grouped.then(|| parse_integer(&self.text.replace('_', ""), Format::Text))
    }

    /// A number that begins with a zero, which YAML 1.1 reads in base 8 and YAML 1.2 in base 10: `0400` is 256.
    fn octal_of_yaml_1_1(&self) -> Option<Result<Integer, NumberError>> {
        let octal = self.text.strip_prefix('0').filter(|rest| {
            self.older && !rest.is_empty() && rest.bytes().all(|byte| matches!(byte, b'0'..=b'7'))
        })?;
        Some(parse_integer(&format!("0o{octal}"), Format::Yaml))
    }

    /// The text for a field that holds text: as written for everything unquoted, but not for null.
    ///
    /// A number or a boolean counts as text only where the format has no quotes around text in general (YAML); in JSON
    /// and TOML it says plainly that it is not text.
    pub(crate) fn as_text(&self) -> Option<&'a str> {
        match self.kind {
            TextKind::String | TextKind::Text => Some(self.text),
            TextKind::Boolean | TextKind::Integer | TextKind::Float
                if self.literal.is_none() && self.plain && self.format == Format::Yaml =>
            {
                Some(self.text)
            }
            _ => None,
        }
    }
}
