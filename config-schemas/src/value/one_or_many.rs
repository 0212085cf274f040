//! Values that may be written alone or as a list.

use config_core::schema::Kind;
use config_core::{AnyValue, ConfigValue, Reader, Value, WriteValue};

/// A list that may also be written as its only element.
///
/// ```
/// use config_core::{Format, ServiceConfig, read_text};
/// use config_schemas::value::OneOrMany;
///
/// /// A server.
/// #[derive(ServiceConfig)]
/// struct Server {
///     /// Its names.
///     names: OneOrMany<String>,
/// }
///
/// let one = read_text::<Server>("a.yaml", "names: a\n", Format::Yaml)?.value;
/// assert_eq!(one.names.as_slice(), ["a"]);
/// let two = read_text::<Server>("a.yaml", "names: [a, b]\n", Format::Yaml)?.value;
/// assert_eq!(two.names.as_slice(), ["a", "b"]);
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T>(Vec<T>);

impl<T> OneOrMany<T> {
    /// The elements.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// The elements.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(elements: Vec<T>) -> Self {
        Self(elements)
    }
}

impl<'o, T> IntoIterator for &'o OneOrMany<T> {
    type Item = &'o T;
    type IntoIter = std::slice::Iter<'o, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: ConfigValue> ConfigValue for OneOrMany<T> {
    const KIND: Kind = Kind::List { element: &T::KIND, unique: false, length: None, single: true };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let value = reader.follow(value);
        if value.is_list() {
            Vec::read(value, reader).map(Self)
        } else {
            T::read(value, reader).map(|only| Self(vec![only]))
        }
    }
}

impl<T: WriteValue> WriteValue for OneOrMany<T> {
    fn write(&self) -> AnyValue {
        match self.0.as_slice() {
            [] => AnyValue::Null,
            [only] => only.write(),
            all => AnyValue::List(all.iter().map(WriteValue::write).collect()),
        }
    }
}
