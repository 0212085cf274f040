//! A loaded configuration as a ConfigMap and a Secret.

use zeroize::Zeroizing;

use crate::Loaded;
use crate::export::json::{Json, Object};
use crate::finding::json_string;
use crate::layer::Plain;

/// A loaded configuration for Kubernetes, split by the secret marks.
pub struct KubernetesConfiguration {
    /// The ConfigMap. Its one entry is a file in which `${secret:…}` stands in place of each secret.
    pub config_map: Json,
    secret: Option<Zeroizing<String>>,
}

impl KubernetesConfiguration {
    /// The manifest of the Secret, as JSON: **it holds every secret in the clear**. Nothing when there are none.
    #[must_use]
    pub fn secret_manifest(&self) -> Option<&str> {
        self.secret.as_ref().map(|secret| secret.as_str())
    }
}

impl std::fmt::Debug for KubernetesConfiguration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KubernetesConfiguration")
            .field("config_map", &self.config_map)
            .field("secret", &self.secret.as_ref().map(|_| "***"))
            .finish()
    }
}

/// Splits a loaded configuration into a ConfigMap `name`, with the file `name.yaml`, and a Secret `name`. Mount the Secret as a
/// directory and give it to the loader as [`crate::secret::MountedSecrets`]: then the file loads to the same values.
///
/// Literal defaults are written out, so that the files say all; defaults that are expressions of Rust stay in the code.
#[must_use]
pub fn config_map<T>(loaded: &Loaded<T>, name: &str) -> KubernetesConfiguration {
    let mut secrets: Vec<(String, Zeroizing<String>)> = Vec::new();
    let file = as_json(loaded.plain(), &mut secrets);
    let metadata = || Object::new().with("name", name);
    let config_map = Object::new()
        .with("apiVersion", "v1")
        .with("kind", "ConfigMap")
        .with("metadata", metadata())
        .with("data", Object::new().with(format!("{name}.yaml"), file.to_text()));
    let secret = (!secrets.is_empty()).then(|| manifest(name, &secrets));
    KubernetesConfiguration { config_map: config_map.into(), secret }
}

fn as_json(plain: Plain, secrets: &mut Vec<(String, Zeroizing<String>)>) -> Json {
    match plain {
        Plain::Bare(text) => Json::Number(text),
        Plain::Text(text) => Json::String(text.replace("${", "$${")),
        Plain::List(items) => Json::List(items.into_iter().map(|item| as_json(item, secrets)).collect()),
        Plain::Map(entries) => {
            let mut object = Object::new();
            for (key, value) in entries {
                object.set(key, as_json(value, secrets));
            }
            object.into()
        }
        Plain::Secret(path, text) => {
            let key = key(&path, secrets);
            let reference = format!("${{secret:{key}}}");
            secrets.push((key, text));
            Json::String(reference)
        }
    }
}

/// The path as a key of a Secret: letters, digits, `-`, `_` and `.`.
fn key(path: &str, taken: &[(String, Zeroizing<String>)]) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let plain = path.replace('[', ".").replace(']', "");
    let base: String = plain.chars().map(|letter| if fits(letter) { letter } else { '_' }).collect();
    let mut key = base.clone();
    let mut number = 2;
    while taken.iter().any(|(known, _)| *known == key) {
        key = format!("{base}-{number}");
        number += 1;
    }
    key
}

/// The manifest, written once into room for all of it, so that no part of a secret stays behind.
fn manifest(name: &str, secrets: &[(String, Zeroizing<String>)]) -> Zeroizing<String> {
    // An escape is at most six times as long as its character.
    let room: usize = secrets.iter().map(|(key, text)| 6 * (key.len() + text.len()) + 16).sum();
    let mut out = Zeroizing::new(String::with_capacity(room + 6 * name.len() + 256));
    out.push_str("{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Secret\",\n  \"metadata\": {\n    \"name\": ");
    json_string(&mut out, name);
    out.push_str("\n  },\n  \"type\": \"Opaque\",\n  \"stringData\": {");
    for (index, (key, text)) in secrets.iter().enumerate() {
        out.push_str(if index == 0 { "\n    " } else { ",\n    " });
        json_string(&mut out, key);
        out.push_str(": ");
        json_string(&mut out, text);
    }
    out.push_str("\n  }\n}\n");
    out
}
