//! Combinations that are unusual and legal: flattened maps beside tags, generic types, serde's own shapes.

#![expect(dead_code, reason = "most values are read through Debug")]

use std::collections::BTreeMap;
use std::num::{NonZeroI128, NonZeroU128};

use config_core::{AnyValue, Loader, Secret, ServiceConfig};

fn load<T: ServiceConfig + std::fmt::Debug>(text: &str) -> Result<T, String> {
    Loader::new()
        .file("corner.yaml")
        .substitute("corner.yaml", text)
        .load()
        .map_err(|report| report.to_string())
}

/// An engine.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind", rename_all = "lowercase")]
enum Engine {
    /// With options of any name.
    Ollama {
        /// Its limits.
        #[config(flatten)]
        limits: Limits,
        /// Everything else.
        #[config(flatten)]
        rest: BTreeMap<String, u32>,
    },
    /// Through a type of its own.
    Vllm(Vllm),
    /// Nothing but options.
    Custom(BTreeMap<String, u32>),
    /// No engine.
    Off,
}

/// Limits.
#[derive(Debug, ServiceConfig)]
struct Limits {
    /// The smallest.
    #[config(default = 1, alias = "least")]
    minimum: u8,
    /// Every other limit.
    #[config(flatten)]
    others: BTreeMap<String, u32>,
}

/// A server.
#[derive(Debug, ServiceConfig)]
struct Vllm {
    /// Its port.
    port: u16,
    /// Everything else.
    #[config(flatten)]
    rest: BTreeMap<String, u32>,
}

/// A service.
#[derive(Debug, ServiceConfig)]
struct Service {
    /// Its engine.
    engine: Engine,
}

#[test]
fn a_flattened_map_leaves_the_tag_alone() {
    let engine = |text: &str| load::<Service>(text).map(|service| format!("{:?}", service.engine));
    assert_eq!(
        engine("engine: {kind: vllm, port: 1, threads: 4}").as_deref(),
        Ok(r#"Vllm(Vllm { port: 1, rest: {"threads": 4} })"#)
    );
    assert_eq!(engine("engine: {kind: custom, threads: 4}").as_deref(), Ok(r#"Custom({"threads": 4})"#));
    assert_eq!(
        engine("engine: {kind: ollama, least: 2, threads: 4}").as_deref(),
        Ok(r#"Ollama { limits: Limits { minimum: 2, others: {"threads": 4} }, rest: {"threads": 4} }"#)
    );
}

/// A section with sections in its map.
#[derive(Debug, ServiceConfig)]
struct Outer {
    /// Its own.
    own: u8,
    /// What lies inside.
    #[config(flatten)]
    inner: Inner,
}

/// A flattened section.
#[derive(Debug, ServiceConfig)]
struct Inner {
    /// A map that is no flattened one.
    #[config(default)]
    plain: BTreeMap<String, u8>,
    /// One more.
    #[config(default = 3)]
    more: u8,
    /// Named parts.
    #[config(flatten)]
    parts: BTreeMap<String, Part>,
}

/// A part.
#[derive(Debug, ServiceConfig)]
struct Part {
    /// Its size.
    #[config(default = 1)]
    size: u8,
}

#[test]
fn a_flattened_map_leaves_the_fields_of_every_section_around_it_alone() {
    let outer: Outer = load("own: 1\nplain: {own: 2, more: 3}\nmore: 4\npart: {size: 5}").unwrap();
    assert_eq!(
        format!("{outer:?}"),
        r#"Outer { own: 1, inner: Inner { plain: {"more": 3, "own": 2}, more: 4, parts: {"part": Part { size: 5 }} } }"#
    );
}

#[test]
fn keys_inside_of_a_flattened_map_are_known_or_told() {
    let report = load::<Outer>("own: 1\npart: {sise: 5}").unwrap_err();
    assert!(report.contains("CFG0201") && report.contains("part.sise"), "{report}");
}

/// An engine whose keys stand beside those of its service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "BESIDE")]
struct Beside {
    /// Its name.
    name: String,
    /// Its engine.
    #[config(flatten)]
    engine: Kinds,
    /// Everything else.
    #[config(flatten)]
    rest: BTreeMap<String, u8>,
}

/// Kinds of engines.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind", rename_all = "lowercase")]
enum Kinds {
    /// With a type of its own.
    Remote(Remote),
    /// With fields of its own.
    Local {
        /// Its port.
        port: u16,
    },
}

/// Something elsewhere.
#[derive(Debug, ServiceConfig)]
struct Remote {
    /// Where.
    #[config(alias = "server")]
    host: String,
    /// Behind that.
    #[config(recursive)]
    next: Option<Box<Remote>>,
}

#[test]
fn a_variant_with_a_type_of_its_own_may_stand_beside_other_keys() {
    let beside: Beside = Loader::new()
        .file("beside.yaml")
        .substitute(
            "beside.yaml",
            "name: a\nkind: remote\nserver: b\nnext: {host: c, next: {host: d}}\nextra: 3\n",
        )
        .variables([("BESIDE_NEXT__HOST", "e")])
        .env()
        .overrides(["next.next.host=f"])
        .load()
        .unwrap();
    assert_eq!(beside.rest, BTreeMap::from([("extra".to_owned(), 3)]));
    let Kinds::Remote(Remote { host, next: Some(next) }) = beside.engine else { panic!("it is remote") };
    assert_eq!((host.as_str(), next.host.as_str(), next.next.unwrap().host.as_str()), ("b", "e", "f"));
    let report = load::<Beside>("name: a\nkind: remote\nhost: b\nnext: {host: c, hst: d}\n").unwrap_err();
    assert!(report.contains("unknown key next.hst") && report.contains("1 error"), "{report}");
    let beside: Beside = load("name: a\nkind: local\nport: 3\nextra: 4\n").unwrap();
    assert_eq!(beside.rest.len(), 1);
}

/// A generic section.
#[derive(Debug, ServiceConfig)]
struct Generic<T, const N: usize = 2>
where
    T: Clone + Default + config_core::ConfigValue + 'static,
{
    /// Pairs.
    #[config(default)]
    pairs: Vec<[u8; N]>,
    /// Of the parameter's type.
    #[config(default)]
    any: T,
    /// Named ones.
    #[config(default)]
    named: BTreeMap<String, T>,
}

#[test]
fn a_bare_default_of_a_type_with_parameters_is_its_own() {
    let generic: Generic<u8> = load("{}").unwrap();
    assert_eq!(format!("{generic:?}"), "Generic { pairs: [], any: 0, named: {} }");
    let generic: Generic<String, 1> = load("pairs: [[1], [2]]\nany: x").unwrap();
    assert_eq!(format!("{generic:?}"), r#"Generic { pairs: [[1], [2]], any: "x", named: {} }"#);
}

/// Numbers that are never zero.
#[derive(Debug, ServiceConfig)]
struct Large {
    /// The largest.
    unsigned: NonZeroU128,
    /// The smallest.
    #[config(default = -1)]
    signed: NonZeroI128,
}

#[test]
fn the_widest_numbers_may_be_those_without_zero() {
    let largest = u128::MAX.to_string();
    let large: Large = load(&format!("unsigned: {largest}\nsigned: {}", i128::MIN)).unwrap();
    assert_eq!((large.unsigned.get(), large.signed.get()), (u128::MAX, i128::MIN));
    assert_eq!(load::<Large>("unsigned: 1").unwrap().signed.get(), -1);
    let problem = load::<Large>("unsigned: 0").unwrap_err();
    assert!(problem.contains("outside of what NonZeroU128 can hold"), "{problem}");
    assert!(load::<Large>("unsigned: 1\nsigned: 0").unwrap_err().contains("is zero"));
}

/// How fast.
#[derive(Debug, PartialEq, ServiceConfig)]
enum Speed {
    /// Slow.
    Slow,
    /// As fast as this.
    Fast(u32),
}

/// A name.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Name(#[config(length(1..=3))] String);

/// A type of serde's.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Plain {
    speed: Speed,
    names: Vec<Name>,
}

#[test]
fn serde_gives_names_of_variants_and_bare_values_as_they_are() {
    let plain: Plain = serde_json::from_str(r#"{"speed": "slow", "names": ["a", "b"]}"#).unwrap();
    assert_eq!(plain, Plain { speed: Speed::Slow, names: vec![Name("a".into()), Name("b".into())] });
    let fast: Speed = serde_json::from_str(r#"{"fast": 3}"#).unwrap();
    assert_eq!(fast, Speed::Fast(3));
    let problem = serde_json::from_str::<Speed>(r#""slwo""#).unwrap_err().to_string();
    assert!(problem.contains("slwo is not one of slow, fast"), "{problem}");
    let problem = serde_json::from_str::<Name>(r#""long""#).unwrap_err().to_string();
    assert!(problem.contains("expected from 1 to 3 characters, found 4"), "{problem}");
    let problem = serde_json::from_str::<Service>("3").unwrap_err().to_string();
    assert!(problem.contains("expected a section, found a whole number"), "{problem}");
    assert!(serde_json::from_str::<Service>("null").unwrap_err().to_string().contains("missing key engine"));
}

#[test]
fn text_from_serde_may_not_refer_to_files_and_variables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private");
    std::fs::write(&file, "private text").unwrap();
    let any = format!("${{file:{}}}", file.display());
    /// A body.
    #[derive(Debug, ServiceConfig)]
    struct Body {
        /// Text.
        text: String,
        /// Anything.
        any: Option<AnyValue>,
    }
    let body: Body =
        serde_json::from_value(serde_json::json!({ "text": any, "any": "${env:HOME}" })).unwrap();
    assert_eq!(body.text, any);
    assert_eq!(body.any, Some(AnyValue::String("${env:HOME}".to_owned())));
}

/// A service with keys that moved.
#[derive(Debug, ServiceConfig)]
struct Moved {
    /// The old one.
    #[config(deprecated(since = "2", use = "limits.minimum"))]
    old: Option<u8>,
    /// The new place.
    #[config(default)]
    limits: Limits,
}

#[test]
fn a_replacement_in_another_section_is_told_by_its_path() {
    let loaded = Loader::new().overrides(["old=3"]).load_full::<Moved>().unwrap();
    assert_eq!(loaded.warnings().next().unwrap().help(), Some("use limits.minimum instead"));
    assert_eq!(loaded.value.limits.minimum, 3);
}

/// A list of sections with other names.
#[derive(Debug, ServiceConfig)]
struct Parts {
    /// Parts.
    #[config(default)]
    parts: Vec<Limits>,
    /// Parts with names.
    #[config(default)]
    named: BTreeMap<String, Limits>,
    /// A word that a part also has, as another name.
    #[config(default = 0, alias = "minimum")]
    smallest: u8,
}

#[test]
fn unset_follows_other_names_inside_of_lists_and_maps() {
    let parts: Parts = Loader::new()
        .file("one.yaml")
        .substitute("one.yaml", "parts: [{least: 5, smallest: 6}]\nnamed: {a: {least: 5}}")
        .file("two.yaml")
        .substitute("two.yaml", "$unset: ['parts[0].minimum', named.a.minimum]")
        .load()
        .unwrap();
    assert_eq!((parts.parts[0].minimum, parts.named["a"].minimum), (1, 1));
    assert_eq!(
        parts.parts[0].others["smallest"], 6,
        "a key of the part, not the other name of a field outside"
    );
}

/// A service with secrets in lists and maps.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "CORNER")]
struct Keys {
    /// Keys.
    #[config(default)]
    api_keys: Vec<Secret<String>>,
    /// Keys by name.
    #[config(default)]
    credentials: BTreeMap<String, Secret<String>>,
}

#[test]
fn lists_and_entries_of_secrets_come_from_files_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys");
    std::fs::write(&file, "first,second\n").unwrap();
    let path = file.display().to_string();
    let keys: Keys = Loader::new()
        .variables([("CORNER_API_KEYS_FILE", path.as_str()), ("CORNER_CREDENTIALS__HUB_FILE", &path)])
        .env()
        .load()
        .unwrap();
    let shown: Vec<&str> = keys.api_keys.iter().map(|key| key.expose_secret().as_str()).collect();
    assert_eq!(shown, ["first", "second"]);
    assert_eq!(keys.credentials.keys().collect::<Vec<_>>(), ["hub"]);
    assert_eq!(keys.credentials["hub"].expose_secret(), "first,second");
}

/// A store, whose key is a secret in one variant and none in the other.
#[derive(Debug, ServiceConfig)]
#[config(tag = "type", rename_all = "lowercase")]
enum Store {
    /// For everyone.
    Open {
        /// Its key.
        key: String,
        /// How large it is.
        #[config(default = 1)]
        size: u8,
    },
    /// For few.
    Closed {
        /// Its key.
        key: Secret<String>,
        /// How large it is.
        #[config(default = 1)]
        size: u8,
    },
}

/// A service with secrets under keys that tell nothing of them.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "HIDDEN")]
struct Hidden {
    /// Its store.
    store: Store,
    /// Text that anyone may read.
    note: Option<String>,
    /// Secrets of any name.
    #[config(flatten)]
    others: BTreeMap<String, Secret<String>>,
}

/// Everything that a load and its refusal say.
fn everything(loader: &Loader, paths: &[&str]) -> String {
    match loader.load_full::<Hidden>() {
        Ok(loaded) => {
            let mut all = format!("{loaded:?}{}{:?}", loaded.to_json(), loaded.values());
            for path in paths {
                all.push_str(&loaded.explain(path).unwrap().to_string());
                all.push_str(&format!("{:?}", loaded.history(path)));
            }
            all
        }
        Err(report) => format!("{report}{report:?}{}", report.to_json()),
    }
}

#[test]
fn a_secret_of_one_variant_is_hidden_whatever_the_other_has_there() {
    let file = |text: &str| Loader::new().file("hidden.yaml").substitute("hidden.yaml", text);
    let paths = ["store", "store.key", "store.type", "store.size", "extra"];
    let canary = "canary-7f3a";
    let loaders = [
        file(&format!("store: {{type: closed, key: {canary}}}\nextra: {canary}")),
        file(&format!("store: {{type: closed, key: {canary}, size: x}}")),
        file(&format!("store: {{type: closed, key: {canary}, sise: 2}}")),
        file(&format!("store: {{type: closd, key: {canary}}}")),
        file(&format!("store: {{key: {canary}}}")),
        file(&format!("store: {{type: closed, key: {canary}}}\nnote: '${{config:store.key}}'")),
        file(&format!("store: {{type: open, key: a}}\nnote: '${{config:extra}}'\nextra: {canary}")),
        Loader::new().overrides([
            "store.type=closed".to_owned(),
            format!("store.key={canary}"),
            format!("extra={canary}"),
        ]),
        Loader::new().overrides([
            "store.type=closed".to_owned(),
            format!("store.key={canary}"),
            "store.size=x".into(),
        ]),
        Loader::new()
            .variables([
                ("HIDDEN_STORE__TYPE", "closed"),
                ("HIDDEN_STORE__KEY", canary),
                ("HIDDEN_STORE__SIZE", "x"),
            ])
            .env(),
    ];
    for (index, loader) in loaders.iter().enumerate() {
        let all = everything(loader, &paths);
        assert!(!all.contains("canary"), "{index}: {all}");
    }
    let shown = loaders[1].load::<Hidden>().unwrap_err().to_string();
    assert!(shown.contains("{type: closed, key: ***, size: x}"), "what is no secret is shown: {shown}");
    for refused in [&loaders[5], &loaders[6]] {
        let report = refused.load::<Hidden>().unwrap_err();
        assert_eq!(report.findings()[0].code().as_str(), "CFG0604", "{report}");
    }
}

#[test]
fn a_secret_of_one_variant_comes_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    std::fs::write(&file, "from a file\n").unwrap();
    let path = file.display().to_string();
    let hidden: Hidden = Loader::new()
        .variables([("HIDDEN_STORE__TYPE", "closed"), ("HIDDEN_STORE__KEY_FILE", path.as_str())])
        .env()
        .load()
        .unwrap();
    assert!(matches!(hidden.store, Store::Closed { key, .. } if key.expose_secret() == "from a file"));
}

#[test]
fn a_copy_on_disk_has_no_secret_of_any_variant() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("hidden.yaml"), folder.path().join("copy.json"));
    std::fs::write(&file, "store: {type: closed, key: canary}\nextra: canary\n").unwrap();
    Loader::new().file(&file).last_known_good(&copy).load::<Hidden>().unwrap();
    let text = std::fs::read_to_string(copy).unwrap();
    assert!(text.contains("closed") && !text.contains("canary"), "{text}");
}

/// A service whose old key is no secret, and whose new one is.
#[derive(Debug, ServiceConfig)]
struct Replaced {
    /// The old key.
    #[config(deprecated(use = "fresh"))]
    old: Option<String>,
    /// The new one.
    fresh: Option<Secret<String>>,
}

#[test]
fn what_is_replaced_by_a_secret_must_be_one() {
    let report = Loader::new().overrides(["old=canary"]).load::<Replaced>().unwrap_err().to_string();
    assert!(report.contains("the replacement fresh is a secret") && !report.contains("canary"), "{report}");
}

/// Keys that are words of messages.
#[derive(Debug, ServiceConfig)]
struct Words {
    /// A text.
    text: String,
    /// A list.
    list: Vec<u8>,
    /// A duration.
    dur: std::time::Duration,
}

#[test]
fn a_title_names_the_path_even_where_the_message_has_the_same_word() {
    let report = load::<Words>("text: [1]\nlist: 5\ndur: 5").unwrap_err();
    for title in ["]: text: expected text", "]: list: expected a list", "]: dur: 5 is not a duration"] {
        assert!(report.contains(title), "{title} in {report}");
    }
    let report = load::<Words>("text: a\nlist: []\nlits: 1").unwrap_err();
    assert!(report.contains("]: unknown key lits") && report.contains("]: missing key dur"), "{report}");
}

#[cfg(unix)]
#[test]
fn files_whose_names_are_not_utf8_are_read_and_links_to_nothing_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(std::ffi::OsStr::from_bytes(b"w\xffrds.yaml"));
    std::fs::write(&file, "text: a\nlist: []\ndur: 1s\n").unwrap();
    assert_eq!(Loader::new().file(&file).load::<Words>().unwrap().text, "a");
    let link = folder.path().join("link.yaml");
    std::os::unix::fs::symlink("gone.yaml", &link).unwrap();
    let report = Loader::new().file(&link).load::<Words>().unwrap_err();
    assert_eq!(report.findings()[0].help(), Some("it is a link to gone.yaml, which does not exist"));
}

/// Keys that messages begin with.
#[derive(Debug, ServiceConfig)]
struct Short {
    /// One.
    #[config(default = "x")]
    a: String,
    /// A number.
    #[config(default = 7)]
    number: u16,
    /// Whether.
    #[config(default = true)]
    truth: bool,
}

#[test]
fn a_title_names_a_path_that_reads_like_an_article() {
    let report = load::<Short>("a: ${}").unwrap_err();
    assert!(report.contains("]: a: a reference does not say"), "{report}");
    let report = load::<Short>("ab: 1").unwrap_err();
    assert!(report.contains("]: unknown key ab\n"), "{report}");
}

#[test]
fn a_reference_to_a_default_is_read_as_its_text() {
    let short: Short = load("a: '${config:number}'").unwrap();
    assert_eq!(short.a, "7");
    let short: Short = load("a: 'port ${config:number}, ${config:truth}'").unwrap();
    assert_eq!(short.a, "port 7, true");
    let loaded = Loader::new().overrides(["a=${config:truth}"]).load_full::<Short>().unwrap();
    assert_eq!(loaded.value.a, "true");
    assert!(loaded.explain("a").unwrap().to_string().contains("${config:truth} is code"));
}
