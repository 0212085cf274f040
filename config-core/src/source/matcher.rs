//! Variables matched to the schema by their names: what is taken, and what is told.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use config_format::Span;
use zeroize::Zeroizing;

use super::given::{Given, path_of};
use super::names::variables_of;
use super::targets::{collect_extra, match_section};
use super::{Intake, read_wiping};
use crate::environment::SecretFile;
use crate::finding::{Code, Finding, Origin};
use crate::layer::trim_line_end;
use crate::schema::Kind;

/// Matches names to the schema.
pub(super) struct Matcher<'m, 'i> {
    pub(super) intake: &'m mut Intake<'i>,
    pub(super) prefix: Option<String>,
    pub(super) extra: Vec<(&'static str, Vec<Cow<'static, str>>, &'static Kind)>,
    pub(super) ignored: &'m [String],
    pub(super) given: Vec<Given<'static>>,
    /// The variables that gave secrets, by path and by whether they named a file.
    secrets: HashMap<(Vec<Cow<'static, str>>, bool), String>,
    /// The names of all variables, once one was found that is none of them.
    known: Option<Vec<(String, String)>>,
}

/// What a name means.
struct Target {
    segments: Vec<Cow<'static, str>>,
    kind: &'static Kind,
}

impl<'m, 'i> Matcher<'m, 'i> {
    pub(super) fn new(intake: &'m mut Intake<'i>, ignored: &'m [String]) -> Self {
        let mut extra = Vec::new();
        collect_extra(intake.schema, &mut Vec::new(), &mut Vec::new(), &mut extra);
        let prefix = intake.schema.env_prefix.map(|prefix| format!("{prefix}_"));
        Self { intake, prefix, extra, ignored, given: Vec::new(), secrets: HashMap::new(), known: None }
    }

    /// Whether a name may be one of the schema's, or one that only looks like it.
    pub(super) fn concerns(&self, name: &[u8]) -> bool {
        self.prefix.as_deref().is_some_and(|prefix| name.starts_with(prefix.as_bytes()))
            || self.extra.iter().any(|(extra, ..)| {
                name.strip_prefix(extra.as_bytes()).is_some_and(|rest| matches!(rest, b"" | b"_FILE"))
            })
    }

    /// Takes a variable if it is one of the schema's. Whether its origin is referred to.
    pub(super) fn offer(
        &mut self,
        name: &str,
        value: Result<Zeroizing<String>, ()>,
        span: Span,
        text_at: Option<u32>,
        origin: &dyn Fn() -> Origin,
    ) -> bool {
        let prefixed = self.prefix.as_deref().and_then(|prefix| name.strip_prefix(prefix));
        let target =
            self.target(name, prefixed).filter(|target| !self.is_file_of_entry(name, prefixed, target));
        let link = value.as_ref().is_ok_and(|value| is_service_link(name, value));
        if let (Some(target), false) = (target, link) {
            let Ok(text) = value else {
                self.find(
                    Finding::error(
                        Code::VARIABLE_ENCODING,
                        path_of(self.intake.schema, &target.segments),
                        format!("variable {name} is not UTF-8"),
                    )
                    .with_origin(origin())
                    .with_help("set it to UTF-8 text"),
                );
                return false;
            };
            if self.holds_secret_text(&target) && !self.claim_secret(&target, name, false, origin) {
                return false;
            }
            self.given.push(Given {
                segments: target.segments,
                kind: Some(target.kind),
                text,
                span,
                text_at,
            });
            return true;
        }
        if let Some(target) = name
            .strip_suffix("_FILE")
            .and_then(|base| self.target(base, prefixed.and_then(|rest| rest.strip_suffix("_FILE"))))
            .filter(|target| self.holds_secret_text(target))
        {
            return self.offer_file(name, value, span, origin, target);
        }
        if let Some(rest) = prefixed
            && !link
            && !is_link_name(name)
            && !matches!(
                rest,
                "ENV" | "ENVIRONMENT" | "PROFILE" | "CONFIG" | "CONFIG_DIR" | "CONFIG_DIRECTORY"
            )
            && !self.ignored.iter().any(|ignored| ignored == name)
        {
            self.unknown(name, origin);
        }
        false
    }

    /// Whether the text of a variable, or of the file that it names, is a secret or a list of secrets.
    fn holds_secret_text(&self, target: &Target) -> bool {
        match target.kind.without_wrappers() {
            Kind::List { element, .. } => target.kind.is_secret() || element.is_secret(),
            // Another variant of an enum may have a secret there.
            _ if target.kind.is_scalar() => {
                self.intake.schema.holds_secret_along(&target.segments) == Some(true)
            }
            _ => target.kind.is_secret(),
        }
    }

    /// Whether a name stands for the file of a map's secret, and not for an entry that is called so: `CREDENTIALS__A_FILE`
    /// gives `credentials.a`.
    fn is_file_of_entry(&self, name: &str, prefixed: Option<&str>, target: &Target) -> bool {
        let schema = self.intake.schema;
        let Some((_, parents)) = target.segments.split_last() else { return false };
        let Some(base) = name.strip_suffix("_FILE") else { return false };
        let parent = schema.kind_at(&path_of(schema, parents)).map(Kind::without_wrappers);
        matches!(parent, Some(Kind::Map { .. }))
            && self
                .target(base, prefixed.and_then(|rest| rest.strip_suffix("_FILE")))
                .is_some_and(|base| base.kind.is_secret())
    }

    /// A secret given through the name of a file.
    fn offer_file(
        &mut self,
        name: &str,
        value: Result<Zeroizing<String>, ()>,
        span: Span,
        origin: &dyn Fn() -> Origin,
        target: Target,
    ) -> bool {
        let path = path_of(self.intake.schema, &target.segments);
        let Ok(file) = value else {
            self.find(
                Finding::error(Code::VARIABLE_ENCODING, path, format!("variable {name} is not UTF-8"))
                    .with_origin(origin())
                    .with_help("name a file whose path is UTF-8 text"),
            );
            return false;
        };
        if !self.claim_secret(&target, name, true, origin) {
            return false;
        }
        self.intake.watched.push(file.as_str().into());
        self.intake.secret_files.push(SecretFile {
            path: path.clone(),
            file: file.as_str().into(),
            origin: origin(),
        });
        match read_wiping(Path::new(file.as_str())) {
            Ok(mut text) => {
                trim_line_end(&mut text);
                self.given.push(Given {
                    segments: target.segments,
                    kind: Some(target.kind),
                    text,
                    span,
                    text_at: None,
                });
                true
            }
            Err(problem) => {
                self.intake.incomplete = true;
                // What does not look like a path may be the secret itself.
                let looks_like_a_path = Path::new(file.as_str()).is_absolute()
                    || ["./", "../"].iter().any(|start| file.starts_with(start));
                let (shown, help) = if looks_like_a_path {
                    (
                        format!("the file {} that {name} names", file.as_str()),
                        "mount the secret there, or correct the path".to_owned(),
                    )
                } else {
                    let plain = name.strip_suffix("_FILE").unwrap_or(name);
                    (
                        format!("the file that {name} names"),
                        format!("give the path of a file, or the secret itself in {plain}"),
                    )
                };
                self.find(
                    Finding::error(Code::SECRET_FILE, path, format!("{shown} cannot be read: {problem}"))
                        .with_origin(origin())
                        .with_help(help),
                );
                false
            }
        }
    }

    /// Notes that a secret is given, and refuses a second way.
    fn claim_secret(
        &mut self,
        target: &Target,
        name: &str,
        by_file: bool,
        origin: &dyn Fn() -> Origin,
    ) -> bool {
        let other = (target.segments.clone(), !by_file);
        if let Some(other) = self.secrets.get(&other) {
            let finding = Finding::error(
                Code::SECRET_TWICE,
                path_of(self.intake.schema, &target.segments),
                format!("{other} and {name} are both set"),
            )
            .with_origin(Origin::Variable { name: other.clone() })
            .with_origin(origin())
            .with_help("unset one of them");
            self.find(finding);
            return false;
        }
        self.secrets.insert((other.0, by_file), name.to_owned());
        true
    }

    fn target(&self, name: &str, prefixed: Option<&str>) -> Option<Target> {
        if let Some((_, segments, kind)) = self.extra.iter().find(|(extra, ..)| *extra == name) {
            return Some(Target { segments: segments.clone(), kind });
        }
        let mut segments = Vec::new();
        let kind = match_section(self.intake.schema, prefixed?, &mut segments)?;
        Some(Target { segments, kind })
    }

    fn unknown(&mut self, name: &str, origin: &dyn Fn() -> Origin) {
        let known = self.known.get_or_insert_with(|| variables_of(self.intake.schema));
        let help = match crate::suggest::nearest(name, known.iter().map(|(name, _)| name.as_str())) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => "unset it; the names of all variables follow from the keys".to_owned(),
        };
        self.find(
            Finding::error(Code::UNKNOWN_VARIABLE, "", format!("no key belongs to the variable {name}"))
                .with_origin(origin())
                .with_help(help),
        );
    }

    fn find(&mut self, finding: Finding) {
        self.intake.findings.push(finding);
    }
}

/// Kubernetes gives every pod variables about the services beside it, which may share our prefix.
fn is_service_link(name: &str, value: &str) -> bool {
    let address = ["tcp://", "udp://", "sctp://"].iter().any(|scheme| value.starts_with(scheme));
    address && (name.ends_with("_PORT") || name.contains("_PORT_"))
}

fn is_link_name(name: &str) -> bool {
    if name.ends_with("_SERVICE_HOST") || name.ends_with("_SERVICE_PORT") || name.contains("_SERVICE_PORT_") {
        return true;
    }
    let Some((_, port)) = name.rsplit_once("_PORT_") else { return false };
    let mut parts = port.split('_');
    let number = parts
        .next()
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let protocol = parts.next().is_some_and(|protocol| matches!(protocol, "TCP" | "UDP" | "SCTP"));
    number && protocol && matches!(parts.next(), None | Some("PROTO" | "PORT" | "ADDR"))
}

/// Kept beside the matcher: the schema's own names never clash with the names of links.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_links_are_told_from_our_own_variables() {
        for name in [
            "GATEWAY_SERVICE_HOST",
            "GATEWAY_SERVICE_PORT",
            "GATEWAY_SERVICE_PORT_HTTP",
            "GATEWAY_PORT_80_TCP",
            "GATEWAY_PORT_80_TCP_ADDR",
        ] {
            assert!(is_link_name(name), "{name}");
        }
        assert!(is_service_link("GATEWAY_PORT", "tcp://10.0.0.1:80"));
        for name in ["GATEWAY_PORT", "GATEWAY_PORT_RANGE", "GATEWAY_LIMITS__MAX_TOKENS"] {
            assert!(!is_link_name(name), "{name}");
        }
    }
}
