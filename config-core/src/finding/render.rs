//! Findings for people, through `annotate-snippets`.

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin as OriginElement, Renderer, Snippet as SnippetElement,
};

use super::{Finding, Origin, Place, Severity};

/// All findings, an empty line between them, and a last line that counts them.
pub(super) fn findings(findings: &[Finding], color: bool) -> String {
    let mut out = String::new();
    for finding in findings {
        out.push_str(&self::finding(finding, color));
        out.push_str("\n\n");
    }
    out.push_str(&summary(findings));
    out
}

fn summary(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let part = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let parts: Vec<String> = [
        part(count(Severity::Error), "error"),
        part(count(Severity::Warning), "warning"),
        part(count(Severity::Note), "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// One finding, without a line end.
pub(super) fn finding(finding: &Finding, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = finding.title();
    let shown: Vec<(String, &Origin, &Place)> = finding
        .origins
        .iter()
        .zip(&finding.places)
        .map(|(origin, place)| (place_name(origin), origin, place))
        .collect();
    let mut group = Group::with_title(level.primary_title(&title).id(finding.code.as_str()));
    for (name, origin, place) in &shown {
        let mut element = OriginElement::path(name);
        let mut first_line = 1;
        if let Origin::File { line, column, .. } = origin
            && *line > 0
        {
            first_line = *line as usize;
            element = element.line(first_line).char_column(*column as usize);
        }
        group = group.element(element);
        match &place.snippet {
            Some(snippet) => {
                let annotation = AnnotationKind::Primary.span(snippet.start..snippet.end);
                let annotation =
                    if place.label.is_empty() { annotation } else { annotation.label(place.label.as_str()) };
                group = group.element(
                    SnippetElement::source(snippet.text.as_str())
                        .line_start(first_line)
                        .annotation(annotation),
                );
            }
            None if !place.label.is_empty() => {
                group = group.element(Level::NOTE.no_name().message(&place.label));
            }
            None => {}
        }
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.no_name().message(note));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    tidy(&renderer.render(&[group]), finding.origins.is_empty())
}

/// The renderer joins places with `:::`; each of ours is a place of its own and gets an arrow.
/// Without a place there is nothing that the margin below the title could lead to.
fn tidy(rendered: &str, nowhere: bool) -> String {
    let mut out = String::with_capacity(rendered.len());
    for line in rendered.lines() {
        if nowhere
            && line.contains('|')
            && line.chars().all(|character| is_margin(character) || character == '|')
        {
            continue;
        }
        match line.find(":::") {
            Some(at) if line[..at].chars().all(is_margin) => {
                if line[at + 3..].chars().all(is_margin) {
                    continue;
                }
                out.push_str(&line[..at]);
                out.push_str("-->");
                out.push_str(&line[at + 3..]);
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Blanks and the characters of color codes.
fn is_margin(character: char) -> bool {
    character.is_whitespace() || character.is_ascii_digit() || "\u{1b}[;m".contains(character)
}

/// The name that stands behind the arrow; the renderer adds line and column of files.
fn place_name(origin: &Origin) -> String {
    match origin {
        Origin::File { path, .. } => path.display().to_string(),
        other => other.to_string(),
    }
}
