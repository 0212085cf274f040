//! References in values: `${env:NAME}`, `${file:path}`, `${config:other.key}`, `${secret:path}`.
//!
//! Only values that won the merge are followed. A reference is parsed once; what it yields is never scanned again.

use std::collections::HashMap;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{Layer, Merged, Places};
use crate::finding::{Code, Finding, Origin};
use crate::path::{push_index, push_key};
use crate::read::{Inner, Scalar, Value};
use crate::schema::{DefaultValue, Kind, Schema};
use crate::secret::SecretResolver;

/// What references led to, by layer and node.
#[derive(Default)]
pub(crate) struct Resolutions<'a> {
    pub(super) found: HashMap<(usize, u32), Resolved<'a>>,
}

/// What one value with references led to.
pub(crate) struct Resolved<'a> {
    pub(crate) outcome: Outcome<'a>,
    /// One line for each reference: where it led.
    pub(crate) trail: Vec<String>,
    /// Where the text came from, if it was a single reference.
    pub(crate) origin: Option<Origin>,
    /// The path that a single `${config:…}` named.
    pub(crate) target: Option<String>,
    /// The files that gave the text or parts of it.
    pub(crate) files: Vec<PathBuf>,
}

pub(crate) enum Outcome<'a> {
    /// Text, and whether any part of it is secret.
    Text(Zeroizing<String>, bool),
    /// A single `${config:…}` that named a list, a map or a typed scalar.
    Value(Value<'a>),
    /// A finding was made.
    Failed,
}

impl<'a> Resolutions<'a> {
    /// What the value at a node led to.
    pub(crate) fn get(&self, layer: &Layer, index: u32) -> Option<&Resolved<'a>> {
        self.found.get(&(layer.number, index))
    }
}

/// What references may use.
pub(crate) struct Surroundings<'s> {
    pub(crate) schema: &'static Schema,
    pub(crate) resolvers: &'s [Box<dyn SecretResolver>],
    /// Looks up an environment variable.
    pub(crate) variable: &'s dyn Fn(&str) -> Option<Result<String, Origin>>,
}

/// Follows every reference of the merged tree.
pub(crate) fn resolve<'a>(
    root: &'a Merged<'a>,
    layers: &[Layer],
    surroundings: &Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Resolutions<'a> {
    let mut resolver = Resolver {
        root: root.value(),
        surroundings,
        findings,
        resolutions: Resolutions::default(),
        active: Vec::new(),
    };
    if layers.iter().any(|layer| layer.references) {
        resolver.walk(root.value(), &mut String::new());
    }
    resolver.resolutions
}

struct Resolver<'a, 's, 'f> {
    root: Value<'a>,
    surroundings: &'s Surroundings<'s>,
    findings: &'f mut Vec<Finding>,
    resolutions: Resolutions<'a>,
    /// Values being followed, with their paths, to find cycles.
    active: Vec<((usize, u32), String)>,
}

/// One part of a text with references.
enum Part<'t> {
    Text(&'t str),
    Reference { kind: &'t str, argument: &'t str, default: Option<&'t str>, whole: &'t str },
    Broken(&'static str),
}

impl<'a> Resolver<'a, '_, '_> {
    fn walk(&mut self, value: Value<'a>, path: &mut String) {
        if let Inner::Node { layer, index } = value.0 {
            if !layer.references {
                return;
            }
            let node = layer.tree.node(index);
            if node.kind().is_scalar() {
                if node.raw().reference {
                    self.follow(layer, index, path);
                }
                return;
            }
        }
        let length = path.len();
        for (index, item) in value.items().into_iter().enumerate() {
            push_index(path, index);
            self.walk(item, path);
            path.truncate(length);
        }
        let mut entries = Vec::new();
        value.for_each_entry(|_, key, value| entries.push((key, value)));
        for (key, value) in entries {
            push_key(path, key);
            self.walk(value, path);
            path.truncate(length);
        }
    }

    /// Follows the references of one scalar, once.
    fn follow(&mut self, layer: &'a Layer, index: u32, path: &str) {
        let id = (layer.number, index);
        if self.resolutions.found.contains_key(&id) {
            return;
        }
        if let Some(start) = self.active.iter().position(|(active, _)| *active == id) {
            let mut chain: Vec<&str> = self.active[start..].iter().map(|(_, path)| path.as_str()).collect();
            chain.push(path);
            let message = format!("references lead in a circle: {}", chain.join(" -> "));
            self.find(
                Code::REFERENCE_CYCLE,
                layer,
                index,
                path,
                message,
                "give one of them a value of its own",
            );
            return;
        }
        self.active.push((id, path.to_owned()));
        let resolved = self.text(layer, index, path);
        self.active.pop();
        self.resolutions.found.insert(id, resolved);
    }

    fn text(&mut self, layer: &'a Layer, index: u32, path: &str) -> Resolved<'a> {
        let source = layer.tree.node(index).text();
        let parts = parts(source);
        let mut resolved = Resolved {
            outcome: Outcome::Failed,
            trail: Vec::new(),
            origin: None,
            target: None,
            files: Vec::new(),
        };
        if let [Part::Reference { kind: "config", argument, whole, .. }] = parts.as_slice() {
            if let Some((value, origin)) = self.config(layer, index, path, argument) {
                resolved.trail.push(format!("{whole} is {}", place_of(origin.as_ref())));
                resolved.origin = origin;
                resolved.outcome = value;
                resolved.target = Some((*argument).to_owned());
            }
            return resolved;
        }
        let mut text = Zeroizing::new(String::with_capacity(source.len()));
        let mut secret = false;
        let mut failed = false;
        for part in &parts {
            match part {
                Part::Text(plain) => push_wiping(&mut text, plain),
                Part::Broken(problem) => {
                    let help = "write ${env:NAME}, ${env:NAME:-default}, ${file:path}, ${config:key} or ${secret:path}; $${ stands for ${ itself";
                    self.find(Code::REFERENCE_SYNTAX, layer, index, path, (*problem).to_owned(), help);
                    failed = true;
                }
                Part::Reference { kind, argument, default, whole } => {
                    match self.reference(layer, index, path, kind, argument, *default) {
                        Some((piece, origin, hidden)) => {
                            resolved.files.extend(self.file_of(kind, argument, origin.as_ref()));
                            secret |= hidden;
                            push_wiping(&mut text, &piece);
                            let shown = match default {
                                // The default of a secret is a secret.
                                Some(_) if self.may_be_secret(path) => format!("${{{kind}:{argument}:-***}}"),
                                _ => (*whole).to_owned(),
                            };
                            resolved.trail.push(format!("{shown} is {}", place_of(origin.as_ref())));
                            if parts.len() == 1 {
                                resolved.origin = origin;
                            }
                        }
                        None => failed = true,
                    }
                }
            }
        }
        if !failed {
            resolved.outcome = Outcome::Text(text, secret);
        }
        resolved
    }

    /// What one reference inside a text yields, where from, and whether it is secret.
    fn reference(
        &mut self,
        layer: &'a Layer,
        index: u32,
        path: &str,
        kind: &str,
        argument: &str,
        default: Option<&str>,
    ) -> Option<(Zeroizing<String>, Option<Origin>, bool)> {
        match kind {
            "env" => match (self.surroundings.variable)(argument) {
                Some(Ok(value)) => {
                    Some((Zeroizing::new(value), Some(Origin::Variable { name: argument.to_owned() }), false))
                }
                Some(Err(origin)) => {
                    let message = format!("variable {argument} is not UTF-8");
                    self.findings.push(
                        Finding::error(Code::VARIABLE_ENCODING, path, message)
                            .with_origin(origin)
                            .with_help("set it to UTF-8 text"),
                    );
                    None
                }
                None => match default {
                    Some(default) => Some((Zeroizing::new(default.to_owned()), None, false)),
                    None => {
                        let message = format!("variable {argument} is not set");
                        let help = format!("set {argument}, or write ${{env:{argument}:-default}}");
                        self.find(Code::REFERENCE_VARIABLE, layer, index, path, message, &help);
                        None
                    }
                },
            },
            "file" => {
                let file = relative_to(layer, argument);
                match crate::source::read_wiping(&file) {
                    Ok(mut text) => {
                        trim_line_end(&mut text);
                        Some((text, Some(Origin::File { path: file, line: 0, column: 0 }), false))
                    }
                    Err(problem) => {
                        let message = format!("file {} cannot be read: {problem}", file.display());
                        let help = "the path is relative to the file that refers to it";
                        self.find(Code::REFERENCE_FILE, layer, index, path, message, help);
                        None
                    }
                }
            }
            "secret" => {
                let mut problems = Vec::new();
                for resolver in self.surroundings.resolvers {
                    match resolver.resolve(argument) {
                        Ok(Some(text)) => {
                            let origin = Origin::Provider { name: secrets_from(&**resolver) };
                            return Some((text, Some(origin), true));
                        }
                        Ok(None) => {}
                        Err(problem) => problems.push(format!("{}: {problem}", resolver.describe())),
                    }
                }
                let asked: Vec<String> =
                    self.surroundings.resolvers.iter().map(|resolver| resolver.describe()).collect();
                let message = format!("no secret {argument} was found");
                let help = format!("asked: {}", asked.join("; "));
                let finding = self.find(Code::SECRET_MISSING, layer, index, path, message, &help);
                finding.notes.extend(problems);
                None
            }
            "config" => match self.config(layer, index, path, argument)? {
                (Outcome::Text(text, secret), origin) => Some((text, origin, secret)),
                (Outcome::Value(value), origin) => match value.raw_scalar() {
                    Some(scalar) if !value.is_null() => {
                        Some((Zeroizing::new(plain_text(&scalar)), origin, self.is_secret(argument)))
                    }
                    _ => {
                        let message =
                            format!("{argument} is {}, which cannot stand inside text", value.describe());
                        self.find(
                            Code::REFERENCE_KEY,
                            layer,
                            index,
                            path,
                            message,
                            "refer to a single value",
                        );
                        None
                    }
                },
                (Outcome::Failed, _) => None,
            },
            // What only looks like a reference may be a piece of a secret.
            _ if self.may_be_secret(path) => {
                let help = "known kinds: env, file, config, secret; write $${ for a ${ that is no reference";
                let message = "unknown kind of reference".to_owned();
                self.find(Code::REFERENCE_SYNTAX, layer, index, path, message, help);
                None
            }
            other => {
                let message = format!("unknown kind of reference: {other}");
                let help = match crate::suggest::nearest(other, ["env", "file", "config", "secret"]) {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => format!(
                        "for a variable write ${{env:{argument}}}; known kinds: env, file, config, secret"
                    ),
                };
                self.find(Code::REFERENCE_SYNTAX, layer, index, path, message, &help);
                None
            }
        }
    }

    /// The file behind a reference, if there is one.
    fn file_of(&self, kind: &str, argument: &str, origin: Option<&Origin>) -> Option<PathBuf> {
        match (kind, origin) {
            ("file", Some(Origin::File { path, .. })) => Some(path.clone()),
            ("secret", Some(Origin::Provider { name })) => self
                .surroundings
                .resolvers
                .iter()
                .find(|resolver| *name == secrets_from(&***resolver))?
                .file(argument),
            _ => None,
        }
    }

    /// What `${config:key}` names: a value of the tree, itself followed, or a literal default.
    fn config(
        &mut self,
        layer: &'a Layer,
        index: u32,
        path: &str,
        key: &str,
    ) -> Option<(Outcome<'a>, Option<Origin>)> {
        let field = self.surroundings.schema.field_at(key);
        if let Some(value) = self.root.lookup(self.surroundings.schema, key) {
            let origin = value.origin();
            if let Inner::Node { layer: target, index: target_index } = value.0
                && target.tree.node(target_index).raw().reference
                && target.tree.node(target_index).kind().is_scalar()
            {
                self.follow(target, target_index, key);
                let secret_field = self.is_secret(key);
                return match self.resolutions.get(target, target_index).map(|resolved| &resolved.outcome) {
                    Some(Outcome::Text(text, secret)) => {
                        Some((Outcome::Text(text.clone(), *secret || secret_field), origin))
                    }
                    Some(Outcome::Value(value)) => Some((Outcome::Value(*value), origin)),
                    _ => None,
                };
            }
            if self.is_secret(key)
                && let Some(scalar) = value.raw_scalar()
            {
                return Some((Outcome::Text(Zeroizing::new(scalar.text.to_owned()), true), origin));
            }
            return Some((Outcome::Value(value), origin));
        }
        if let Some(field) = field
            && let DefaultValue::Literal(literal) = &field.default
        {
            let origin = Origin::Code { file: self.surroundings.schema.file.to_owned(), line: field.line };
            return Some((Outcome::Value(Value(Inner::Literal(literal))), Some(origin)));
        }
        let message = match field {
            Some(_) => format!("{key} has no value to refer to"),
            None => format!("{key} is no key of the configuration"),
        };
        let help = match crate::read::suggest_path(self.surroundings.schema, key) {
            Some(nearest) if nearest != key => format!("did you mean {nearest}?"),
            _ => format!("give {key} a value"),
        };
        self.find(Code::REFERENCE_KEY, layer, index, path, message, &help);
        None
    }

    /// Whether the value at a path is or holds a secret, or is one that nobody knows.
    fn may_be_secret(&self, path: &str) -> bool {
        self.surroundings.schema.field_at(path).is_none_or(|field| field.kind.contains_secret())
    }

    fn is_secret(&self, key: &str) -> bool {
        self.surroundings
            .schema
            .field_at(key)
            .is_some_and(|field| matches!(field.kind, Kind::Secret(_)) || field.kind.contains_secret())
    }

    fn find(
        &mut self,
        code: Code,
        layer: &Layer,
        index: u32,
        path: &str,
        message: String,
        help: &str,
    ) -> &mut Finding {
        let span = layer.tree.node(index).span();
        let place = layer.place(span, Some(self.surroundings.schema), "");
        self.findings
            .push(Finding::error(code, path, message).with_place(layer.origin(span), place).with_help(help));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// Splits a text at its references.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        if rest[..start].ends_with('$') {
            parts.push(Part::Text(&rest[..start - 1]));
            parts.push(Part::Text("${"));
            rest = &rest[start + 2..];
            continue;
        }
        if start > 0 {
            parts.push(Part::Text(&rest[..start]));
        }
        let inside = &rest[start + 2..];
        let Some(end) = inside.find('}') else {
            parts.push(Part::Broken("a reference is not closed: there is no } after ${"));
            return parts;
        };
        let whole = &rest[start..start + 2 + end + 1];
        let body = &inside[..end];
        match body.split_once(':') {
            Some((kind, argument)) if !argument.is_empty() => {
                let (argument, default) = match argument.split_once(":-") {
                    Some((argument, default)) if kind == "env" => (argument, Some(default)),
                    _ => (argument, None),
                };
                parts.push(Part::Reference { kind, argument, default, whole });
            }
            _ => parts.push(Part::Broken("a reference does not say what it refers to")),
        }
        rest = &inside[end + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Appends without leaving an unwiped copy behind when the string must grow.
fn push_wiping(text: &mut Zeroizing<String>, piece: &str) {
    if text.capacity() - text.len() < piece.len() {
        let mut grown = Zeroizing::new(String::with_capacity((text.len() + piece.len()) * 2));
        grown.push_str(text);
        *text = grown;
    }
    text.push_str(piece);
}

/// Files that hold a single value usually end in a line end that is not meant.
pub(crate) fn trim_line_end(text: &mut String) {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
}

/// What to call a resolver as the origin of a value.
fn secrets_from(resolver: &dyn SecretResolver) -> String {
    format!("secrets from {}", resolver.describe())
}

/// The path of a `${file:…}`, relative to the file that refers to it.
fn relative_to(layer: &Layer, path: &str) -> std::path::PathBuf {
    match &layer.places {
        Places::File(file) | Places::Kept(file, _) => {
            file.parent().map_or_else(|| path.into(), |directory| directory.join(path))
        }
        Places::Listed(_) => path.into(),
    }
}

pub(super) fn plain_text(scalar: &Scalar<'_>) -> String {
    match scalar.literal {
        Some(literal) => literal.to_string(),
        None => scalar.text.to_owned(),
    }
}

fn place_of(origin: Option<&Origin>) -> String {
    origin.map_or_else(|| "its own default".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(text: &str) -> Vec<String> {
        parts(text)
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => format!("text {text}"),
                Part::Reference { kind, argument, default, .. } => format!("{kind} {argument} {default:?}"),
                Part::Broken(_) => "broken".to_owned(),
            })
            .collect()
    }

    #[test]
    fn texts_are_split_at_references() {
        assert_eq!(
            describe("http://${env:HOST:-a:-b}:${config:port}/"),
            ["text http://", "env HOST Some(\"a:-b\")", "text :", "config port None", "text /"]
        );
        assert_eq!(describe("$${x} ${env:"), ["text ", "text ${", "text x} ", "broken"]);
        assert_eq!(describe("${HOME}"), ["broken"]);
    }
}
