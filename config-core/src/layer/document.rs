//! One text read alone, as another program reads its own file: no layers, no references, no keys of ours.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use config_format::{Format, Limits, Node, Span, Tree};

use super::{Index, Layer, Loaded, Places, Sight, read_intake, snippet, unparsed_snippet};
use crate::environment::Environment;
use crate::finding::{Code, Finding, Origin, Place, Report};
use crate::path::segments;
use crate::read::ServiceConfig;
use crate::source::{Intake, reject};

/// A text of another program, parsed, and ready to be read into a type.
///
/// Unlike a layer of [`crate::Loader`] it has no references and no reserved keys: `${…}` is text. A key without a value
/// (null) is as if it were absent, which is how the servers written in Go read their files. YAML may be indented as little
/// as [`config_format::parse_tolerant`] takes it.
///
/// ```
/// use config_core::{Document, Format, ServiceConfig};
///
/// /// A job.
/// #[derive(ServiceConfig)]
/// struct Job {
///     /// Its name.
///     name: String,
/// }
///
/// let document = Document::parse("job.yaml", "name: ${NAME}\n", Format::Yaml)?;
/// assert_eq!(document.read::<Job>()?.value.name, "${NAME}");
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Debug)]
pub struct Document {
    path: PathBuf,
    tree: Tree,
    environment: Environment,
    /// The texts of all keys, for the lines that findings show.
    keys: OnceLock<HashSet<String>>,
    sight: Sight,
}

/// The texts of all keys of a tree.
fn collect_keys(node: Node<'_>, keys: &mut HashSet<String>) {
    node.items().for_each(|item| collect_keys(item, keys));
    for (key, value) in node.entries() {
        keys.insert(key.text().to_owned());
        collect_keys(value, keys);
    }
}

impl Document {
    /// Parses a text; `path` is what findings call it.
    ///
    /// # Errors
    ///
    /// Everything that breaks the grammar of the format.
    pub fn parse(path: impl AsRef<Path>, text: impl Into<Vec<u8>>, format: Format) -> Result<Self, Report> {
        let path = path.as_ref();
        match config_format::parse_tolerant(format, text.into(), &Limits::default()) {
            Ok(tree) => Ok(Self::new(path, tree)),
            Err(rejected) => Err(rejection(path, *rejected)),
        }
    }

    /// Parses a stream of YAML documents; other formats give exactly one.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`].
    pub fn parse_stream(
        path: impl AsRef<Path>,
        text: impl Into<Vec<u8>>,
        format: Format,
    ) -> Result<Vec<Self>, Report> {
        let path = path.as_ref();
        match config_format::parse_stream_tolerant(format, text.into(), &Limits::default()) {
            Ok(trees) => Ok(trees.into_iter().map(|tree| Self::new(path, tree)).collect()),
            Err(rejected) => Err(rejection(path, *rejected)),
        }
    }

    /// A tree that a parser of another format has built; its spans count bytes of the tree's source.
    #[must_use]
    pub fn new(path: impl AsRef<Path>, tree: Tree) -> Self {
        let path = path.as_ref().to_owned();
        Self {
            path,
            tree,
            environment: Environment::default(),
            keys: OnceLock::new(),
            sight: Sight::default(),
        }
    }

    /// The environment whose checks and required fields count; development by default.
    ///
    /// ```
    /// use config_core::{Document, Environment, Format, ServiceConfig};
    ///
    /// /// A server.
    /// #[derive(ServiceConfig)]
    /// #[config(check(!self.debug, "debug must be off", environment = "production"))]
    /// struct Server {
    ///     /// Whether everything is written.
    ///     debug: bool,
    /// }
    ///
    /// let document = Document::parse("server.yaml", "debug: true\n", Format::Yaml)?;
    /// assert!(document.in_environment(&Environment::Production).read::<Server>().is_err());
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn in_environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// The environment whose checks count.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What findings call it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was parsed.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Adds the place of a node to a finding, with its line, in which values are masked: nothing is known of them yet.
    #[must_use]
    pub fn locate(&self, finding: Finding, node: Node<'_>) -> Finding {
        let keys = self.keys.get_or_init(|| {
            let mut keys = HashSet::new();
            collect_keys(self.tree.root(), &mut keys);
            keys
        });
        let (source, lines) = (self.tree.source(), self.tree.lines());
        let snippet = Some(unparsed_snippet(source, lines, node.span(), Some(keys)));
        finding.with_place(self.origin(node), Place { layer: Some(1), label: String::new(), snippet })
    }

    /// As [`Document::locate`], but shows of the line what the type that the text is for calls harmless.
    ///
    /// ```
    /// use config_core::{Code, Document, Finding, Format, ServiceConfig};
    ///
    /// /// A server.
    /// #[derive(ServiceConfig)]
    /// struct Server {
    ///     /// Where it listens.
    ///     host: String,
    /// }
    ///
    /// let document = Document::parse("server.yaml", "host: http://a\n", Format::Yaml)?;
    /// let host = document.tree().root().get("host").unwrap();
    /// let finding = document.locate_as::<Server>(Finding::error(Code::CHECK, "host", "is a URL"), host);
    /// assert!(finding.to_string().contains("host: http://a"));
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn locate_as<T: ServiceConfig>(&self, finding: Finding, node: Node<'_>) -> Finding {
        let snippet = Some(snippet(&self.tree, &self.sight, node.span(), Some(T::SCHEMA), None));
        finding.with_place(self.origin(node), Place { layer: Some(1), label: String::new(), snippet })
    }

    /// Where a node of the tree stands.
    #[must_use]
    pub fn origin(&self, node: Node<'_>) -> Origin {
        let position = node.position();
        Origin::File { path: self.path.clone(), line: position.line, column: position.column }
    }

    /// Reads the text into a type.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each at its position.
    pub fn read<T: ServiceConfig>(self) -> Result<Loaded<T>, Report> {
        let violations: Vec<Finding> = T::SCHEMA.verify().into_iter().map(Into::into).collect();
        if !violations.is_empty() {
            return Err(Report::new(violations));
        }
        let root = self.tree.root();
        if !matches!(root.kind(), config_format::Kind::Map | config_format::Kind::Null) {
            return Err(Finding::error(Code::NOT_A_MAP, "", "expected a map of keys and values")
                .with_origin(self.origin(root))
                .into());
        }
        let mut intake = Intake::new(T::SCHEMA, &self.environment);
        intake.foreign = true;
        intake.layers.push(Layer {
            number: 1,
            name: self.path.display().to_string(),
            places: Places::File(self.path),
            tree: self.tree,
            indexed: false,
            for_environment: false,
            references: false,
            refused: HashSet::new(),
            sight: self.sight,
            index: Index::default(),
        });
        read_intake(intake, &[], &|_| None)
    }
}

/// Reads one text into a type: [`Document::parse`] and [`Document::read`] at once.
///
/// # Errors
///
/// Everything that is wrong with the text, each at its position.
pub fn read_text<T: ServiceConfig>(
    path: impl AsRef<Path>,
    text: impl Into<Vec<u8>>,
    format: Format,
) -> Result<Loaded<T>, Report> {
    Document::parse(path, text, format)?.read()
}

fn rejection(path: &Path, rejected: config_format::Rejected) -> Report {
    const UNKNOWN: &crate::Schema = &crate::Schema::new("", "", crate::schema::Shape::Struct(&[]));
    let environment = Environment::default();
    let mut intake = Intake::new(UNKNOWN, &environment);
    // Nothing is known of the text, so its values are masked.
    intake.all_secret = true;
    reject(&mut intake, path, rejected);
    Report::new(intake.findings)
}

impl<T> Loaded<T> {
    /// Adds the place of the value at a path to a finding, with its line; the nearest place around it when the path
    /// itself has no value. The last layer that has the value counts. Secrets are masked.
    ///
    /// ```
    /// use config_core::{Code, Finding, Format, ServiceConfig, read_text};
    ///
    /// /// A job.
    /// #[derive(ServiceConfig)]
    /// struct Job {
    ///     /// Its name.
    ///     name: String,
    /// }
    ///
    /// let job = read_text::<Job>("job.yaml", "# first\nname: x\n", Format::Yaml)?;
    /// let finding = job.locate(Finding::error(Code::CHECK, "name", "is too short"), "name");
    /// assert_eq!(finding.origins()[0].to_string(), "job.yaml:2:7");
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn locate(&self, finding: Finding, path: &str) -> Finding {
        let mut nearest: Option<(usize, &Layer, Span)> = None;
        for layer in self.layers_of() {
            let mut node = layer.tree.root();
            let (mut depth, mut span) = (0, Span::new(0, 1));
            for segment in segments(path) {
                let found = layer.index.child(&layer.tree, node, segment);
                let Some((key, value)) = found else { break };
                node = value;
                depth += 1;
                // A whole section is pointed at by its key.
                span = if value.kind().is_scalar() { value.span() } else { key.span() };
            }
            if nearest.is_none_or(|(deepest, ..)| depth >= deepest) {
                nearest = Some((depth, layer, span));
            }
        }
        match nearest {
            Some((_, layer, span)) => {
                finding.with_place(layer.origin(span), layer.place(span, Some(self.schema()), ""))
            }
            None => finding,
        }
    }
}
