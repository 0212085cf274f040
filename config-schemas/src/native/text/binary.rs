//! Values that YAML marks as binary, which no schema here takes.

use config_core::{Code, Document, Finding};
use config_format::{Format, Node};

/// Findings for every scalar with the tag `!!binary`: readers here take text, and binary text would be another one.
#[must_use]
pub(crate) fn binary(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    if document.tree().format() == Format::Yaml && document.tree().source().contains("!!binary") {
        walk(document, document.tree().root(), "", &mut findings);
    }
    findings
}

fn walk(document: &Document, node: Node<'_>, path: &str, findings: &mut Vec<Finding>) {
    if is_binary(node) {
        let text: String = node.text().split_whitespace().collect();
        let problem = match decoded(&text) {
            None => "the binary value contains invalid base64 data",
            Some(bytes) if std::str::from_utf8(&bytes).is_err() => "the binary value is not valid UTF-8 text",
            Some(_) => "the value is written in base64",
        };
        findings.push(
            document
                .locate(
                    Finding::error(Code::ENCODING, path, format!("{problem}, so {path} is not valid")),
                    node,
                )
                .with_help("write the text itself, without !!binary"),
        );
    }
    for (index, item) in node.items().enumerate() {
        walk(document, item, &format!("{path}[{index}]"), findings);
    }
    for (key, value) in node.entries() {
        walk(document, key, path, findings);
        let inner = if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
        walk(document, value, &inner, findings);
    }
}

fn is_binary(node: Node<'_>) -> bool {
    let before = node.tree().source().get(..node.span().start as usize).unwrap_or_default();
    node.kind().is_scalar() && before.trim_end().ends_with("!!binary")
}

/// The bytes of a base64 text.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - body.len() > 2 {
        return None;
    }
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in body.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xfff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}
