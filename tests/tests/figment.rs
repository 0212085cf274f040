//! The figment ecosystem: providers of other crates are layers like ours, and what is loaded is a provider itself.

use std::path::{Path, PathBuf};

use config_core::figment::Figment;
use config_core::figment::providers::{Env, Format as _, Json, Serialized};
use config_core::figment::value::magic::RelativePathBuf;
use config_core::{Environment, Loader, Origin, Report, Secret, ServiceConfig};
use figment_directory::FormatExt as _;
use figment_file_provider_adapter::FileAdapter;
use figment_json5::Json5;
use serde::Deserialize;

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
#[expect(dead_code, reason = "some values are only read through figment")]
struct Service {
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    port: u16,
    /// Name.
    #[config(default = "service")]
    name: String,
    /// Key.
    key: Option<Secret<String>>,
    /// Limits.
    #[config(default)]
    limits: Limits,
    /// Servers.
    #[config(default, merge = "append")]
    servers: Vec<Server>,
    /// A file beside the one that names it.
    certificate: Option<PathBuf>,
}

/// Limits.
#[derive(Debug, ServiceConfig)]
struct Limits {
    /// Most.
    #[config(default = 1)]
    most: u32,
    /// Share.
    #[config(default = 0.5)]
    share: f64,
}

/// A server.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "some values are only read through figment")]
struct Server {
    /// Host.
    host: String,
    /// Port.
    #[config(default = 80)]
    port: u16,
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder");
    std::fs::write(&path, text).expect("a file");
    path
}

fn quiet() -> Loader {
    Loader::new().variables([("UNRELATED", "")])
}

/// Code, path and origin of each finding, the folder left out.
fn told(report: &Report, folder: &Path) -> Vec<String> {
    report
        .findings()
        .iter()
        .map(|finding| {
            let origin = finding.origins().first().map(ToString::to_string).unwrap_or_default();
            let origin = origin.replace(&format!("{}/", folder.display()), "");
            format!("{} {}: {origin}", finding.code(), finding.path())
        })
        .collect()
}

#[test]
fn json5_is_a_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write(
        folder.path(),
        "service.json5",
        "// JSON5\n{port: 0x2328, limits: {most: +7, share: .25,}, servers: [{host: 'a'}], key: 'k'}\n",
    );
    let loaded = quiet().provider(Json5::file(&path)).load_full::<Service>().expect("it is right");
    let service = &loaded.value;
    assert_eq!((service.port, service.limits.most, service.limits.share), (9000, 7, 0.25));
    assert_eq!(service.servers[0].host, "a");
    assert_eq!(service.key.as_ref().map(|key| key.expose_secret().as_str()), Some("k"));
    let explained = loaded.explain("limits.most").expect("a field").to_string();
    assert!(explained.contains("JSON5 file") && explained.contains("service.json5"), "{explained}");

    let path =
        write(folder.path(), "wrong.json5", "{port: 'many', limits: {mots: 1}, servers: [{}], key: ['k']}");
    let report = quiet().provider(Json5::file(&path)).load::<Service>().expect_err("it is wrong");
    let mut told = told(&report, folder.path());
    told.sort();
    let origin = "provider JSON5 file wrong.json5";
    assert_eq!(
        told,
        [
            format!("CFG0201 limits.mots: {origin}"),
            format!("CFG0202 servers[0].host: {origin}"),
            format!("CFG0301 key: {origin}"),
            format!("CFG0301 port: {origin}"),
        ],
        "{report}"
    );

    let path = write(folder.path(), "broken.json5", "{port: ");
    let report = quiet().provider(Json5::file(&path)).load::<Service>().expect_err("it is broken");
    assert_eq!(report.findings()[0].code(), "CFG0111", "{report}");
    assert!(report.to_string().contains("broken.json5"), "{report}");
}

#[test]
fn a_directory_of_files_is_a_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "conf/limits.json", "{\"most\": 9}");
    let directory = Json::directory(folder.path().join("conf"));
    let service: Service = quiet()
        .file(write(folder.path(), "service.yaml", "limits: {most: 3}\nname: below\n"))
        .provider(directory)
        .overrides(["port=9000"])
        .load()
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((service.limits.most, service.name.as_str(), service.port), (9, "below", 9000));

    write(folder.path(), "conf/limits.json", "{\"most\": \"lots\", \"least\": 1}");
    let report = quiet()
        .provider(Json::directory(folder.path().join("conf")))
        .load::<Service>()
        .expect_err("it is wrong");
    let told = told(&report, folder.path());
    assert_eq!(told.len(), 2, "{report}");
    assert!(told.iter().any(|told| told.starts_with("CFG0301 limits.most: provider JSON")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("CFG0201 limits.least: provider JSON")), "{told:?}");
    assert!(told.iter().all(|told| told.contains("conf")), "{told:?}");

    write(folder.path(), "conf/limits.json", "0.75");
    let report = quiet()
        .provider(Json::directory(folder.path().join("conf")))
        .load::<Service>()
        .expect_err("a file of the directory is no map");
    let finding = &report.findings()[0];
    assert_eq!(finding.code(), "CFG0111", "{report}");
    assert!(report.to_string().contains("conf"), "{report}");
}

#[test]
fn values_from_files_are_a_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = write(folder.path(), "secrets/key", "from-a-file");
    let settings =
        write(folder.path(), "service.json", &format!("{{\"key_file\": {secret:?}, \"port\": 2000}}"));
    // The adapter cannot be shared between threads, so it is made where it is needed.
    let path = settings.clone();
    let loader = quiet().provider_with(move || FileAdapter::wrap(Json::file(&path)));
    let service: Service = loader.load().unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(service.key.map(|key| key.expose_secret().clone()).as_deref(), Some("from-a-file"));
    assert_eq!(service.port, 2000);

    // It is asked again at every load.
    std::fs::write(&settings, format!("{{\"key_file\": {secret:?}, \"port\": 80}}")).expect("a file");
    let report = loader.load::<Service>().expect_err("it is out of range");
    assert_eq!(told(&report, folder.path()), ["CFG0401 port: provider JSON file service.json"], "{report}");

    std::fs::write(&settings, "{\"key_file\": \"/no/such/file\"}").expect("a file");
    let report = loader.load::<Service>().expect_err("the file is missing");
    assert_eq!(report.findings()[0].code(), "CFG0111", "{report}");
    assert!(matches!(report.findings()[0].origins(), [Origin::Provider { .. }]), "{report}");
}

#[test]
fn providers_of_figment_itself_follow_the_environment_and_the_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let nested = write(
        folder.path(),
        "service.json",
        "{\"default\": {\"port\": 2000, \"name\": \"d\"}, \"production\": {\"port\": 3000}, \"global\": {\"name\": \"g\"}}",
    );
    let loader = |environment| {
        quiet()
            .environment(environment)
            .provider(Serialized::default("limits.most", 5))
            .provider(Json::file(&nested).nested())
            .provider_with(|| Env::prefixed("FIGMENT_TEST_NOT_SET_"))
    };
    let staging: Service = loader(Environment::Staging).load().unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((staging.port, staging.name.as_str(), staging.limits.most), (2000, "g", 5));
    let production: Service =
        loader(Environment::Production).load().unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((production.port, production.name.as_str()), (3000, "g"));
}

/// Plain serde, without any of our derives.
#[derive(Debug, Deserialize)]
struct Plain {
    port: u16,
    name: String,
    key: Option<String>,
    limits: PlainLimits,
    servers: Vec<PlainServer>,
    certificate: RelativePathBuf,
}

#[derive(Debug, Deserialize)]
struct PlainLimits {
    most: u32,
    share: f64,
}

#[derive(Debug, Deserialize)]
struct PlainServer {
    host: String,
    port: u16,
}

#[test]
fn what_is_loaded_is_a_provider() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(
        folder.path(),
        "conf/service.yaml",
        "port: 9000\nkey: ${env:SERVICE_KEY}\nservers:\n- host: a\ncertificate: tls.pem\nlimits:\n  most: 3\n",
    );
    let loaded = Loader::new()
        .file(&file)
        .env()
        .variables([("SVC_SERVERS", "[{\"host\": \"b\", \"port\": 81}]"), ("SERVICE_KEY", "secret")])
        .overrides(["name=x"])
        .load_full::<Service>()
        .unwrap_or_else(|report| panic!("{report}"));
    let figment = Figment::from(loaded);
    let plain: Plain = figment.extract().expect("the same shape");
    assert_eq!((plain.port, plain.name.as_str(), plain.key.as_deref()), (9000, "x", Some("secret")));
    assert_eq!((plain.limits.most, plain.limits.share), (3, 0.5));
    let servers: Vec<(&str, u16)> =
        plain.servers.iter().map(|server| (server.host.as_str(), server.port)).collect();
    assert_eq!(servers, [("a", 80), ("b", 81)]);
    // figment resolves it against the file that the value came from.
    assert_eq!(plain.certificate.relative(), folder.path().join("conf/tls.pem"));

    // Every value keeps its own origin.
    let about = |path: &str| figment.find_metadata(path).expect("every value has metadata");
    assert_eq!(about("port").name, "line 1, column 7 of");
    assert_eq!(about("port").source.as_ref().and_then(|source| source.file_path()), Some(file.as_path()));
    assert_eq!(about("name").name, "override name=x");
    let all = figment.find_value("servers").expect("they are there").into_array().expect("a list");
    let host = all[1].find_ref("host").expect("it is there");
    assert_eq!(figment.get_metadata(host.tag()).expect("it has metadata").name, "variable SVC_SERVERS");
    let error = figment.extract_inner::<bool>("limits.most").expect_err("it is a number").to_string();
    assert!(error.contains("line 7, column 9") && error.contains("service.yaml"), "{error}");

    // A layer of another loader, below one of ours.
    let again: Service = quiet()
        .provider(figment.clone())
        .overrides(["port=2000"])
        .load()
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((again.port, again.name.as_str(), again.servers.len()), (2000, "x", 2));
}
