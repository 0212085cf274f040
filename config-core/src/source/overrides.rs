//! Overrides such as `limits.max_tokens=4096`, as command lines give them.

use std::borrow::Cow;
use std::collections::HashMap;

use config_format::{Builder, Format, Span};
use zeroize::Zeroizing;

use super::Intake;
use super::given::{Given, build};
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Index, Layer, Places, Sight};
use crate::path::{DEEPEST, segments};

/// Reads overrides into one layer; a later one for the same path wins.
pub(crate) fn overrides(intake: &mut Intake<'_>, texts: &[Zeroizing<String>]) {
    let mut given: Vec<Option<Given<'static>>> = Vec::new();
    let mut places: HashMap<Vec<Cow<'static, str>>, usize> = HashMap::new();
    let mut origins = Vec::new();
    for text in texts {
        let Some((path, value)) = text.split_once('=') else {
            refuse(intake, text, "an override is a path, an equals sign and a value");
            continue;
        };
        let path = path.trim();
        if let Some(problem) = path_problem(path) {
            refuse(intake, text, problem);
            continue;
        }
        // A secret's text is not kept, nor that of an unknown key, which may be a misspelled secret.
        let shown = match intake.schema.holds_secret_at(path) {
            Some(false) => crate::secret::without_passwords(text).into_owned(),
            _ => format!("{path}=***"),
        };
        let own: Vec<Cow<'static, str>> =
            segments(path).map(|segment| Cow::Owned(segment.to_owned())).collect();
        if let Some(earlier) = places.insert(own.clone(), given.len()) {
            given[earlier] = None;
        }
        given.push(Some(Given {
            kind: intake.schema.kind_at(path),
            segments: own,
            text: Zeroizing::new(value.to_owned()),
            span: Span::new(origins.len() as u32, origins.len() as u32),
            text_at: None,
        }));
        origins.push(Origin::Override { text: shown });
    }
    let given: Vec<Given<'static>> = given.into_iter().flatten().collect();
    let mut builder = Builder::new();
    let refused = build(&mut builder, &given);
    let layer = Layer {
        number: intake.next_number(),
        name: "overrides".to_owned(),
        places: Places::Listed(origins),
        tree: builder.finish(Format::Text, ""),
        indexed: true,
        for_environment: false,
        references: given.iter().any(|given| config_format::has_reference(&given.text)),
        refused: refused.iter().map(|refused| given[refused.index].span).collect(),
        sight: Sight::default(),
        index: Index::default(),
    };
    for refused in refused {
        let other = refused.clash.map(|index| layer.origin(given[index].span));
        let given = &given[refused.index];
        let path = given.path(intake.schema);
        let mut finding =
            Finding::error(Code::MALFORMED, path.clone(), format!("{path} {}", refused.message))
                .with_labelled_origin(layer.origin(given.span), Some(layer.number), "")
                .with_help(refused.help);
        if let Some(other) = other {
            finding = finding.with_labelled_origin(other, Some(layer.number), "");
        }
        intake.findings.push(finding);
    }
    intake.layers.push(layer);
}

/// What is wrong with a path, if anything.
fn path_problem(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("there is no path before the equals sign");
    }
    if path.starts_with('.') || path.ends_with('.') || path.contains("..") {
        return Some("the path has an empty segment");
    }
    if segments(path).nth(DEEPEST).is_some() {
        return Some("the path leads deeper than any value may lie");
    }
    let mut open = false;
    let mut quoted = false;
    for character in path.chars() {
        match character {
            '"' => quoted = !quoted,
            '[' if !quoted && open => return Some("the path has a bracket inside a bracket"),
            '[' if !quoted => open = true,
            ']' if !quoted && !open => return Some("the path closes a bracket that is not open"),
            ']' if !quoted => open = false,
            other if !quoted && other.is_whitespace() => return Some("the path has a blank in it"),
            _ => {}
        }
    }
    if open || quoted { Some("the path has a bracket or quote that is not closed") } else { None }
}

fn refuse(intake: &mut Intake<'_>, text: &str, problem: &str) {
    let shown = match text.split_once('=') {
        Some((path, _)) => crate::read::cut(path),
        None if intake.schema.field_at(text).is_some() => text.to_owned(),
        // Without an equals sign the text may be a secret that lost its key.
        None => "***".to_owned(),
    };
    intake.findings.push(
        Finding::error(Code::OVERRIDE, "", format!("bad override: {problem}"))
            .with_origin(Origin::Override { text: shown })
            .with_help("write path=value, such as limits.max_tokens=4096 or upstreams[0].weight=2"),
    );
}
