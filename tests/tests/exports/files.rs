//! The schemas of other programs' files against real files: an editor that uses them marks none that is right.

use std::path::{Path, PathBuf};

use config_core::{Document, Format};
use config_format::{Kind, Node};
use serde_json::{Map, Number, Value};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A tree as an editor sees it.
fn json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Boolean => Value::Bool(node.text() == "true"),
        Kind::Integer | Kind::Float => match node.text().parse::<i64>() {
            Ok(number) => Value::from(number),
            Err(_) => node.text().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number),
        },
        Kind::List => node.items().map(json).collect(),
        Kind::Map => Value::Object(
            node.entries().map(|(key, value)| (key.text().to_owned(), json(value))).collect::<Map<_, _>>(),
        ),
        _ => Value::String(node.text().to_owned()),
    }
}

fn validator(schema: &str) -> jsonschema::Validator {
    let path = Path::new(ROOT).join("config-schemas/schemas").join(format!("{schema}.schema.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// What a schema marks in a file, if anything; nothing for a file that is no YAML.
fn marked(schema: &jsonschema::Validator, path: &Path) -> Option<String> {
    let document = Document::parse(path, std::fs::read(path).unwrap(), Format::Yaml).ok()?;
    let value = json(document.tree().root());
    let error = schema.iter_errors(&value).next()?;
    Some(format!("{}: {}: {error}", path.display(), error.instance_path()))
}

/// All YAML files below a folder whose name fits, in order.
fn files(folder: &Path, fits: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(files(&path, fits));
        } else if (name.ends_with(".yml") || name.ends_with(".yaml")) && fits(&name) {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// A corpus beside the workspace; nothing, told, when it is not there.
fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(ROOT).join("../shared/corpora").join(name);
    if path.is_dir() {
        return Some(path);
    }
    println!("left out: the corpus {name} is not beside the workspace");
    None
}

fn accepts_all(schema: &str, files: &[PathBuf]) {
    let validator = validator(schema);
    let marked: Vec<String> = files.iter().filter_map(|path| marked(&validator, path)).collect();
    println!("{schema}: {} of {} good files marked", marked.len(), files.len());
    assert!(marked.is_empty(), "{}", marked.join("\n"));
    assert!(!files.is_empty(), "{schema}: no files");
}

#[test]
fn files_of_prometheus() {
    let Some(folder) = corpus("prometheus-config") else { return };
    accepts_all("prometheus", &files(&folder, &|name| name.ends_with(".good.yml")));
    let bad = files(&folder, &|name| name.contains(".bad."));
    let validator = validator("prometheus");
    let found = bad.iter().filter(|path| marked(&validator, path).is_some()).count();
    // What needs the whole file, or another grammar than a pattern has, is the reader's.
    println!("prometheus: {found} of {} bad files marked", bad.len());
    assert!(found >= 65, "{found}");
}

#[test]
fn rules_recipes_and_values() {
    if let Some(folder) = corpus("prometheus-rules") {
        accepts_all("prometheus-rules", &files(&folder, &|name| !name.contains(".bad.")));
    }
    if let Some(folder) = corpus("vllm-recipes/models") {
        accepts_all("vllm-recipe", &files(&folder, &|_| true));
    }
    if let Some(folder) = corpus("production-stack") {
        accepts_all("production-stack", &files(&folder, &|name| name.starts_with("values")));
    }
}

#[test]
fn services_of_the_example() {
    let folder = Path::new(ROOT).join("examples/citadel-platform/config");
    let mut count = 0;
    for path in files(&folder, &|_| true) {
        let text = std::fs::read_to_string(&path).unwrap();
        let Some(kind) = text.lines().find_map(|line| line.strip_prefix("kind: ")) else { continue };
        let schema = format!("platform/{kind}");
        if !Path::new(ROOT).join(format!("config-schemas/schemas/{schema}.schema.json")).is_file() {
            println!("left out: {} has a kind without a schema of its own, {kind}", path.display());
            continue;
        }
        let marked = marked(&validator(&schema), &path);
        assert!(marked.is_none(), "{}", marked.unwrap_or_default());
        count += 1;
    }
    println!("platform: 0 of {count} services marked");
    assert!(count >= 30, "{count}");
}
