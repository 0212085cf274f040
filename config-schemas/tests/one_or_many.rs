//! Values that are alone or in a list, from every source and under every strategy.

use config_core::{Loader, Report, Secret, ServiceConfig};
use config_schemas::value::{OneOrMany, Quantity};

/// A server.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "APP")]
struct Server {
    /// Its names. One is one, however long it is.
    #[config(default = "llama", example = "a-long-name", length(..=3))]
    names: OneOrMany<String>,
    /// What may be asked for.
    #[config(default, merge = "append")]
    models: OneOrMany<String>,
    /// Who may ask.
    #[config(default)]
    keys: OneOrMany<Secret<String>>,
    /// Names elsewhere.
    #[config(default)]
    #[expect(dead_code, reason = "references lead to it")]
    others: Vec<String>,
    /// How much of it.
    #[config(default)]
    sizes: OneOrMany<Quantity>,
    /// Where it sends.
    #[config(default, merge = "keyed", key = "name")]
    targets: OneOrMany<Target>,
}

/// A target.
#[derive(Debug, Default, ServiceConfig)]
struct Target {
    /// Its name.
    name: String,
    /// How much of all goes there.
    #[config(default = 1)]
    share: u8,
    /// What it asks for.
    #[expect(dead_code, reason = "it is shown to nobody")]
    token: Option<Secret<String>>,
}

fn loader(files: &[(&'static str, &'static str)]) -> Loader {
    files.iter().fold(Loader::new(), |loader, (name, text)| loader.file(name).substitute(name, *text))
}

fn load(files: &[(&'static str, &'static str)]) -> Result<Server, Report> {
    loader(files).load()
}

#[test]
fn one_alone_is_appended_to_and_appended() {
    for (below, above) in [
        ("models: a\n", "models: b\n"),
        ("models: [a]\n", "models: b\n"),
        ("models: a\n", "models: [b]\n"),
        ("models: [a]\n", "models: [b]\n"),
    ] {
        let server = load(&[("a.yaml", below), ("b.yaml", above)]).unwrap();
        assert_eq!(server.models.as_slice(), ["a", "b"], "{below}{above}");
    }
}

#[test]
fn one_alone_is_merged_by_its_key() {
    for (below, above) in [
        ("targets: {name: a, share: 5}\n", "targets: {name: a, share: 7}\n"),
        ("targets: [{name: a}]\n", "targets: {name: a, share: 7}\n"),
        ("targets: {name: a}\n", "targets: [{name: a, share: 7}]\n"),
    ] {
        let server = load(&[("a.yaml", below), ("b.yaml", above)]).unwrap();
        let [target] = server.targets.as_slice() else { panic!("{below}{above}{:?}", server.targets) };
        assert_eq!((target.name.as_str(), target.share), ("a", 7), "{below}{above}");
    }
    let server = load(&[("a.yaml", "targets: {name: a}\n"), ("b.yaml", "targets: {name: b}\n")]).unwrap();
    assert_eq!(server.targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn elements_by_index_count_one_alone() {
    let server: Server = loader(&[("a.yaml", "names: a\n")])
        .variables([("APP_NAMES__1", "b")])
        .env()
        .overrides(["names[2]=c"])
        .load()
        .unwrap();
    assert_eq!(server.names.as_slice(), ["a", "b", "c"]);
}

#[test]
fn a_reference_may_lead_to_one_or_to_a_list() {
    let server = load(&[("a.yaml", "others: [a, b]\nnames: ${config:others}\n")]).unwrap();
    assert_eq!(server.names.as_slice(), ["a", "b"]);
    let server = load(&[("a.yaml", "others: [a, b]\nnames: ${config:others[1]}\n")]).unwrap();
    assert_eq!(server.names.as_slice(), ["b"]);
    // A list behind a reference is no element of another list.
    let server =
        load(&[("a.yaml", "others: [a]\nmodels: c\n"), ("b.yaml", "models: ${config:others}\n")]).unwrap();
    assert_eq!(server.models.as_slice(), ["a"]);
}

#[test]
fn variables_and_untyped_files_write_one_or_many() {
    for (text, wanted) in
        [("a", vec!["a"]), ("a,b", vec!["a", "b"]), (r#"["a"]"#, vec!["a"]), (r#"["a","b"]"#, vec!["a", "b"])]
    {
        let server: Server = Loader::new().variables([("APP_NAMES", text)]).env().load().unwrap();
        assert_eq!(server.names.as_slice(), wanted, "{text}");
    }
    let server = load(&[("a.ini", "names=a\nsizes=1.5\n")]).unwrap();
    assert_eq!((server.names.as_slice(), server.sizes.len()), (["a".to_owned()].as_slice(), 1));
}

#[test]
fn the_default_is_one_element() {
    let server = load(&[("a.yaml", "{}\n")]).unwrap();
    assert_eq!(server.names.as_slice(), ["llama"]);
    config_core::testing::assert_schema::<Server>();
}

#[test]
fn a_secret_alone_is_never_shown() {
    const SECRET: &str = "hunter2secret";
    for text in [
        "keys: hunter2secret\n",
        "keys: [hunter2secret]\nnames: {}\n",
        "keys: {hunter2secret: hunter2secret}\n",
        "keys: [[hunter2secret]]\n",
        "keyz: hunter2secret\nkeys: hunter2secret\n",
        "keys: hunter2secret\nnames: [1, 2, 3, 4]\n",
        "keys: hunter2secret\ntargets: {name: a, token: hunter2secret}\n",
        "keys: hunter2secret\ntargets: {name: a, share: x, token: hunter2secret}\n",
        "keys: hunter2secret\ntargets: {name: a, tokn: hunter2secret}\n",
        "keys: hunter2secret\ntargets: {name: a, token: [hunter2secret]}\n",
    ] {
        let shown = match loader(&[("a.yaml", text)]).load_full::<Server>() {
            Ok(loaded) => {
                let keys = loaded.value.keys.as_slice();
                assert_eq!(keys[0].expose_secret(), SECRET);
                let explained: Vec<String> = ["keys", "keys[0]"]
                    .iter()
                    .map(|path| loaded.explain(path).unwrap().to_string())
                    .collect();
                format!("{:?} {explained:?} {} {:?}", loaded.value, loaded.to_json(), loaded.values())
            }
            Err(report) => format!("{report} {report:?} {}", report.to_json()),
        };
        assert!(!shown.contains(SECRET), "{text}{shown}");
    }
}

#[test]
fn one_alone_is_explained_as_the_first_element() {
    let loaded =
        loader(&[("a.yaml", "names: a\ntargets: {name: b, token: secret}\n")]).load_full::<Server>().unwrap();
    let explained = |path: &str| loaded.explain(path).unwrap().winner().map(|value| value.text.clone());
    assert_eq!(explained("names[0]").as_deref(), Some("a"));
    assert_eq!(explained("targets[0].name").as_deref(), Some("b"));
    assert_eq!(explained("targets[0].token").as_deref(), Some("***"));
    assert_eq!(explained("names[1]"), None);
    let server = load(&[("a.yaml", "models: a\nnames: ${config:models[0]}\n")]).unwrap();
    assert_eq!(server.names.as_slice(), ["a"]);
}

/// What must be kept.
#[derive(Debug, ServiceConfig)]
struct Ruled {
    /// How many.
    #[config(range(1..=100))]
    numbers: Option<OneOrMany<u16>>,
    /// Who may ask.
    #[config(pattern("^sk-"))]
    keys: Option<OneOrMany<Secret<String>>>,
}

#[test]
fn one_alone_keeps_the_rules_of_elements() {
    for text in ["numbers: 101\n", "numbers: [101]\n"] {
        let report = loader(&[("a.yaml", text)]).load::<Ruled>().unwrap_err();
        assert_eq!(report.findings()[0].message(), "101 is outside of its range, from 1 to 100", "{text}");
    }
    for text in ["keys: hunter2secret\n", "keys: [hunter2secret]\n"] {
        let report = loader(&[("a.yaml", text)]).load::<Ruled>().unwrap_err();
        assert_eq!(report.findings().len(), 1, "{report}");
        let shown = format!("{report} {}", report.to_json());
        assert!(shown.contains("does not match the pattern") && !shown.contains("hunter2"), "{shown}");
    }
    let ruled: Ruled = loader(&[("a.yaml", "numbers: 100\nkeys: sk-1\n")]).load().unwrap();
    assert_eq!(ruled.numbers.unwrap().as_slice(), [100]);
    assert_eq!(ruled.keys.unwrap().len(), 1);
}
