//! Findings as JSON, written directly: the shape is small and fixed.

use super::{Finding, Origin};

pub(super) fn report(findings: &[Finding]) -> String {
    let mut out = String::from("{\"findings\": [");
    for (index, finding) in findings.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_finding(&mut out, finding);
    }
    out.push_str("]}");
    out
}

fn write_finding(out: &mut String, finding: &Finding) {
    out.push_str("{\"code\": ");
    string(out, finding.code.as_str());
    out.push_str(", \"severity\": ");
    string(out, finding.severity.name());
    out.push_str(", \"path\": ");
    string(out, &finding.path);
    out.push_str(", \"message\": ");
    string(out, &finding.message);
    out.push_str(", \"origins\": [");
    for (index, (origin, place)) in finding.origins.iter().zip(&finding.places).enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_origin(out, origin, place.layer);
    }
    out.push(']');
    if !finding.notes.is_empty() {
        out.push_str(", \"notes\": [");
        for (index, note) in finding.notes.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            string(out, note);
        }
        out.push(']');
    }
    if let Some(help) = &finding.help {
        out.push_str(", \"help\": ");
        string(out, help);
    }
    out.push('}');
}

/// Writes one origin as an object.
pub(crate) fn write_origin(out: &mut String, origin: &Origin, layer: Option<usize>) {
    use std::fmt::Write as _;
    out.push_str("{\"kind\": ");
    string(out, origin.kind());
    match origin {
        Origin::File { path, line, column } => {
            out.push_str(", \"path\": ");
            string(out, &path.to_string_lossy());
            if *line > 0 {
                let _ = write!(out, ", \"line\": {line}, \"column\": {column}");
            }
        }
        Origin::Variable { name } | Origin::Provider { name } => {
            out.push_str(", \"name\": ");
            string(out, name);
        }
        Origin::Override { text } => {
            out.push_str(", \"text\": ");
            string(out, text);
        }
        Origin::Code { file, line } => {
            out.push_str(", \"file\": ");
            string(out, file);
            let _ = write!(out, ", \"line\": {line}");
        }
    }
    if let Some(layer) = layer {
        let _ = write!(out, ", \"layer\": {layer}");
    }
    out.push('}');
}

/// Writes a JSON string.
pub(crate) fn string(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
