//! A whole configuration: its documents, spread over sources of every sort, written into a folder.

use std::path::{Path, PathBuf};

use config_core::{Environment, Loader};

use crate::choices::Choices;
use crate::shape::{Medium, SERVICE, Sort, Written};
use crate::text::Text;
use crate::tree::{Means, Place, Tree, World};
use crate::{json, pairs, toml, yaml};

const KEYS: &[&str] = &["alpha", "8080", "größe", "a.b", "with space", "名前"];
const PLAIN_KEYS: &[&str] = &["alpha", "8080", "beta"];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Format {
    Yaml,
    Toml,
    Json,
    Jsonc,
    Ini,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Yaml => "yaml",
            Format::Toml => "toml",
            Format::Json => "json",
            Format::Jsonc => "jsonc",
            Format::Ini => "ini",
        }
    }

    fn means(self) -> Means {
        let medium = match self {
            Format::Toml => Medium::Toml,
            Format::Ini => Medium::Text,
            _ => Medium::Typed,
        };
        Means { medium, keys: KEYS, indexed: self == Format::Ini, aliases: true }
    }
}

const UNTYPED: Means = Means { medium: Medium::Text, keys: PLAIN_KEYS, indexed: true, aliases: true };

/// A document and the format of its file.
struct File {
    tree: Tree,
    format: Format,
}

enum Step {
    File(File),
    /// A file and those it extends, first to last; in a chain, or all named by the file.
    Extending(File, Vec<File>, bool),
    Directory(Vec<File>),
    Environment(File),
    Dotenv(Tree),
    Variables(Tree),
    Overrides(Tree),
}

/// The sources of one configuration.
pub(crate) struct Sources {
    steps: Vec<Step>,
    pub(crate) world: World,
}

/// What was written.
pub(crate) struct OnDisk {
    pub(crate) loader: Loader,
    pub(crate) files: Vec<PathBuf>,
}

impl Sources {
    pub(crate) fn new(choices: &mut Choices<'_>) -> Self {
        let mut sources = Self { steps: Vec::new(), world: World::default() };
        let mut below: Option<Tree> = None;
        let count = 1 + choices.below(4);
        let mut variables = false;
        for _ in 0..count {
            let step = match choices.below(9) {
                0 | 1 => Step::File(sources.file(&mut below, choices)),
                2 | 3 => {
                    let count = 1 + choices.below(2);
                    let chained = choices.percent(50);
                    let files = (0..count).map(|_| sources.file(&mut below, choices)).collect();
                    Step::Extending(sources.file(&mut below, choices), files, chained)
                }
                4 => {
                    let count = 1 + choices.below(3);
                    Step::Directory((0..count).map(|_| sources.file(&mut below, choices)).collect())
                }
                5 => Step::Environment(sources.file(&mut below, choices)),
                6 => Step::Dotenv(sources.document(&mut below, UNTYPED, choices)),
                7 if !variables => {
                    variables = true;
                    Step::Variables(sources.document(&mut below, UNTYPED, choices))
                }
                _ => Step::Overrides(sources.document(&mut below, Means { keys: KEYS, ..UNTYPED }, choices)),
            };
            sources.steps.push(step);
        }
        sources
    }

    fn document(&mut self, below: &mut Option<Tree>, means: Means, choices: &mut Choices<'_>) -> Tree {
        let tree = self.world.section(&SERVICE, below.as_ref(), means, choices, None);
        *below = Some(self.world.lay(&SERVICE, below.take(), &tree));
        tree
    }

    fn file(&mut self, below: &mut Option<Tree>, choices: &mut Choices<'_>) -> File {
        let format =
            choices.of(&[Format::Yaml, Format::Toml, Format::Json, Format::Jsonc, Format::Ini, Format::Yaml]);
        File { tree: self.document(below, format.means(), choices), format }
    }

    /// What counts in the end.
    pub(crate) fn effective(&self) -> Tree {
        let mut below = None;
        for step in &self.steps {
            let mut lay = |tree: &Tree| below = Some(self.world.lay(&SERVICE, below.take(), tree));
            match step {
                Step::File(file) | Step::Environment(file) => lay(&file.tree),
                Step::Extending(file, files, _) => {
                    files.iter().for_each(|file| lay(&file.tree));
                    lay(&file.tree);
                }
                Step::Directory(files) => files.iter().for_each(|file| lay(&file.tree)),
                Step::Dotenv(tree) | Step::Variables(tree) | Step::Overrides(tree) => lay(tree),
            }
        }
        below.unwrap_or(Tree::Map(Vec::new()))
    }

    /// Writes all files below a folder, and a loader that reads them.
    pub(crate) fn write(&mut self, folder: &Path, choices: &mut Choices<'_>) -> OnDisk {
        let mut files = Vec::new();
        let mut loader = Loader::new().environment(Environment::Staging).variables([("UNRELATED", "1")]);
        let world = &mut self.world;
        for (number, step) in self.steps.iter().enumerate() {
            match step {
                Step::File(file) => {
                    let path = folder.join(format!("{number}.{}", file.format.ending()));
                    put(file, None, path.clone(), &mut files, choices, world);
                    loader = loader.file(path);
                }
                Step::Extending(file, extended, chained) => {
                    let names: Vec<String> = extended
                        .iter()
                        .enumerate()
                        .map(|(index, file)| format!("{number}-{index}.{}", file.format.ending()))
                        .collect();
                    let chained = *chained || file.format == Format::Ini;
                    for (index, file) in extended.iter().enumerate() {
                        let before = (chained && index > 0).then(|| vec![names[index - 1].clone()]);
                        let path = folder.join("parts").join(&names[index]);
                        put(file, before, path, &mut files, choices, world);
                    }
                    let first = if chained { names.len() - 1 } else { 0 };
                    let named = names[first..].iter().map(|name| format!("parts/{name}")).collect();
                    let path = folder.join(format!("{number}.{}", file.format.ending()));
                    put(file, Some(named), path.clone(), &mut files, choices, world);
                    loader = loader.file(path);
                }
                Step::Directory(inside) => {
                    let directory = folder.join(format!("{number}.d"));
                    for (index, file) in inside.iter().enumerate() {
                        let path = directory.join(format!("{index}0-größe.{}", file.format.ending()));
                        put(file, None, path, &mut files, choices, world);
                    }
                    std::fs::write(directory.join(".hidden.yaml"), "port: hidden\n")
                        .expect("the folder is ours");
                    loader = loader.directory(directory);
                }
                Step::Environment(file) => {
                    let ending = file.format.ending();
                    let path = folder.join(format!("{number}.staging.{ending}"));
                    put(file, None, path, &mut files, choices, world);
                    loader = loader
                        .optional_file(folder.join(format!("{number}.{{environment}}.none.yaml")))
                        .optional_file(folder.join(format!("{number}.{{environment}}.{ending}")));
                }
                Step::Dotenv(tree) => {
                    let path = folder.join(format!("{number}.env"));
                    let mut text = Text::new(files.len(), choices);
                    pairs::dotenv(&mut text, tree, choices, world);
                    std::fs::write(&path, text.finish()).expect("the folder is ours");
                    files.push(path.clone());
                    loader = loader.dotenv(path);
                }
                Step::Variables(tree) => {
                    loader = loader.env().variables(pairs::variables(tree, choices, world));
                }
                Step::Overrides(tree) => {
                    loader = loader.overrides(pairs::overrides(tree, choices, world));
                }
            }
        }
        OnDisk { loader, files }
    }
}

/// Writes one file, with `$extends` if it extends others.
fn put(
    file: &File,
    extends: Option<Vec<String>>,
    path: PathBuf,
    files: &mut Vec<PathBuf>,
    choices: &mut Choices<'_>,
    world: &mut World,
) {
    let mut tree = file.tree.clone();
    if let (Some(names), Tree::Map(entries)) = (extends, &mut tree) {
        let mut leaf = |name: &String| world.leaf(Sort::Tag, Written::Text(name.clone()), Medium::Text);
        let value = match names.as_slice() {
            [single] => leaf(single),
            several => Tree::List(several.iter().map(leaf).collect()),
        };
        let place = choices.below(entries.len() + 1);
        entries.insert(place, ("$extends".to_owned(), value));
    }
    let mut text = Text::new(files.len(), choices);
    match file.format {
        Format::Yaml => yaml::write(&mut text, &tree, choices, world),
        Format::Toml => toml::write(&mut text, &tree, choices, world),
        Format::Json | Format::Jsonc => {
            let comments = file.format == Format::Jsonc;
            let style = json::Style { lines: true, comments, in_single_quotes: false };
            json::write(&mut text, &tree, style, choices, world);
        }
        Format::Ini => pairs::ini(&mut text, &tree, choices, world),
    }
    std::fs::create_dir_all(path.parent().expect("every file lies in the folder"))
        .expect("the folder is ours");
    std::fs::write(&path, text.finish()).expect("the folder is ours");
    files.push(path);
}

/// An origin as the loader tells it.
pub(crate) fn told(place: &Place, files: &[PathBuf]) -> String {
    match place {
        Place::Nowhere => "nowhere".to_owned(),
        Place::File(file, line, column) => format!("{}:{line}:{column}", files[*file].display()),
        Place::Variable(name) => format!("variable {name}"),
        Place::Override(text) => format!("override {text}"),
    }
}
