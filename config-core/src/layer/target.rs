//! Where one reference leads: to a variable, a file, a secret, or another key.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::reference::Outcome;
use super::reference_text::{plain_text, trim_line_end};
use super::resolve::{Resolver, reference};
use super::{Layer, Places};
use crate::finding::{Code, Finding, Origin};
use crate::read::{Inner, Value};
use crate::schema::{DefaultValue, Literal};
use crate::secret::SecretResolver;

impl<'a> Resolver<'a, '_, '_> {
    /// What one reference inside a text yields, where from, and whether it is secret.
    pub(super) fn yielded(
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
    pub(super) fn file_of(&self, kind: &str, argument: &str, origin: Option<&Origin>) -> Option<PathBuf> {
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
    pub(super) fn config(
        &mut self,
        layer: &'a Layer,
        index: u32,
        path: &str,
        key: &str,
    ) -> Option<(Outcome<'a>, Option<Origin>)> {
        let field = self.surroundings.schema.field_at(key);
        if let Some(value) = self.lookup.find(key) {
            let origin = value.origin();
            if let Some((target, target_index)) = reference(value) {
                // It was followed before; what is missing now leads back here, which was told.
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
        if let Some(misplaced) = self.surroundings.schema.key_in_list(key) {
            let help = format!("write {}, for one of its elements", misplaced.mended(0, false));
            self.find(Code::REFERENCE_KEY, layer, index, path, misplaced.message(), &help);
            return None;
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

    fn is_secret(&self, key: &str) -> bool {
        self.surroundings.schema.holds_secret_at(key).unwrap_or(false)
    }
}

/// What to call a resolver as the origin of a value.
fn secrets_from(resolver: &dyn SecretResolver) -> String {
    format!("secrets from {}", resolver.describe())
}

/// The path of a `${file:…}`, relative to the file that refers to it.
fn relative_to(layer: &Layer, path: &str) -> PathBuf {
    match &layer.places {
        Places::File(file) | Places::Kept(file, _) => {
            file.parent().map_or_else(|| path.into(), |directory| directory.join(path))
        }
        Places::Listed(_) => path.into(),
    }
}
