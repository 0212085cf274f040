//! Layers as they were last good, on disk: every value with its place, and no secret.
//!
//! A value is kept when the schema knows it and it is no secret. Of a secret only a bare reference is kept, which says
//! where to look and not what is there. What was left out is listed by path.

use std::collections::HashSet;
use std::path::PathBuf;

use config_format::{Builder, Format, Kind as TextKind, Limits, Node, Span};

use super::{Index, Layer, Places, Sight};
use crate::environment::password_of_url;
use crate::finding::json_string;
use crate::path::{push_index, push_key};
use crate::schema::{Content, Kind, Schema, Shape};

const FORMATS: [Format; 7] =
    [Format::Yaml, Format::Toml, Format::Json, Format::Jsonc, Format::Ini, Format::Dotenv, Format::Text];

const SCALARS: [(TextKind, &str); 7] = [
    (TextKind::Null, "null"),
    (TextKind::Boolean, "boolean"),
    (TextKind::Integer, "integer"),
    (TextKind::Float, "float"),
    (TextKind::String, "string"),
    (TextKind::DateTime, "datetime"),
    (TextKind::Text, "text"),
];

/// Writes a layer as JSON. The paths of what was left out are added to `left_out`.
pub(crate) fn write_layer(
    out: &mut String,
    layer: &Layer,
    schema: &'static Schema,
    left_out: &mut Vec<String>,
) {
    let path = match &layer.places {
        Places::File(path) | Places::Kept(path, _) => path.to_string_lossy().into_owned(),
        Places::Listed(_) => layer.name.clone(),
    };
    out.push_str("{\"name\": ");
    json_string(out, &layer.name);
    out.push_str(", \"path\": ");
    json_string(out, &path);
    out.push_str(&format!(
        ", \"format\": \"{}\", \"indexed\": {}, \"for_environment\": {}, \"tree\": ",
        layer.tree.format().name(),
        layer.indexed,
        layer.for_environment
    ));
    let mut writer = Writer { layer, left_out, path: String::new() };
    let tree = writer.node(layer.tree.root(), Some(Kind::Section(schema)), false);
    out.push_str(tree.as_deref().unwrap_or("[\"map\", 0, 0, []]"));
    out.push('}');
}

struct Writer<'w> {
    layer: &'w Layer,
    left_out: &'w mut Vec<String>,
    path: String,
}

impl Writer<'_> {
    /// A node and all below it; nothing when it must be left out.
    fn node(&mut self, node: Node<'_>, kind: Option<Kind>, secret: bool) -> Option<String> {
        let secret = secret || kind.as_ref().is_some_and(Kind::is_secret);
        let inner = kind.as_ref().map(Kind::without_wrappers);
        let (line, column) = self.layer.line_and_column(node.span());
        match node.kind() {
            TextKind::List => {
                let mut items = Vec::new();
                let length = self.path.len();
                for (index, item) in node.items().enumerate() {
                    let element = match inner {
                        Some(Kind::List { element, .. }) => Some(**element),
                        Some(Kind::Tuple(kinds)) => kinds.get(index).copied(),
                        _ => None,
                    };
                    push_index(&mut self.path, index);
                    let written = self.node(item, element, secret);
                    self.path.truncate(length);
                    // Without one of its elements a list would say something else.
                    items.push(written?);
                }
                Some(format!("[\"list\", {line}, {column}, [{}]]", items.join(", ")))
            }
            TextKind::Map => {
                let mut entries = Vec::new();
                let length = self.path.len();
                for (key, value) in node.entries() {
                    let name = key.text();
                    let reserved = length == 0 && name.starts_with('$');
                    if reserved && name != "$unset" {
                        continue;
                    }
                    push_key(&mut self.path, name);
                    let kind = if reserved { Some(PATHS) } else { child(inner, name) };
                    match self.node(value, kind, secret) {
                        Some(value) => {
                            let (line, column) = self.layer.line_and_column(key.span());
                            let mut entry = format!("[{line}, {column}, ");
                            json_string(&mut entry, name);
                            entry.push_str(", ");
                            entry.push_str(&value);
                            entry.push(']');
                            entries.push(entry);
                        }
                        None => self.left_out.push(self.path.clone()),
                    }
                    self.path.truncate(length);
                }
                Some(format!("[\"map\", {line}, {column}, [{}]]", entries.join(", ")))
            }
            scalar => {
                let text = node.text();
                let kind = inner?;
                let shown = if secret || kind.contains_secret() {
                    is_bare_reference(text)
                } else {
                    !matches!(kind, Kind::Any) && password_of_url(text).is_none_or(is_bare_reference)
                };
                if !shown && scalar != TextKind::Null {
                    return None;
                }
                let (_, name) = SCALARS.iter().find(|(kind, _)| *kind == scalar)?;
                let mut out = format!("[\"{name}\", {line}, {column}, {}, ", node.raw().plain);
                json_string(&mut out, text);
                out.push(']');
                Some(out)
            }
        }
    }
}

const PATHS: Kind = Kind::List { element: &Kind::String, unique: false, length: None, single: false };

/// The kind of what a key names.
fn child(kind: Option<&Kind>, key: &str) -> Option<Kind> {
    match kind? {
        Kind::Map { value, .. } => Some(**value),
        // The only element, which stands alone.
        Kind::List { element, single: true, .. } if key.parse::<usize>().is_err() => {
            child(Some(element.without_wrappers()), key)
        }
        // Elements by index, as variables give them.
        Kind::List { element, .. } => Some(**element),
        Kind::Section(schema) => {
            if let Some(field) = schema.find_most_secret(key) {
                return Some(field.kind);
            }
            let Shape::Enum { tag, variants } = schema.shape else { return None };
            if tag == Some(key) {
                return Some(Kind::String);
            }
            match variants
                .iter()
                .find(|variant| variant.name == key || variant.aliases.contains(&key))?
                .content
            {
                Content::Newtype(fields) => Some(fields[0].kind),
                Content::Unit | Content::Struct(_) => Some(Kind::Section(schema)),
            }
        }
        _ => None,
    }
}

/// Whether a text is one reference and nothing else, so that it holds no part of a secret.
fn is_bare_reference(text: &str) -> bool {
    text.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|inside| !inside.contains("${") && !inside.contains('}') && !inside.contains(":-"))
}

/// Reads a layer back. The number is set when it takes its place.
pub(crate) fn read_layer(node: Node<'_>) -> Option<Layer> {
    let text = |key: &str| node.get(key).map(|value| value.text().to_owned());
    let mut reader = Kept { builder: Builder::new(), positions: Vec::new(), references: false };
    reader.node(node.get("tree")?)?;
    let format = text("format")?;
    let format = FORMATS.into_iter().find(|known| known.name() == format)?;
    Some(Layer {
        number: 0,
        name: text("name")?,
        places: Places::Kept(PathBuf::from(text("path")?), reader.positions),
        tree: reader.builder.finish(format, ""),
        indexed: text("indexed")? == "true",
        for_environment: text("for_environment")? == "true",
        references: reader.references,
        refused: HashSet::new(),
        sight: Sight::default(),
        index: Index::default(),
    })
}

struct Kept {
    builder: Builder,
    positions: Vec<(u32, u32)>,
    references: bool,
}

impl Kept {
    fn place(&mut self, line: Node<'_>, column: Node<'_>) -> Option<Span> {
        let index = u32::try_from(self.positions.len()).ok()?;
        self.positions.push((line.text().parse().ok()?, column.text().parse().ok()?));
        Some(Span::new(index, index))
    }

    fn node(&mut self, node: Node<'_>) -> Option<()> {
        let parts: Vec<Node<'_>> = node.items().collect();
        let (kind, line, column) = (parts.first()?.text(), *parts.get(1)?, *parts.get(2)?);
        let span = self.place(line, column)?;
        match kind {
            "list" => {
                self.builder.open(TextKind::List, span);
                parts.get(3)?.items().try_for_each(|item| self.node(item))?;
                self.builder.close(span.end);
            }
            "map" => {
                self.builder.open(TextKind::Map, span);
                for entry in parts.get(3)?.items() {
                    let entry: Vec<Node<'_>> = entry.items().collect();
                    let span = self.place(*entry.first()?, *entry.get(1)?)?;
                    self.builder.decoded(TextKind::Text, span, entry.get(2)?.text(), true);
                    self.node(*entry.get(3)?)?;
                }
                self.builder.close(span.end);
            }
            name => {
                let (kind, _) = SCALARS.iter().find(|(_, known)| *known == name)?;
                let text = parts.get(4)?.text();
                self.references |= text.contains("${");
                self.builder.decoded(*kind, span, text, parts.get(3)?.text() == "true");
            }
        }
        Some(())
    }
}

/// The limits of a copy: it has a few nodes for each value, and nests deeper.
pub(crate) fn limits() -> Limits {
    let usual = Limits::default();
    Limits { depth: usual.depth * 4, nodes: usual.nodes.saturating_mul(8), ..usual }
}
