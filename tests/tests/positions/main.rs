//! Every finding points at exactly the leaf that is wrong.
//!
//! Random configurations are written in every format and spread over sources of every sort; the writers know where each
//! leaf begins, because they count as they write. One leaf is broken. If it counts in the end, the only finding must
//! name its path and its place; if another source shadows it, there must be none. Before that, the whole configuration
//! is loaded unbroken, and the origin of *every* leaf is compared.

mod choices;
mod json;
mod pairs;
mod shape;
mod sources;
mod text;
mod toml;
mod tree;
mod yaml;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Secret, ServiceConfig};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use choices::Choices;
use shape::Written;
use sources::{Sources, told};
use tree::Place;

/// The service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Service {
    /// Title.
    #[config(default = "none", pattern("^[^0-9]*$"))]
    title: String,
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    port: u16,
    /// Signed.
    #[config(default = 0)]
    signed: i64,
    /// Ratio.
    #[config(default = 0.5, range(0.0..=1.0))]
    ratio: f64,
    /// Switch.
    #[config(default = false)]
    enabled: bool,
    /// Pause.
    #[config(default = "1s", alias = "wait")]
    pause: Duration,
    /// Mode.
    #[config(default = "fast")]
    mode: Mode,
    /// Pin.
    pin: Option<Secret<u32>>,
    /// Where.
    #[config(flatten)]
    location: Location,
    /// Limits.
    #[config(default)]
    limits: Limits,
    /// Numbers.
    #[config(default)]
    numbers: Vec<u8>,
    /// More.
    #[config(default, merge = "append")]
    more: Vec<u8>,
    /// Steps.
    #[config(default, merge = "append")]
    steps: Vec<Step>,
    /// Servers.
    #[config(default, merge = "keyed", key = "name")]
    servers: Vec<Server>,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, u8>,
    /// Rooms.
    #[config(default)]
    rooms: BTreeMap<String, Room>,
    /// Storage.
    storage: Option<Storage>,
}

/// How to work.
#[derive(Debug, ServiceConfig)]
enum Mode {
    /// Fast.
    Fast,
    /// Careful.
    Careful,
}

/// Flattened.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Location {
    /// Region.
    #[config(default = "none", pattern("^[^0-9]*$"))]
    region: String,
    /// Zone.
    #[config(default = 0)]
    zone: u8,
}

/// Limits.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Limits {
    /// Size.
    #[config(default = "1KiB")]
    size: ByteSize,
    /// Level.
    #[config(default = 1, alias = "most")]
    max_level: u8,
    /// Deep.
    #[config(default)]
    deep: Deep,
}

/// Deep.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Deep {
    /// Note.
    #[config(default = "none", pattern("^[^0-9]*$"))]
    note: String,
    /// Key.
    key: Option<Secret<u32>>,
}

/// A step.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Step {
    /// Title.
    #[config(default = "none", pattern("^[^0-9]*$"))]
    title: String,
    /// Pause.
    #[config(default = "1s")]
    pause: Duration,
}

/// A server.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Server {
    /// Name.
    #[config(pattern("^[^0-9]*$"))]
    name: String,
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    port: u16,
    /// Weight.
    #[config(default = 1.0, range(0.0..=1.0))]
    weight: f64,
    /// Tags.
    #[config(default, pattern("^[^0-9]*$"))]
    tags: Vec<String>,
    /// Rooms.
    #[config(default)]
    rooms: BTreeMap<String, Room>,
}

/// A room.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are compared through their origins")]
struct Room {
    /// Size.
    #[config(default = "1KiB")]
    size: ByteSize,
    /// Note.
    #[config(default = "none", pattern("^[^0-9]*$"))]
    note: String,
    /// Level.
    #[config(default = 1)]
    level: u8,
}

/// Storage.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind")]
#[expect(dead_code, reason = "the values are compared through their origins")]
enum Storage {
    /// Here.
    Local,
    /// Elsewhere.
    Remote {
        /// Path.
        #[config(default = "none", pattern("^[^0-9]*$"))]
        path: String,
        /// Port.
        #[config(default = 8080, range(1024..=65535))]
        port: u16,
    },
}

/// The text of a leaf as the loader shows it.
fn shown(written: &Written) -> &str {
    match written {
        Written::Bare(text) | Written::Text(text) => text,
        other => unreachable!("{other:?} is no good value"),
    }
}

/// The files of a case, for messages.
fn files_of(files: &[PathBuf]) -> String {
    files
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            format!("{}\n{}\n", file.display(), text.escape_debug().to_string().replace("\\n", "\n"))
        })
        .collect()
}

fn check(
    numbers: &[u16],
    style: &[u16],
    pick: usize,
    twist: &[u16],
    tally: &mut Tally,
) -> Result<(), TestCaseError> {
    let mut sources = Sources::new(&mut Choices::new(numbers));
    let folder = tempfile::tempdir().expect("a folder for a test");
    let whole = sources.write(folder.path(), &mut Choices::new(style));
    let mut leaves = Vec::new();
    tree::leaves(&sources.effective(), "", &mut leaves);

    // Unbroken: every leaf has its origin.
    let loaded = whole
        .loader
        .load_full::<Service>()
        .map_err(|report| TestCaseError::fail(format!("refused: {report}\n{}", files_of(&whole.files))))?;
    tally.configurations += 1;
    tally.leaves += leaves.len();
    let mut expected: Vec<(String, String, String)> = leaves
        .iter()
        .map(|(path, leaf)| {
            let leaf = &sources.world.leaves[*leaf];
            let text = if leaf.sort == shape::Sort::Pin { "***" } else { shown(&leaf.written) };
            (path.clone(), text.to_owned(), told(&leaf.place, &whole.files))
        })
        .collect();
    let mut found: Vec<(String, String, String)> = loaded
        .values()
        .into_iter()
        .filter(|value| value.layer.is_some())
        .map(|value| (value.path, value.text, value.origin.to_string()))
        .collect();
    expected.sort();
    found.sort();
    prop_assert_eq!(&found, &expected, "{}", files_of(&whole.files));
    for (path, _, origin) in &expected {
        let explained = loaded.explain(path).map_err(|report| TestCaseError::fail(report.to_string()))?;
        let winner = explained.winner().map(|winner| winner.origin.to_string());
        prop_assert_eq!(winner.as_ref(), Some(origin), "{}\n{}\n{}", path, explained, files_of(&whole.files));
    }
    drop(folder);

    // Broken: one leaf, which may be shadowed.
    let candidates: Vec<usize> = match twist.first() {
        Some(0..22_000) => (0..sources.world.leaves.len()).collect(),
        _ => leaves.iter().map(|(_, leaf)| *leaf).collect(),
    };
    let Some(broken) = (!candidates.is_empty()).then(|| candidates[pick % candidates.len()]) else {
        return Ok(());
    };
    let leaf = &sources.world.leaves[broken];
    let Some(written) = leaf.sort.broken(leaf.medium, &mut Choices::new(twist)) else { return Ok(()) };
    sources.world.leaves[broken].written = written.clone();
    let folder = tempfile::tempdir().expect("a folder for a test");
    let whole = sources.write(folder.path(), &mut Choices::new(style));
    let mut leaves = Vec::new();
    tree::leaves(&sources.effective(), "", &mut leaves);
    let result = whole.loader.load_full::<Service>();
    let counts = leaves.into_iter().find(|(_, leaf)| *leaf == broken);
    let about = || format!("{written:?}\n{}", files_of(&whole.files));
    match (counts, result) {
        (None, Ok(_)) => tally.shadowed += 1,
        (None, Err(report)) => prop_assert!(false, "shadowed, and yet: {report}\n{}", about()),
        (Some((path, _)), Ok(_)) => prop_assert!(false, "{path} was taken\n{}", about()),
        (Some((path, leaf)), Err(report)) => {
            let places: Vec<(&str, String)> = report
                .errors()
                .map(|finding| {
                    let origin = finding.origins().first().map(ToString::to_string);
                    (finding.path(), origin.unwrap_or_default())
                })
                .collect();
            tally.note(&sources.world.leaves[leaf].place, &whole.files);
            let place = told(&sources.world.leaves[leaf].place, &whole.files);
            prop_assert_eq!(places, vec![(path.as_str(), place)], "{}\n{}", report, about());
        }
    }
    Ok(())
}

/// What the cases had in them, so that a generator that makes next to nothing is noticed.
#[derive(Debug, Default)]
struct Tally {
    configurations: usize,
    leaves: usize,
    shadowed: usize,
    /// Broken leaves that counted, by the ending of their file, or `variable` or `override`.
    broken: BTreeMap<String, usize>,
}

impl Tally {
    fn note(&mut self, place: &Place, files: &[PathBuf]) {
        let sort = match place {
            Place::Nowhere => "nowhere".to_owned(),
            Place::File(file, ..) => {
                files[*file].extension().unwrap_or_default().to_string_lossy().into_owned()
            }
            Place::Variable(_) => "variable".to_owned(),
            Place::Override(_) => "override".to_owned(),
        };
        *self.broken.entry(sort).or_default() += 1;
    }
}

#[test]
fn findings_point_at_the_broken_leaf() {
    const CASES: u32 = 1_500;
    let tally = RefCell::new(Tally::default());
    let mut runner =
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) });
    let numbers = proptest::collection::vec(any::<u16>(), 0..500);
    let style = proptest::collection::vec(any::<u16>(), 0..900);
    let twist = proptest::collection::vec(any::<u16>(), 2);
    let outcome = runner.run(&(numbers, style, any::<usize>(), twist), |(numbers, style, pick, twist)| {
        check(&numbers, &style, pick, &twist, &mut tally.borrow_mut())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let tally = tally.into_inner();
    println!("{tally:?}");
    if std::env::var_os("PROPTEST_CASES").is_none() {
        assert!(tally.leaves > 15_000 && tally.shadowed > 50, "{tally:?}");
        for sort in ["yaml", "toml", "json", "jsonc", "ini", "env", "variable", "override"] {
            assert!(tally.broken.get(sort).copied().unwrap_or_default() > 20, "{sort}: {tally:?}");
        }
    }
}
