//! An example of each code: real loads where a load can show it, else the words of the part that says it.

#![expect(dead_code, reason = "the configurations are refused")]

use std::collections::BTreeMap;
use std::path::Path;

use config_core::figment::value::{Dict, Map};
use config_core::figment::{Error, Metadata, Profile, Provider};
use config_core::{Code, Environment, Finding, Loader, Report, Secret, ServiceConfig};

use crate::Example;

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(
    env_prefix = "GATEWAY",
    version = 2,
    check(self.max_tokens <= self.max_model_len, "max_tokens must not exceed max_model_len")
)]
struct Gateway {
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    port: u16,
    /// Model.
    model: String,
    /// Engine.
    #[config(default = "vllm")]
    engine: Engine,
    /// Time limit.
    #[config(default = "60s", alias = "time_limit")]
    timeout: std::time::Duration,
    /// Region.
    #[config(default = "eu", pattern("^[a-z]+$"))]
    region: String,
    /// Whom to write to.
    #[config(default = "a@example.org", format = "email")]
    contact: String,
    /// Hosts.
    #[config(default, length(..=2))]
    hosts: Vec<String>,
    /// Workers.
    #[config(default = 2, validate(even))]
    workers: u32,
    /// Certificate.
    #[config(must_exist = "file", effective_when(self.tls))]
    certificate: Option<String>,
    /// Whether to speak TLS.
    #[config(default = false)]
    tls: bool,
    /// Key.
    #[config(required_in("production"))]
    api_key: Option<Secret<String>>,
    /// Retries.
    #[config(default = 3, deprecated(since = "2.0", note = "retries have a section", use = "max_tokens"))]
    retries: u32,
    /// Tokens of a request.
    #[config(default = 1)]
    max_tokens: u32,
    /// Tokens of the model.
    #[config(default = 8192)]
    max_model_len: u32,
}

/// An engine.
#[derive(Debug, ServiceConfig)]
enum Engine {
    /// vLLM.
    Vllm,
    /// Ollama.
    Ollama,
}

fn even(workers: &u32) -> Result<(), String> {
    if workers.is_multiple_of(2) { Ok(()) } else { Err("the number of workers must be even".to_owned()) }
}

/// Two fields that claim one variable.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "TWICE")]
struct Twice {
    /// One.
    #[config(default)]
    one: One,
    /// Two.
    #[config(default = 1, env = "TWICE_ONE__PORT")]
    two: u16,
}

/// One.
#[derive(Debug, ServiceConfig)]
struct One {
    /// Port.
    #[config(default = 1)]
    port: u16,
}

struct Failing;

impl Provider for Failing {
    fn metadata(&self) -> Metadata {
        Metadata::named("vault")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Err(Error::from("it is sealed".to_owned()))
    }
}

/// Loads files of the folder, `model` given already, in the order of their names.
fn files(folder: &Path, texts: &[(&str, &[u8])]) -> Loader {
    let mut loader = Loader::new().variables([("UNRELATED", "")]).overrides(["model=m"]);
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("the folder is ours");
        loader = loader.file(path);
    }
    loader
}

fn variables(pairs: &[(&str, &str)]) -> Loader {
    Loader::new().overrides(["model=m"]).env().variables(pairs.iter().copied())
}

/// The findings of real loads: one for each code that a load can show.
pub(crate) fn loads() -> BTreeMap<&'static str, Example> {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let yaml = |text: &str| files(at, &[("gateway.yaml", text.as_bytes())]);
    let mut found = BTreeMap::new();
    let mut take = |code: Code, report: Report| {
        let finding: &Finding = report
            .findings()
            .iter()
            .find(|finding| finding.code() == code)
            .unwrap_or_else(|| panic!("no {code} in\n{report}"));
        let tidy = |text: &str| text.replace(&format!("{}/", at.display()), "config/");
        let message = match finding.path() {
            "" => finding.message().to_owned(),
            path if finding.message().contains(path) => finding.message().to_owned(),
            path => format!("{path}: {}", finding.message()),
        };
        let help = tidy(finding.help().unwrap_or_default());
        found.insert(code.as_str(), Example { message: tidy(&message), help });
    };
    let mut say = |code: Code, loader: Loader| match loader.load_full::<Gateway>() {
        Ok(loaded) => take(code, loaded.report),
        Err(report) => take(code, report),
    };
    say(Code::FILE_MISSING, Loader::new().file(at.join("gatewy.yaml")));
    say(Code::SYNTAX, yaml("hosts: [a, b\n"));
    say(Code::DUPLICATE_KEY, yaml("port: 2000\nport: 3000\n"));
    say(Code::ENCODING, files(at, &[("gateway.yaml", b"region: \xff\n")]));
    say(Code::LIMIT, yaml(&format!("hosts: {}", "[".repeat(200))));
    std::fs::create_dir(at.join("gateway.d.yaml")).expect("the folder is ours");
    say(Code::FILE_UNREADABLE, Loader::new().file(at.join("gateway.d.yaml")));
    say(Code::UNKNOWN_FORMAT, files(at, &[("gateway.xml", b"<a/>")]));
    say(Code::EXTENDS, yaml("$extends: gateway.yaml\n"));
    say(Code::OVERRIDE, Loader::new().overrides(["port"]));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        let value = std::ffi::OsString::from_vec(vec![0xff]);
        say(Code::VARIABLE_ENCODING, Loader::new().env().variables([("GATEWAY_REGION", value)]));
    }
    say(Code::PROVIDER, Loader::new().provider(Failing));
    say(Code::NOT_A_MAP, yaml("- a\n"));
    say(Code::UNKNOWN_KEY, yaml("prot: 2000\n"));
    say(Code::MISSING_KEY, Loader::new());
    say(Code::KEY_NOT_TEXT, yaml("? [a]\n: b\n"));
    say(Code::DEPRECATED, yaml("retries: 2\n"));
    say(Code::TWO_NAMES, yaml("timeout: 1s\ntime_limit: 2s\n"));
    say(Code::UNKNOWN_VARIABLE, variables(&[("GATEWAY_PROT", "1")]));
    say(Code::UNSET_PATH, yaml("$unset: [prot]\n"));
    say(Code::INDEX_GAP, variables(&[("GATEWAY_HOSTS__3", "a")]));
    say(Code::WRONG_TYPE, yaml("port: many\n"));
    say(Code::NUMBER_RANGE, yaml("port: 70000\n"));
    say(Code::MALFORMED, yaml("timeout: soon\n"));
    say(Code::UNKNOWN_VARIANT, yaml("engine: vlm\n"));
    say(Code::RANGE, yaml("port: 80\n"));
    say(Code::CHECK, yaml("max_tokens: 9000\n"));
    say(Code::LENGTH, yaml("hosts: [a, b, c]\n"));
    say(Code::PATTERN, yaml("region: EU-1\n"));
    say(Code::FORMAT, yaml("contact: nobody\n"));
    say(Code::FUNCTION, yaml("workers: 3\n"));
    say(Code::MUST_EXIST, yaml("certificate: /no/such/file.pem\ntls: true\n"));
    say(Code::REQUIRED_IN, Loader::new().environment(Environment::Production).overrides(["model=m"]));
    say(
        Code::NO_EFFECT,
        yaml("certificate: gateway.yaml\n")
            .overrides([format!("certificate={}", at.join("gateway.xml").display())]),
    );
    say(Code::REFERENCE_VARIABLE, yaml("region: ${env:REGION}\n"));
    say(Code::REFERENCE_FILE, yaml("region: ${file:region.txt}\n"));
    say(Code::REFERENCE_KEY, yaml("region: ${config:zone}\n"));
    say(Code::REFERENCE_CYCLE, yaml("region: ${config:contact}\ncontact: ${config:region}\n"));
    say(Code::REFERENCE_SYNTAX, yaml("region: ${REGION}\n"));
    say(Code::SECRET_MISSING, yaml("api_key: ${secret:gateway/api-key}\n"));
    std::fs::write(at.join("key"), "s").expect("the folder is ours");
    let key = at.join("key").display().to_string();
    say(Code::SECRET_TWICE, variables(&[("GATEWAY_API_KEY", "s"), ("GATEWAY_API_KEY_FILE", &key)]));
    say(Code::SECRET_FILE, variables(&[("GATEWAY_API_KEY_FILE", "/no/such/file")]));
    say(
        Code::SECRET_IN_CLEAR,
        yaml("region: ${secret:key}\n").secrets(config_core::secret::MountedSecrets::new(at)),
    );
    say(Code::VERSION, yaml("$version: 3\n"));
    take(Code::UNKNOWN_ENVIRONMENT, "prodution".parse::<Environment>().expect_err("it is misspelled"));
    take(Code::SCHEMA, Loader::new().load::<Twice>().expect_err("one variable, two fields"));
    found
}

/// What only other parts say: audits of environments, remote sources and the manager.
pub(crate) const WRITTEN: &[(Code, &str, &str)] = &[
    (
        Code::LAST_KNOWN_GOOD,
        "config/gateway.yaml cannot be read; a copy of its last good content is in use",
        "see to the source; the copy goes on serving until it can be read again",
    ),
    (
        Code::REMOTE,
        "gateway.yaml: the source did not answer in time",
        "see to the source, or keep copies with Loader::last_known_good to start without it",
    ),
    (Code::DEBUG_ON, "debug is on in production", "set debug to false, or leave it out"),
    (
        Code::CLEAR_SECRET,
        "api_key stands in a file in clear text",
        "refer to it with ${secret:…}, ${env:…} or ${file:…}, or give GATEWAY_API_KEY_FILE",
    ),
    (
        Code::SECRET_FILE_MODE,
        "every user of the system may read the file of a secret",
        "take the right to read from others: chmod o-r",
    ),
    (Code::DEFAULT_CREDENTIAL, "password is one that everybody knows", "give one of your own"),
    (Code::INHERITANCE, "environments build on one another in a circle", "let one of them build on nothing"),
    (
        Code::FOREIGN_HOST,
        "a value names a host of staging in production",
        "name the host of this environment",
    ),
    (Code::WEAKER_SECURITY, "tls is weaker in production than in staging", "set it as in staging"),
    (
        Code::MISSING_IN_ENVIRONMENT,
        "region is given in staging and not in production",
        "give it in production as well",
    ),
    (Code::SHARED_SECRET, "staging and production share api_key", "give production a secret of its own"),
    (
        Code::PROMOTION,
        "config/gateway.yaml changed since the promotion was planned",
        "mend what the plan found, and plan again",
    ),
    (
        Code::CHANGE,
        "the port may not change while the service runs",
        "undo the change, or restart the service with it",
    ),
    (
        Code::REFUSED,
        "the pool refused the change: no connection",
        "see why the subscriber refused; the values that serve are not touched",
    ),
    (
        Code::RELOAD_CLASS,
        "a change of listen asks for a restart",
        "restart the service to take the change, or undo it",
    ),
    (
        Code::ROLLED_BACK,
        "these values were taken before and rolled back, because they did harm",
        "change them, or restart the service to try them again",
    ),
    (
        Code::PANIC,
        "a provider, a resolver or a check panicked",
        "mend the code that panics; the values that serve are not touched",
    ),
    (
        Code::UNSTABLE,
        "the sources kept changing while they were read",
        "write files aside and rename them into place",
    ),
    (
        Code::EMPTIED,
        "config/gateway.yaml is empty, but held values before",
        "write the file again, or remove it",
    ),
    (
        Code::NESTED_RELOAD,
        "a subscriber asked for a reload or a rollback while it was told of one",
        "ask from another thread",
    ),
    (Code::NOT_KEPT, "generation 3 is not kept any more", "see the history for those that are kept"),
    (
        Code::START,
        "an earlier configuration was refused, and the policy is to fail fast",
        "mend the configuration and restart the service",
    ),
    (
        Code::PART,
        "the part may be any of primary, replica, which have one type",
        "say which one it is: section(…).at(\"primary\")",
    ),
    (
        Code::NEVER_RELOADED,
        "config/gateway.yaml is mounted alone, so that changes never reach it",
        "mount its directory instead",
    ),
    (
        Code::FIXED_AT_START,
        "variables are read once, when the service starts",
        "give what should change while the service runs in a file",
    ),
];
