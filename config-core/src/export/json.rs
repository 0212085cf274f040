//! JSON values that keep the order of their keys, and their text.

use config_format::{Format, Kind as TextKind, Limits, Node};

/// A JSON value. The keys of an object keep their order, so that exports are the same every time.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number, or any number with the text that it is written as.
    Number(String),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values, in order.
    Object(Object),
}

/// The entries of a JSON object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    /// An object without entries.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a key: in its place if it is there, at the end otherwise.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some(entry) => entry.1 = value,
            None => self.0.push((key, value)),
        }
    }

    /// As [`Object::set`], by value.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.set(key, value);
        self
    }

    /// Sets a key when there is a value.
    pub fn set_some(&mut self, key: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let place = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(place).1)
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The entries in order, to change.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (&str, &mut Json)> {
        self.0.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// Appends what another object has, its values first where both have a key.
    pub fn extend(&mut self, other: Object) {
        for (key, value) in other.0 {
            self.set(key, value);
        }
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {$(
        impl From<$type> for Json {
            fn from(number: $type) -> Self {
                Self::Number(number.to_string())
            }
        }
    )*};
}

whole_numbers!(u32 u64 usize i128 u128);

impl From<f64> for Json {
    /// What is no JSON number (infinity, not a number) becomes null.
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(format!("{number:?}")) } else { Self::Null }
    }
}

impl Json {
    /// Reads JSON text.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, with its line.
    pub fn parse(text: &str) -> Result<Self, String> {
        match config_format::parse(Format::Json, text.as_bytes().to_vec(), &Limits::default()) {
            Ok(tree) => Ok(of_node(tree.root())),
            Err(rejected) => {
                let first = rejected.errors.first();
                let start = first.map_or(0, |error| error.span.start as usize);
                let position = config_format::Position::of(&rejected.source, start);
                let message = first.map_or_else(String::new, |error| error.message.clone());
                Err(format!("{}:{}: {message}", position.line, position.column))
            }
        }
    }

    /// The object, if it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key, if it is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.as_object()?.get(key)
    }

    /// On one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut out = String::new();
        write(self, None, &mut out);
        out
    }

    /// With two blanks a level, and a line end at the end.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        write(self, Some(0), &mut out);
        out.push('\n');
        out
    }
}

/// As [`Json::to_text`], without the last line end.
impl std::fmt::Display for Json {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.to_text().trim_end())
    }
}

fn of_node(node: Node<'_>) -> Json {
    match node.kind() {
        TextKind::Null => Json::Null,
        TextKind::Boolean => Json::Boolean(node.text() == "true"),
        TextKind::Integer | TextKind::Float => Json::Number(node.text().to_owned()),
        TextKind::List => Json::List(node.items().map(of_node).collect()),
        TextKind::Map => Json::Object(Object(
            node.entries().map(|(key, value)| (key.text().to_owned(), of_node(value))).collect(),
        )),
        _ => Json::String(node.text().to_owned()),
    }
}

/// Writes a value; `level` is the indentation, nothing for one line.
fn write(value: &Json, level: Option<usize>, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Boolean(true) => out.push_str("true"),
        Json::Boolean(false) => out.push_str("false"),
        Json::Number(text) => out.push_str(text),
        Json::String(text) => crate::finding::json_string(out, text),
        Json::List(items) if items.is_empty() => out.push_str("[]"),
        Json::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Json::List(items) => {
            // Lists of scalars stay on one line.
            let short = items.iter().all(|item| !matches!(item, Json::List(_) | Json::Object(_)));
            let level = if short { None } else { level };
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, level, out);
                write(item, level.map(|level| level + 1), out);
            }
            close(level, out);
            out.push(']');
        }
        Json::Object(Object(entries)) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                separate(index, level, out);
                crate::finding::json_string(out, key);
                out.push_str(": ");
                write(item, level.map(|level| level + 1), out);
            }
            close(level, out);
            out.push('}');
        }
    }
}

fn separate(index: usize, level: Option<usize>, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    match level {
        Some(level) => indent(level + 1, out),
        None if index > 0 => out.push(' '),
        None => {}
    }
}

fn close(level: Option<usize>, out: &mut String) {
    if let Some(level) = level {
        indent(level, out);
    }
}

fn indent(level: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(level));
}
