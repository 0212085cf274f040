//! Environment variables and `.env` files: matched to the schema by the names it computes, never split by guess.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::Path;

use config_format::{Builder, Format, Limits, Span, Tree};
use zeroize::Zeroizing;

use super::given::{Given, build, path_of};
use super::names::{strip_segment, variables_of};
use super::retype::verbatim;
use super::{Intake, file, read_wiping};
use crate::environment::SecretFile;
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Layer, Places, trim_line_end};
use crate::schema::{Content, Field, Kind, Schema, Shape};

/// The variables that a load sees: those of the process, or a set of its own.
pub(crate) enum Variables {
    Process,
    Given(Vec<(String, OsString)>),
}

impl Variables {
    /// Those that are `wanted`, in the order of their names. Names that are not UTF-8 belong to no key.
    fn chosen(&self, wanted: impl Fn(&[u8]) -> bool) -> Vec<(String, OsString)> {
        let mut pairs = Vec::new();
        match self {
            Variables::Process => {
                for (name, value) in std::env::vars_os() {
                    if wanted(name.as_encoded_bytes())
                        && let Ok(name) = name.into_string()
                    {
                        pairs.push((name, value));
                    }
                }
            }
            Variables::Given(all) => {
                pairs.extend(all.iter().filter(|(name, _)| wanted(name.as_bytes())).cloned());
            }
        }
        pairs.sort();
        pairs
    }

    /// One variable by name.
    pub(crate) fn get(&self, name: &str) -> Option<OsString> {
        match self {
            Variables::Process => std::env::var_os(name),
            Variables::Given(pairs) => {
                pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            }
        }
    }
}

/// Reads the variables of the environment into a layer.
pub(crate) fn variables(intake: &mut Intake<'_>, variables: &Variables, ignored: &[String]) {
    let mut matcher = Matcher::new(intake, ignored);
    let pairs = variables.chosen(|name| matcher.concerns(name));
    let mut origins = Vec::with_capacity(pairs.len());
    matcher.given.reserve(pairs.len());
    for (name, value) in pairs {
        let span = Span::new(origins.len() as u32, origins.len() as u32);
        let value = value.into_string().map(Zeroizing::new).map_err(drop);
        if matcher.offer(&name, value, span, None, &|| Origin::Variable { name: name.clone() }) {
            origins.push(Origin::Variable { name });
        }
    }
    let Matcher { given, .. } = matcher;
    finish(intake, "environment variables".to_owned(), Places::Listed(origins), given, None);
}

/// Reads a `.env` file into a layer. A file that does not exist is an empty one.
pub(crate) fn dotenv(intake: &mut Intake<'_>, path: &Path, ignored: &[String]) {
    intake.watched.push(path.to_owned());
    let bytes = match super::file::read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(_) => {
            // The file source words the problem.
            file(intake, path, true);
            return;
        }
    };
    let tree = match config_format::parse(Format::Dotenv, bytes, &Limits::default()) {
        Ok(tree) => tree,
        Err(rejected) => {
            intake.incomplete = true;
            super::file::reject(intake, path, *rejected);
            return;
        }
    };
    from_dotenv(intake, path, tree, ignored);
}

/// Makes a layer of a parsed `.env` file.
pub(super) fn from_dotenv(intake: &mut Intake<'_>, path: &Path, tree: Tree, ignored: &[String]) {
    let mut matcher = Matcher::new(intake, ignored);
    let mut pairs = Vec::new();
    for (key, value) in tree.root().entries() {
        let span = value.span();
        let origin = || {
            let position = tree.position(span.start);
            Origin::File { path: path.to_owned(), line: position.line, column: position.column }
        };
        let text = Zeroizing::new(value.text().to_owned());
        matcher.offer(key.text(), Ok(text.clone()), span, verbatim(value), &origin);
        pairs.push((key.text().to_owned(), text));
    }
    let Matcher { given, .. } = matcher;
    intake.dotenv.extend(pairs);
    finish(intake, path.display().to_string(), Places::File(path.to_owned()), given, Some(tree));
}

fn finish(
    intake: &mut Intake<'_>,
    name: String,
    places: Places,
    given: Vec<Given<'static>>,
    source: Option<Tree>,
) {
    let mut builder = Builder::new();
    // Growing would leave copies of secrets behind, and cost time.
    let bytes = |given: &Given<'_>| given.text.len() + given.segments.iter().map(|s| s.len()).sum::<usize>();
    builder.reserve(
        1 + given.iter().map(|given| 2 * given.segments.len()).sum::<usize>(),
        given.iter().map(bytes).sum(),
    );
    let refused = build(&mut builder, &given);
    let references = given.iter().any(|given| config_format::has_reference(&given.text));
    let (format, text) = match &source {
        Some(tree) => (Format::Dotenv, tree.source().to_owned()),
        None => (Format::Text, String::new()),
    };
    let tree = builder.finish(format, text);
    let layer = Layer {
        number: intake.next_number(),
        name,
        places,
        tree,
        indexed: true,
        for_environment: false,
        references,
        refused: refused.iter().map(|refused| given[refused.index].span).collect(),
    };
    for refused in refused {
        let given = &given[refused.index];
        let origin = layer.origin(refused.span);
        let path = given.path(intake.schema);
        let subject = match &origin {
            Origin::Variable { name } => format!("variable {name}"),
            _ => path.clone(),
        };
        intake.findings.push(
            Finding::error(Code::MALFORMED, path, format!("{subject} {}", refused.message))
                .with_labelled_origin(origin, Some(layer.number), "")
                .with_help(refused.help),
        );
    }
    intake.layers.push(layer);
}

/// Matches names to the schema.
struct Matcher<'m, 'i> {
    intake: &'m mut Intake<'i>,
    prefix: Option<String>,
    extra: Vec<(&'static str, Vec<Cow<'static, str>>, &'static Kind)>,
    ignored: &'m [String],
    given: Vec<Given<'static>>,
    /// Secrets that were given: path, name, and whether through a file.
    secrets: Vec<(Vec<Cow<'static, str>>, String, bool)>,
}

/// What a name means.
struct Target {
    segments: Vec<Cow<'static, str>>,
    kind: &'static Kind,
}

impl<'m, 'i> Matcher<'m, 'i> {
    fn new(intake: &'m mut Intake<'i>, ignored: &'m [String]) -> Self {
        let mut extra = Vec::new();
        collect_extra(intake.schema, &mut Vec::new(), &mut Vec::new(), &mut extra);
        let prefix = intake.schema.env_prefix.map(|prefix| format!("{prefix}_"));
        Self { intake, prefix, extra, ignored, given: Vec::new(), secrets: Vec::new() }
    }

    /// Whether a name may be one of the schema's, or one that only looks like it.
    fn concerns(&self, name: &[u8]) -> bool {
        self.prefix.as_deref().is_some_and(|prefix| name.starts_with(prefix.as_bytes()))
            || self.extra.iter().any(|(extra, ..)| {
                name.strip_prefix(extra.as_bytes()).is_some_and(|rest| matches!(rest, b"" | b"_FILE"))
            })
    }

    /// Takes a variable if it is one of the schema's. Whether its origin is referred to.
    fn offer(
        &mut self,
        name: &str,
        value: Result<Zeroizing<String>, ()>,
        span: Span,
        text_at: Option<u32>,
        origin: &dyn Fn() -> Origin,
    ) -> bool {
        let prefixed = self.prefix.as_deref().and_then(|prefix| name.strip_prefix(prefix));
        let target = self.target(name, prefixed);
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
            if target.kind.is_secret() && !self.claim_secret(&target, name, false, origin) {
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
            .filter(|target| target.kind.is_secret())
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
                self.find(
                    Finding::error(
                        Code::SECRET_FILE,
                        path,
                        format!("the file {} that {name} names cannot be read: {problem}", file.as_str()),
                    )
                    .with_origin(origin())
                    .with_help("mount the secret there, or correct the path"),
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
        let other = self
            .secrets
            .iter()
            .find(|(segments, _, other)| *segments == target.segments && *other != by_file);
        if let Some((_, other, _)) = other {
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
        self.secrets.push((target.segments.clone(), name.to_owned(), by_file));
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
        let known = variables_of(self.intake.schema);
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

/// Collects the names that fields claim besides the computed one.
fn collect_extra(
    schema: &'static Schema,
    path: &mut Vec<Cow<'static, str>>,
    open: &mut Vec<*const Schema>,
    found: &mut Vec<(&'static str, Vec<Cow<'static, str>>, &'static Kind)>,
) {
    let address = std::ptr::from_ref(schema);
    if open.contains(&address) {
        return;
    }
    open.push(address);
    for field in schema.all_fields() {
        let own = !field.flatten && field.rust_name != "0";
        if own {
            path.push(Cow::Borrowed(field.name));
        }
        for name in field.env {
            found.push((name, path.clone(), &field.kind));
        }
        if let Kind::Section(inner) = field.kind.without_wrappers() {
            collect_extra(inner, path, open, found);
        }
        if own {
            path.pop();
        }
    }
    open.pop();
}

/// Matches the rest of a name to the fields of a section; the segments are those of the path.
fn match_section(
    schema: &'static Schema,
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    match schema.shape {
        Shape::Struct(fields) => match_fields(fields, rest, segments),
        Shape::Newtype(fields) => match_kind(&fields[0].kind, rest, segments),
        Shape::Enum { tag, variants } => {
            if let Some(tag) = tag
                && strip_segment(rest, tag) == Some("")
            {
                segments.push(Cow::Borrowed(tag));
                return Some(&Kind::String);
            }
            variants.iter().find_map(|variant| {
                let length = segments.len();
                let rest = match tag {
                    Some(_) => rest,
                    None => {
                        segments.push(Cow::Borrowed(variant.name));
                        match strip_segment(rest, variant.name) {
                            Some("") => "",
                            Some(rest) => rest.strip_prefix("__").unwrap_or("?"),
                            None => "?",
                        }
                    }
                };
                let found = match variant.content {
                    Content::Unit => None,
                    Content::Struct(fields) => match_fields(fields, rest, segments),
                    Content::Newtype(fields) if rest.is_empty() => Some(&fields[0].kind),
                    Content::Newtype(fields) => match_kind(&fields[0].kind, rest, segments),
                };
                if found.is_none() {
                    segments.truncate(length);
                }
                found
            })
        }
    }
}

fn match_fields(
    fields: &'static [Field],
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    for field in fields {
        let length = segments.len();
        if field.flatten {
            if let Kind::Section(inner) = field.kind.without_wrappers()
                && let Some(kind) = match_section(inner, rest, segments)
            {
                return Some(kind);
            }
            segments.truncate(length);
            continue;
        }
        for name in std::iter::once(&field.name).chain(field.aliases) {
            let Some(after) = strip_segment(rest, name) else { continue };
            segments.push(Cow::Borrowed(*name));
            if after.is_empty() {
                return Some(&field.kind);
            }
            if let Some(after) = after.strip_prefix("__")
                && let Some(kind) = match_kind(&field.kind, after, segments)
            {
                return Some(kind);
            }
            segments.truncate(length);
        }
    }
    None
}

/// Matches what follows a field's own segment: an index, a map key or the fields of a section.
fn match_kind(
    kind: &'static Kind,
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    let kind = match kind {
        Kind::Optional(inner) | Kind::Secret(inner) => return match_kind(inner, rest, segments),
        Kind::Recursive(inner) => inner(),
        other => other,
    };
    let inner = match kind {
        Kind::Section(inner) => return match_section(inner, rest, segments),
        Kind::List { element, .. } => *element,
        Kind::Map { value, .. } => *value,
        _ => return None,
    };
    let (segment, after) = match rest.split_once("__") {
        Some((segment, after)) => (segment, Some(after)),
        None => (rest, None),
    };
    if segment.is_empty()
        || (matches!(kind, Kind::List { .. }) && !segment.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    segments.push(Cow::Owned(segment.to_ascii_lowercase()));
    match after {
        None => Some(inner),
        Some(after) => match_kind(inner, after, segments),
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
