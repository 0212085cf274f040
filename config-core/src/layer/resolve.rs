//! References followed: one value after the other, each kind to where it leads.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::reference::{Outcome, Resolutions, Resolved, Surroundings};
use super::reference_text::{Part, parts, plain_text, push_wiping, trim_line_end};
use super::{Layer, Merged, Places};
use crate::finding::{Code, Finding, Origin};
use crate::path::{push_index, push_key};
use crate::read::{Inner, Value};
use crate::schema::{DefaultValue, Literal};
use crate::secret::SecretResolver;

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
            // As in a file, a default is what its text says to the field that refers to it.
            let outcome = match literal {
                Literal::List(_) => Outcome::Value(Value(Inner::Literal(literal))),
                scalar => Outcome::Text(Zeroizing::new(scalar.to_string()), false),
            };
            return Some((outcome, Some(origin)));
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
        self.surroundings.schema.holds_secret_at(path).unwrap_or(true)
    }

    fn is_secret(&self, key: &str) -> bool {
        self.surroundings.schema.holds_secret_at(key).unwrap_or(false)
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

fn place_of(origin: Option<&Origin>) -> String {
    origin.map_or_else(|| "its own default".to_owned(), ToString::to_string)
}
