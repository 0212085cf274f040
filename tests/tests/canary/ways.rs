//! Every way that a secret can come, and every way it can be wrong.

use std::path::{Path, PathBuf};

use config_core::figment::providers::Serialized;
use config_core::figment::value::{Dict, Map};
use config_core::figment::{Error, Metadata, Profile, Provider};
use config_core::secret::MountedSecrets;
use config_core::{Environment, Loader, SecretResolver};
use zeroize::Zeroizing;

use crate::Canary;

/// Makes a loader of a secret and a folder.
type Make = dyn Fn(&Canary, &Path) -> Loader;

/// A way that a secret comes.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) loader: Box<Make>,
}

fn way(name: &'static str, loader: impl Fn(&Canary, &Path) -> Loader + 'static) -> Way {
    Way { name, loader: Box::new(loader) }
}

/// One file; `@` is the secret.
fn file(name: &'static str, ending: &'static str, text: &'static str) -> Way {
    way(name, move |canary, folder| plain().file(write(folder, &format!("a.{ending}"), text, canary)))
}

fn plain() -> Loader {
    Loader::new().environment(Environment::Production).variables([("UNRELATED", "")])
}

fn write(folder: &Path, name: &str, text: &str, canary: &Canary) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("in the folder")).expect("the folder is ours");
    std::fs::write(&path, text.replace('@', &canary.text)).expect("the folder is ours");
    path
}

pub(crate) fn all() -> Vec<Way> {
    let mut all = good_files();
    all.extend(wrong_files());
    all.extend(broken_files());
    all.extend(variables());
    all.extend(overrides());
    all.extend(references());
    all.extend(providers());
    all.extend(merges());
    all
}

fn good_files() -> Vec<Way> {
    vec![
        file(
            "YAML",
            "yaml",
            "key: @\nkeys: [@, '@']\nby_name: {a: \"@\"}\nlist: [@]\nnested: {token: @}\nservers: [{name: a, token: @}]\n",
        ),
        file(
            "YAML in blocks",
            "yaml",
            "key: |\n  @\n  @\nkeys:\n- >\n  @\n- &a @\n- *a\nby_name:\n  a: !!str @\n",
        ),
        file(
            "TOML",
            "toml",
            "key = '@'\nkeys = [\"@\", '''@''']\n[by_name]\na = '@'\n[nested]\ntoken = \"\"\"@\"\"\"\n",
        ),
        file(
            "JSON",
            "json",
            "{\"key\": \"@\", \"keys\": [\"\\u0041@\"], \"by_name\": {\"a\": \"@\"}, \"nested\": {\"token\": \"@\"}}",
        ),
        file("JSONC", "jsonc", "{\"key\": \"@\", // @ was another one\n \"keys\": [\"@\",], /* @ */}"),
        file("INI", "ini", "key = @\nkeys = @, @\n[by_name]\na = '@'\n[nested]\ntoken = @ ; @\n"),
        file("a deprecated key", "yaml", "password: @\n"),
        file("an alias", "yaml", "old_key: @\n"),
        way("a .env file", |canary, folder| {
            plain().dotenv(write(
                folder,
                ".env",
                "SVC_KEY=@\nSVC_KEYS='[\"@\"]'\nSVC_BY_NAME__A=@\nSVC_NESTED__TOKEN=\"@\"\n",
                canary,
            ))
        }),
    ]
}

fn wrong_files() -> Vec<Way> {
    vec![
        file(
            "a wrong type in YAML",
            "yaml",
            "pin: @\nkey: [@]\nkeys: @\nby_name: [@]\nmode: @\nnested: {token: {@: @}, level: many}\n",
        ),
        file(
            "a map in place of a secret",
            "yaml",
            "key: {@: 1, b: @}\npin: {a: @}\nmode: {@: @}\nlist: {@: 1}\n",
        ),
        file("a map over lines in place of a secret", "yaml", "key:\n  @:\n    - @\npin:\n  @: @\n"),
        file(
            "a wrong type in TOML",
            "toml",
            "pin = '@'\nkey = ['@']\nkeys = '@'\nby_name = ['@']\nmode = '@'\n",
        ),
        file(
            "a wrong type in JSON",
            "json",
            "{\"pin\": \"@\", \"key\": {\"@\": \"@\"}, \"keys\": {\"a\": \"@\"}, \"mode\": \"@\"}",
        ),
        file("a wrong type in INI", "ini", "pin = @\nmode = @\nby_name = @\nkeys = [\"@\n[key]\na = @\n"),
        file(
            "unknown keys in YAML",
            "yaml",
            "kye: @\nsecrets: {a: @, b: [@]}\nnested: {tokn: @}\nservers: [{name: a, tokn: @}]\n",
        ),
        file("unknown keys in TOML", "toml", "kye = '@'\n[nested]\ntokn = '@'\n[secrets]\na = ['@']\n"),
        file(
            "unknown keys in JSON",
            "json",
            "{\"kye\": \"@\", \"nested\": {\"tokn\": \"@\"}, \"x\": [{\"y\": \"@\"}]}",
        ),
        file("unknown keys in INI", "ini", "kye = @\n[nested]\ntokn = @\n[secrets]\na = @\n"),
        file(
            "a secret beside a mistake",
            "yaml",
            "nested: {level: many, token: @}\nservers: [{nme: a, token: @}]\n{title: [1], key: @}\n",
        ),
        file(
            "a secret beside a mistake on its line",
            "json",
            "{\"key\": \"@\", \"title\": 5, \"by_name\": {\"a\": \"@\"}, \"names\": [1, \"b\"]}",
        ),
        file("two names", "yaml", "key: @\nold_key: @\n"),
        file("a key that is no text", "yaml", "? [@, 1]\n: @\nnested: {? {a: @} : @}\n"),
        file("a list for a whole file", "yaml", "- @\n"),
        file("a text for a whole file", "json", "\"@\""),
        file("reserved keys", "yaml", "$unset: [{a: @}, none]\n$version: @\nkey: @\n"),
        file(
            "a number that is too large",
            "yaml",
            "pin: 99999999999999999999999@\nnested: {level: 123456789012345678901234567890}\n",
        ),
    ]
}

fn broken_files() -> Vec<Way> {
    vec![
        file("YAML with an open quote", "yaml", "title: x\nkey: \"@\nnested:\n  token: @\n"),
        file("YAML with an open bracket", "yaml", "keys: [@, '@'\nkey: @\n"),
        file("YAML with a second colon", "yaml", "key: @: @\nnested: {token: @}}\n"),
        file("YAML with a wrong indent", "yaml", "key: @\n   keys: @\n - @\n"),
        file("YAML with a lost alias", "yaml", "key: *@\nkeys: [&@ @, @]\nby_name: !@ @\n"),
        file("YAML with a bad escape", "yaml", "key: \"\\q@\\x\"\n@\nkeys: [@]]\n"),
        file("YAML with a tab", "yaml", "nested:\n\ttoken: @\n\t@\n"),
        file("YAML with a directive", "yaml", "%YAML @\n%@ x\n---\nkey: @\n--- @\n"),
        file("YAML with a key twice", "yaml", "key: @\nkey: @\n"),
        file("TOML without quotes", "toml", "key = @\nkeys = [@, '@']\n@ = @\n[@\n"),
        file("TOML with an open quote", "toml", "key = '@\nkeys = [\"@\n\"]\nby_name = {a = '@' b = '@'}\n"),
        file(
            "TOML with a bad escape",
            "toml",
            "key = \"@\\q\"\nkey = '@'\n[nested.token.@]\nnested.token = '@'\n",
        ),
        file("JSON without quotes", "json", "{\"key\": @, \"keys\": [@ @], @: 1}"),
        file("JSON with an open quote", "json", "{\"key\": \"@\n, \"keys\": ['@'], \"by_name\": \"@\\q\"}"),
        file("JSON with text behind it", "json", "{\"key\": \"@\"} @ \"@\""),
        file("JSON with a key twice", "json", "{\"key\": \"@\", \"key\": \"@\"}"),
        file("JSONC with an open comment", "jsonc", "{\"key\": \"@\", /* @"),
        file("INI without an equals sign", "ini", "key @\n@\n[@\n[nested] @\nkey = @\nkey = @\n"),
        file(
            "INI with an open quote",
            "ini",
            "key = \"@\n'@ = 1\nkeys = \"@\\q\" @\n[nested]\ntoken = '@' @\n",
        ),
        way("a broken .env file", |canary, folder| {
            plain().dotenv(write(folder, ".env", "SVC_KEY @\n@=@\nSVC_KEY='@\nSVC_KEYS=\"@\\q\" @\n", canary))
        }),
        way("a .env file with a name twice", |canary, folder| {
            plain().dotenv(write(
                folder,
                ".env",
                "SVC_KEY=@\nSVC_KEY=@\nexport SVC_KEYS='@' @\n9@=1\n",
                canary,
            ))
        }),
        way("bytes that are no text", |canary, folder| {
            let path = folder.join("a.yaml");
            let bytes = [b"key: ".as_slice(), canary.text.as_bytes(), b"\xff", canary.text.as_bytes(), b"\n"];
            std::fs::write(&path, bytes.concat()).expect("the folder is ours");
            plain().file(path)
        }),
        way("NUL characters", |canary, folder| {
            plain().file(write(folder, "a.toml", "key = '@\0@'\n", canary))
        }),
    ]
}

fn given(canary: &Canary, pairs: &[(&str, &str)]) -> Loader {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.replace('@', &canary.text)));
    Loader::new().env().variables(pairs.collect::<Vec<_>>())
}

fn variables() -> Vec<Way> {
    vec![
        way("variables", |canary, _| {
            given(
                canary,
                &[
                    ("SVC_KEY", "@"),
                    ("SVC_KEYS", "@,@"),
                    ("SVC_BY_NAME__A", "@"),
                    ("SVC_NESTED", "{\"token\": \"@\"}"),
                ],
            )
        }),
        way("variables of a wrong type", |canary, _| {
            given(
                canary,
                &[
                    ("SVC_PIN", "@"),
                    ("SVC_MODE", "@"),
                    ("SVC_NESTED__LEVEL", "1"),
                    ("SVC_BY_NAME", "@"),
                    ("SVC_LIST", "{\"a\": \"@\"}"),
                ],
            )
        }),
        way("variables with broken JSON", |canary, _| {
            given(
                canary,
                &[
                    ("SVC_KEYS", "[\"@"),
                    ("SVC_BY_NAME", "{@: \"@\"}"),
                    ("SVC_NESTED", "{\"token\": @}"),
                    ("SVC_LIST", "[@]"),
                ],
            )
        }),
        way("unknown variables", |canary, _| {
            given(
                canary,
                &[("SVC_KYE", "@"), ("SVC_NESTED__TOKN", "@"), ("SVC_KEYS__A", "@"), ("SVC_KEY__B", "@")],
            )
        }),
        way("a variable twice", |canary, _| {
            given(
                canary,
                &[
                    ("SVC_NESTED", "{\"token\": \"@\"}"),
                    ("SVC_NESTED__TOKEN", "@"),
                    ("SVC_OLD_KEY", "@"),
                    ("SVC_KEY", "@"),
                ],
            )
        }),
        way("a variable and its file", |canary, folder| {
            let path = write(folder, "mounted", "@\n", canary);
            given(canary, &[("SVC_KEY", "@"), ("SVC_KEY_FILE", &path.display().to_string())])
        }),
        way("files named by variables", |canary, folder| {
            let good = write(folder, "mounted", "@\n", canary);
            let path = good.display().to_string();
            given(
                canary,
                &[
                    ("SVC_KEY_FILE", &path),
                    ("SVC_PIN_FILE", &path),
                    ("SVC_MODE_FILE", &path),
                    ("SVC_BY_NAME__A_FILE", &path),
                ],
            )
        }),
        way("a file that is no text", |canary, folder| {
            let path = folder.join("mounted");
            std::fs::write(&path, [canary.text.as_bytes(), b"\xff"].concat()).expect("the folder is ours");
            given(canary, &[("SVC_KEY_FILE", &path.display().to_string())])
        }),
        #[cfg(unix)]
        way("a variable that is no text", |canary, _| {
            use std::os::unix::ffi::OsStringExt as _;
            let value = std::ffi::OsString::from_vec([canary.text.as_bytes(), b"\xff"].concat());
            Loader::new().env().variables([("SVC_KEY", value)])
        }),
    ]
}

fn overrides() -> Vec<Way> {
    let of = |name: &'static str, texts: &'static [&'static str]| {
        way(name, move |canary, _| {
            let texts: Vec<String> = texts.iter().map(|text| text.replace('@', &canary.text)).collect();
            plain().overrides(texts)
        })
    };
    vec![
        of("overrides", &["key=@", "keys=@,@", "by_name.a=@", "nested={\"token\": \"@\"}", "list=[\"@\"]"]),
        of(
            "overrides of a wrong type",
            &["pin=@", "mode=@", "keys={\"a\": \"@\"}", "by_name=@", "servers[0].token=@"],
        ),
        of("overrides of unknown keys", &["kye=@", "nested.tokn=@", "key.a=@", "pin.x=@", "keys[7]=@"]),
        of(
            "overrides that cannot be read",
            &["@", "=@", "key", "key..a=@", "nested[=@", "key @", "keys[0=@"],
        ),
    ]
}

struct Resolver(String);

impl SecretResolver for Resolver {
    fn describe(&self) -> String {
        "a test".to_owned()
    }

    fn resolve(&self, path: &str) -> Result<Option<Zeroizing<String>>, String> {
        match path {
            "good" => Ok(Some(Zeroizing::new(self.0.clone()))),
            "none" => Ok(None),
            _ => Err("the vault is closed".to_owned()),
        }
    }
}

fn references() -> Vec<Way> {
    let of = |name: &'static str, text: &'static str| {
        way(name, move |canary, folder| {
            write(folder, "mounted.txt", "@\n", canary);
            Loader::new()
                .variables([("CANARY", canary.text.clone())])
                .secrets(Resolver(canary.text.clone()))
                .secrets(MountedSecrets::new(folder))
                .file(write(folder, "a.yaml", text, canary))
        })
    };
    vec![
        of(
            "references",
            "key: ${env:CANARY}\nkeys: ['a${file:mounted.txt}b', '${secret:good}', '${config:key}']\nby_name: {a: '${env:NONE:-@}', b: 'x${config:nested.token}'}\nnested: {token: '${secret:mounted.txt}'}\n",
        ),
        of(
            "references of a wrong type",
            "pin: ${secret:good}\nmode: ${file:mounted.txt}\nkey: [1]\nlist: ${env:CANARY}\nby_name: ${env:NONE:-@}\n",
        ),
        of(
            "references into the clear",
            "key: @\ntitle: ${config:key}\nnames: ['x ${secret:good}', '${config:keys[0]}', '${config:nested.token} y']\nkeys: [@]\nnested: {token: '${secret:good}'}\n",
        ),
        of(
            "references that fail",
            "key: ${secret:none}\nkeys: ['${secret:broken}', '@${env:NONE}', '@${file:none.txt}', '@${config:none}', '@${', '@${}', '@${x:y}']\nby_name: {a: '${env:NONE:-@}${x}'}\n",
        ),
        of(
            "secrets that look like references",
            "key: 'ab${@}cd'\nkeys: ['x${@:@}', '$${@}', '${@']\nby_name: {a: '${enw:@}'}\nnested: {token: '${env:NONE:-@}'}\n",
        ),
        of("references in a circle", "key: '@${config:nested.token}'\nnested: {token: '@${config:key}'}\n"),
        of(
            "a reference in place of a section",
            "nested: ${secret:good}\nservers: ${env:CANARY}\nkeys: ${secret:good}\n",
        ),
    ]
}

struct Failing(String);

impl Provider for Failing {
    fn metadata(&self) -> Metadata {
        Metadata::named("failing")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Err(Error::from(format!("cannot read {}", self.0)))
    }
}

fn providers() -> Vec<Way> {
    vec![
        way("a provider", |canary, _| {
            let text = canary.text.clone();
            plain()
                .provider(Serialized::default("key", text.clone()))
                .provider(Serialized::default("keys", vec![text]))
        }),
        way("a provider with a wrong type", |canary, _| {
            let text = canary.text.clone();
            plain()
                .provider(Serialized::default("pin", text.clone()))
                .provider(Serialized::default("key", vec![text.clone()]))
                .provider(Serialized::default("kye", text.clone()))
                .provider(Serialized::default("nested.token", vec![text]))
        }),
        way("a provider that fails", |canary, _| plain().provider(Failing(canary.text.clone()))),
    ]
}

fn merges() -> Vec<Way> {
    vec![
        way("several layers", |canary, folder| {
            plain()
                .file(write(
                    folder,
                    "a.yaml",
                    "key: @\nservers: [{name: a, token: @}]\nnested: {token: @}\n",
                    canary,
                ))
                .file(write(folder, "b.toml", "key = 'x@'\n[[servers]]\nname = 'a'\ntoken = '@'\n", canary))
                .file(write(folder, "c.json", "{\"$unset\": [\"nested.token\"]}", canary))
                .overrides([format!("key=y{canary}")])
        }),
        way("a secret for a name", |canary, folder| {
            plain()
                .file(write(folder, "a.yaml", "servers: [{name: {a: @}, token: [@]}]\n", canary))
                .file(write(folder, "b.yaml", "servers: [{name: [@], token: {b: @}}]\n", canary))
        }),
        way("extended files", |canary, folder| {
            write(folder, "base.toml", "key = '@'\nkye = '@'\n", canary);
            plain().file(write(folder, "a.yaml", "$extends: base.toml\nnested: {token: [@]}\n", canary))
        }),
    ]
}
