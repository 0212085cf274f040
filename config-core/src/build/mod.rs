//! What a build script calls: exports written where they are committed, or checked to be what the types say.
//!
//! ```no_run
//! # use config_core::ServiceConfig;
//! # /// A service.
//! # #[derive(ServiceConfig)]
//! # struct Service {
//! #     /// Port.
//! #     port: u16,
//! # }
//! // build.rs
//! fn main() {
//!     config_core::build::Export::<Service>::new()
//!         .json_schema("schemas/service.json")
//!         .markdown("docs/service.md")
//!         .sample_yaml("config/service.sample.yaml")
//!         .run();
//! }
//! ```

mod difference;
mod output;

use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use crate::ServiceConfig;
use crate::export::{CustomResource, SampleFormat};
use output::Output;

/// The exports of one configuration, each into a file.
///
/// Paths are relative to the crate (`CARGO_MANIFEST_DIR`), or to the working directory outside of cargo. A file is
/// written only when its content changes.
///
/// With the variable `CONFIG_EXPORT=check`, or after [`Export::check`], nothing is written: a file that is not what the
/// types say is an error that names it and shows the difference. `CONFIG_EXPORT=off` does nothing at all, and so does a
/// build inside a packaged crate, whose files are not to be touched.
#[derive(Debug)]
pub struct Export<T> {
    outputs: Vec<(PathBuf, Output)>,
    check: bool,
    directory: Option<PathBuf>,
    of: PhantomData<fn() -> T>,
}

/// Something that keeps an export from being made, or a file that is not fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// Further lines: a difference, or what to do.
    pub details: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)?;
        self.details.iter().try_for_each(|line| write!(formatter, "\n{line}"))
    }
}

impl<T: ServiceConfig> Default for Export<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// One method for each sort of file.
macro_rules! outputs {
    ($($(#[$doc:meta])* $name:ident = $output:expr;)*) => {
        impl<T: ServiceConfig> Export<T> {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(self, path: impl AsRef<Path>) -> Self {
                self.output(path.as_ref(), $output)
            })*
        }
    };
}

outputs! {
    /// A JSON Schema of draft 2020-12: see [`crate::export::json_schema`].
    json_schema = Output::JsonSchema(Default::default());
    /// A JSON Schema of draft-07, for editors that know no other.
    json_schema_draft7 = Output::JsonSchema(
        crate::export::SchemaOptions::default().draft(crate::export::Draft::Draft07)
    );
    /// A JSON Schema for files that are one layer of several: nothing is required.
    json_schema_partial = Output::JsonSchema(crate::export::SchemaOptions::default().partial());
    /// A JSON Schema for files that are another program's own: see [`crate::export::SchemaOptions::foreign`].
    json_schema_foreign = Output::JsonSchema(crate::export::SchemaOptions::default().foreign());
    /// The reference in Markdown: see [`crate::export::markdown`].
    markdown = Output::Text(crate::export::markdown);
    /// The table of environment variables in Markdown.
    variables = Output::Text(crate::export::variables_markdown);
    /// The whole table as JSON: see [`crate::export::dump`].
    dump = Output::Text(|schema| crate::export::dump(schema).to_text());
    /// `values.schema.json` of a Helm chart: see [`crate::export::helm_values_schema`].
    helm_values_schema = Output::Text(|schema| crate::export::helm_values_schema(schema).to_text());
    /// Types for TypeScript: see [`crate::export::typescript`].
    typescript = Output::Text(crate::export::typescript);
    /// A commented sample in YAML.
    sample_yaml = Output::Sample(SampleFormat::Yaml);
    /// A commented sample in TOML.
    sample_toml = Output::Sample(SampleFormat::Toml);
    /// A commented sample in JSONC.
    sample_jsonc = Output::Sample(SampleFormat::Jsonc);
    /// A commented sample in INI.
    sample_ini = Output::Sample(SampleFormat::Ini);
    /// A commented sample of a `.env` file.
    sample_dotenv = Output::Sample(SampleFormat::Dotenv);
}

impl<T: ServiceConfig> Export<T> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { outputs: Vec::new(), check: false, directory: None, of: PhantomData }
    }

    /// The definition of a custom resource of Kubernetes, as JSON, which `kubectl` reads as well as YAML.
    #[must_use]
    pub fn custom_resource(self, path: impl AsRef<Path>, resource: CustomResource) -> Self {
        self.output(path.as_ref(), Output::Resource(resource))
    }

    /// A manual page, called like its file without the ending: `gateway.5` is the page `gateway`.
    #[must_use]
    pub fn man_page(self, path: impl AsRef<Path>) -> Self {
        let name =
            path.as_ref().file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.output(path.as_ref(), Output::Man(name))
    }

    /// Compares instead of writing, whatever `CONFIG_EXPORT` says.
    #[must_use]
    pub fn check(mut self) -> Self {
        self.check = true;
        self
    }

    /// Paths are relative to this directory.
    #[must_use]
    pub fn directory(mut self, directory: impl AsRef<Path>) -> Self {
        self.directory = Some(directory.as_ref().to_owned());
        self
    }

    fn output(mut self, path: &Path, output: Output) -> Self {
        self.outputs.push((path.to_owned(), output));
        self
    }

    /// Writes or checks every file, and tells cargo: what the build depends on, and each failure as an error at its
    /// position. Ends the process with status 1 after a failure.
    pub fn run(self) {
        let in_build_script = std::env::var_os("OUT_DIR").is_some();
        if in_build_script {
            for line in self.dependencies() {
                println!("cargo::{line}");
            }
        }
        let Err(failures) = self.try_run() else { return };
        for line in failures
            .iter()
            .flat_map(|failure| failure.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
        {
            if in_build_script {
                println!("cargo::error={line}");
            } else {
                eprintln!("error: {line}");
            }
        }
        std::process::exit(1);
    }

    /// Writes or checks every file; gives those that were written.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the table, every export that cannot be made, every file that cannot be written,
    /// and when checking every file that is not fresh.
    pub fn try_run(&self) -> Result<Vec<PathBuf>, Vec<Failure>> {
        let mode = std::env::var("CONFIG_EXPORT").unwrap_or_default();
        if mode == "off" || (!self.check && self.is_packaged()) {
            return Ok(Vec::new());
        }
        let violations: Vec<Failure> = T::SCHEMA
            .verify()
            .into_iter()
            .map(|violation| Failure {
                path: violation.file.into(),
                line: violation.line as usize,
                column: 1,
                message: format!("{}: {}", violation.path, violation.message),
                details: Vec::new(),
            })
            .collect();
        if !violations.is_empty() {
            return Err(violations);
        }
        let check = self.check || mode == "check";
        let (mut written, mut failures) = (Vec::new(), Vec::new());
        for (path, output) in &self.outputs {
            match self.one(path, output, check) {
                Ok(true) => written.push(path.clone()),
                Ok(false) => {}
                Err(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() { Ok(written) } else { Err(failures) }
    }

    /// Makes one file; whether it was written.
    fn one(&self, path: &Path, output: &Output, check: bool) -> Result<bool, Failure> {
        let schema_beside = self.schema_beside(path);
        let content =
            output.content::<T>(schema_beside.as_deref()).map_err(|(message, details)| Failure {
                path: self.source(T::SCHEMA.file).unwrap_or_else(|| T::SCHEMA.file.into()),
                line: T::SCHEMA.line as usize,
                column: 1,
                message: format!("{} cannot be made: {message}", path.display()),
                details,
            })?;
        let place = self.base().join(path);
        let old = match std::fs::read_to_string(&place) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(unusable(path, "read", &error)),
        };
        if old.as_deref() == Some(content.as_str()) {
            return Ok(false);
        }
        if check {
            return Err(difference::stale(path, old.as_deref(), &content));
        }
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent).map_err(|error| unusable(path, "written", &error))?;
        }
        std::fs::write(&place, content).map_err(|error| unusable(path, "written", &error))?;
        Ok(true)
    }

    fn base(&self) -> PathBuf {
        self.directory
            .clone()
            .or_else(|| std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from))
            .unwrap_or_default()
    }

    /// Whether the crate was unpacked from a registry or is being verified before it is published.
    fn is_packaged(&self) -> bool {
        self.directory.is_none() && self.base().join("Cargo.toml.orig").exists()
    }

    /// The path from a sample to the schema that is exported with it, for the line that editors read.
    fn schema_beside(&self, sample: &Path) -> Option<String> {
        let (schema, _) = self
            .outputs
            .iter()
            .find(|(_, output)| matches!(output, Output::JsonSchema(options) if options.complete))?;
        Some(output::relative(sample, schema))
    }

    /// What cargo must know: the sources of the types, the files made from them, and the variable.
    fn dependencies(&self) -> Vec<String> {
        let mut lines =
            vec!["rerun-if-env-changed=CONFIG_EXPORT".to_owned(), "rerun-if-changed=build.rs".to_owned()];
        let mut files = Vec::new();
        output::source_files(T::SCHEMA, &mut files);
        let sources = files.into_iter().filter_map(|file| self.source(file));
        let outputs = self.outputs.iter().map(|(path, _)| self.base().join(path));
        lines.extend(sources.chain(outputs).map(|path| format!("rerun-if-changed={}", path.display())));
        lines
    }

    /// A source file as rustc names it, which is relative to the workspace for its members.
    fn source(&self, file: &str) -> Option<PathBuf> {
        let directory = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| self.base(), PathBuf::from);
        directory.ancestors().map(|above| above.join(file)).find(|path| path.is_file())
    }
}

fn unusable(path: &Path, what: &str, error: &std::io::Error) -> Failure {
    Failure {
        path: path.to_owned(),
        line: 1,
        column: 1,
        message: format!("cannot be {what}: {error}"),
        details: Vec::new(),
    }
}
