//! Text in manifests as the API server reads it: YAML 1.1 becomes JSON first, so what looks like a number or a truth
//! value is no text, and an empty word where one of a list is meant is as good as none.

use std::collections::HashSet;

use config_core::schema::{Content, Kind};
use config_core::{Code, Document, Finding, Report, Schema, ServiceConfig};
use config_format::{Builder, Kind as Written, Node};

use super::joined;
use super::text::copy;

/// What the server finds in a document that is meant for a type.
pub(super) struct Text {
    findings: Vec<Finding>,
    /// Where words stand that are as good as none.
    empty: HashSet<u32>,
}

impl Text {
    pub(super) fn of<T: ServiceConfig>(document: &Document) -> Self {
        let mut text = Self { findings: Vec::new(), empty: HashSet::new() };
        let wrong = &mut |path: String, node: Node<'_>| {
            let finding =
                Finding::error(Code::WRONG_TYPE, path, "this is a number or a truth value, not text");
            document.locate_as::<T>(finding.with_help("put it in quotes"), node)
        };
        text.section(T::SCHEMA, document.tree().root(), "", wrong);
        text
    }

    /// The document without the words that are as good as none.
    pub(super) fn meant(&self, document: Document) -> Document {
        if self.empty.is_empty() {
            return document;
        }
        let mut builder = Builder::new();
        let keep =
            |node: Node<'_>| !(node.kind() == Written::String && self.empty.contains(&node.span().start));
        copy(&mut builder, document.tree().root(), &keep);
        let tree = builder.finish(document.tree().format(), document.tree().source().to_owned());
        Document::new(document.path(), tree)
    }

    /// What the types did not say already.
    pub(super) fn beside(self, report: &Report) -> impl Iterator<Item = Finding> {
        let told: HashSet<String> =
            report.findings().iter().map(|finding| finding.path().to_owned()).collect();
        self.findings.into_iter().filter(move |finding| !told.contains(finding.path()))
    }

    fn section(
        &mut self,
        schema: &Schema,
        node: Node<'_>,
        path: &str,
        wrong: &mut dyn FnMut(String, Node<'_>) -> Finding,
    ) {
        for (key, value) in node.entries() {
            let field = schema.fields().iter().find(|field| !field.flatten && field.name == key.text());
            if let Some(field) = field {
                let path = if path.is_empty() { key.text().to_owned() } else { joined(path, key.text()) };
                self.value(&field.kind, value, &path, wrong);
            }
        }
    }

    fn value(
        &mut self,
        kind: &Kind,
        node: Node<'_>,
        path: &str,
        wrong: &mut dyn FnMut(String, Node<'_>) -> Finding,
    ) {
        match kind.without_wrappers() {
            Kind::Parsed { check, numbers: false, .. }
                if matches!(kind, Kind::Optional(_)) && is_nothing(node) && check("").is_err() =>
            {
                self.empty.insert(node.span().start);
            }
            Kind::String | Kind::Parsed { numbers: false, .. } if is_typed(node) => {
                self.findings.push(wrong(path.to_owned(), node));
            }
            Kind::Section(schema) if !schema.variants().is_empty() => {
                let word = |name: &str| schema.variants().iter().any(|variant| variant.name == name);
                let words = schema.variants().iter().all(|variant| matches!(variant.content, Content::Unit));
                if words && is_nothing(node) && !word("") {
                    self.empty.insert(node.span().start);
                }
            }
            Kind::Section(schema) => self.section(schema, node, path, wrong),
            Kind::List { element, .. } => {
                for (index, item) in node.items().enumerate() {
                    self.value(element, item, &format!("{path}[{index}]"), wrong);
                }
            }
            Kind::Map { value, .. } => {
                for (key, item) in node.entries() {
                    self.value(value, item, &joined(path, key.text()), wrong);
                }
            }
            _ => {}
        }
    }
}

fn is_nothing(node: Node<'_>) -> bool {
    node.kind() == Written::String && node.text().is_empty()
}

/// Whether a value is a number or a truth value to the server.
fn is_typed(node: Node<'_>) -> bool {
    const WORDS: &[&str] = &["y", "yes", "on", "n", "no", "off"];
    match node.kind() {
        Written::Boolean | Written::Integer | Written::Float => true,
        Written::String if node.raw().plain => {
            let text = node.text();
            let lower = text.to_ascii_lowercase();
            // YAML 1.1 knows them in lower case, in capitals and with one capital at the front.
            let cased = text == lower || text == text.to_ascii_uppercase() || text[1..] == lower[1..];
            cased && WORDS.contains(&lower.as_str())
        }
        _ => false,
    }
}
