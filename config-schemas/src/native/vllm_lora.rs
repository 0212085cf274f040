//! `lora-modules` of vLLM's file: each item of the list becomes one argument, which is `name=path` or JSON text.

use config_core::{AnyValue, Code, Document, Finding};
use config_format::{Kind, Node, Span};

use super::arguments::{Item, json_or_text};
use super::text::json;

/// The adapters of a list, or of a text alone. A map is read all the same, but vLLM makes Python's text of it and refuses it.
pub(super) fn adapters<'t>(document: &Document, value: Node<'t>, findings: &mut Vec<Finding>) -> Item<'t> {
    if value.kind() != Kind::List {
        return Item::List(vec![adapter(document, value, 0, findings)], value.span());
    }
    let items = value.items().enumerate();
    Item::List(items.map(|(index, item)| adapter(document, item, index, findings)).collect(), value.span())
}

fn adapter<'t>(document: &Document, item: Node<'t>, index: usize, findings: &mut Vec<Finding>) -> Item<'t> {
    const HELP: &str = "write NAME=PATH, or JSON text such as '{\"name\": \"a\", \"path\": \"/a\", \"base_model_name\": \"b\"}'";
    let path = format!("lora_modules[{index}]");
    let (text, span) = (item.text(), item.span());
    if !item.kind().is_scalar() {
        let message = format!("{path} is a section, but vLLM reads text");
        let finding = Finding::error(Code::WRONG_TYPE, &path, message);
        findings.push(document.locate(finding, item).with_help(HELP));
        return Item::Node(item);
    }
    if text.contains('=') && !text.contains(',') {
        let (name, path) = text.split_once('=').unwrap_or((text, ""));
        // vLLM takes exactly two parts.
        if !path.contains('=') {
            return Item::Map(vec![
                ("name".to_owned(), span, Item::Text(name, span)),
                ("path".to_owned(), span, Item::Text(path, span)),
            ]);
        }
    }
    match json_or_text(text, span) {
        Item::Text(..) => {
            let message = format!("{path} is neither NAME=PATH nor JSON");
            let finding = Finding::error(Code::MALFORMED, &path, message);
            findings.push(document.locate(finding, item).with_help(HELP));
            broken(text, span)
        }
        json => json,
    }
}

/// Stands for an adapter that was told of already.
fn broken<'t>(text: &'t str, span: Span) -> Item<'t> {
    Item::Map(vec![
        ("name".to_owned(), span, Item::Text(text, span)),
        ("path".to_owned(), span, Item::Text("-", span)),
    ])
}

/// The adapters as vLLM reads them.
pub(super) fn written(adapters: Vec<AnyValue>) -> AnyValue {
    let one = |adapter: AnyValue| {
        let AnyValue::Map(entries) = &adapter else { return adapter };
        let text = |key: &str| adapter.get(key).and_then(AnyValue::as_str);
        let alone = entries
            .iter()
            .all(|(key, value)| matches!(key.as_str(), "name" | "path") || matches!(value, AnyValue::Null));
        match (text("name"), text("path")) {
            (Some(name), Some(path)) if alone && !format!("{name}{path}").contains(['=', ',']) => {
                AnyValue::String(format!("{name}={path}"))
            }
            _ => AnyValue::String(json(&adapter)),
        }
    };
    AnyValue::List(adapters.into_iter().map(one).collect())
}
