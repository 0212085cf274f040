//! The other outputs: each is the same every time and as it was seen and found right, and what can be loaded loads back.

use config_core::Loader;
use config_core::ServiceConfig;
use config_core::export::{self, Draft, SampleFormat, SchemaOptions};
use config_core::secret::MountedSecrets;

use crate::types::Nested;

#[test]
fn outputs_are_as_they_were_found_right() {
    let schema = Nested::SCHEMA;
    let resource = export::CustomResource::new("example.org", "Nested");
    let outputs = [
        ("json_schema", export::json_schema(schema, &SchemaOptions::default()).to_text()),
        (
            "json_schema_draft7",
            export::json_schema(schema, &SchemaOptions::default().draft(Draft::Draft07)).to_text(),
        ),
        (
            "json_schema_plain",
            export::json_schema(schema, &SchemaOptions::default().without_references()).to_text(),
        ),
        ("json_schema_partial", export::json_schema(schema, &SchemaOptions::default().partial()).to_text()),
        ("helm", export::helm_values_schema(schema).to_text()),
        ("custom_resource", export::custom_resource_definition(schema, &resource).to_text()),
        ("markdown", export::markdown(schema)),
        ("variables", export::variables_markdown(schema)),
        ("man", export::man_page(schema, "nested")),
        ("typescript", export::typescript(schema)),
    ];
    for (name, output) in outputs {
        insta::assert_snapshot!(name, output);
    }
    for format in SampleFormat::ALL {
        let sample = export::sample(schema, format, Some("./nested.schema.json"));
        insta::assert_snapshot!(format!("sample_{}", format.extension()), sample);
    }
}

#[test]
fn the_dump_is_json_that_says_all() {
    let dump: serde_json::Value =
        serde_json::from_str(&export::dump(Nested::SCHEMA).to_text()).expect("the dump is JSON");
    let keys: Vec<&str> = dump["sections"][0]["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| field["key"].as_str())
        .collect();
    let fields: Vec<&str> = Nested::SCHEMA.fields().iter().map(|field| field.name).collect();
    assert_eq!(keys, fields);
    assert!(dump["variables"].as_array().is_some_and(|all| !all.is_empty()));
}

/// A loaded gateway goes into a ConfigMap and a Secret, and comes back the same from them.
#[test]
fn config_map_and_secret_load_back() {
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/llm-gateway/config");
    let loader = || Loader::new().environment("production".parse().expect("an environment"));
    let loaded = loader()
        .file(format!("{config}/gateway.yaml"))
        .file(format!("{config}/gateway.production.yaml"))
        .env()
        .overrides(["debug=false", "limits.burst=300"])
        .variables([("GATEWAY_LIMITS__MAX_TOKENS", "2048"), ("GATEWAY_API_KEYS", "hunter2,hunter\"3\u{1}")])
        .secrets(MountedSecrets::new(format!("{config}/secrets")))
        .load_full::<llm_gateway::config::Gateway>()
        .expect("the gateway's files are right");
    let split = export::config_map(&loaded, "gateway");
    let secret = split.secret_manifest().expect("there are secrets");
    assert!(!format!("{split:?}").contains("hunter") && !split.config_map.to_text().contains("hunter"));

    let folder = tempfile::tempdir().expect("a folder");
    let manifest: serde_json::Value = serde_json::from_str(secret).expect("the Secret is JSON");
    assert_eq!((&manifest["kind"], &manifest["metadata"]["name"]), (&"Secret".into(), &"gateway".into()));
    for (key, text) in manifest["stringData"].as_object().expect("secrets") {
        assert!(key.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter)), "{key}");
        std::fs::write(folder.path().join(key), text.as_str().expect("text")).expect("the secret is written");
    }
    assert_eq!(manifest["stringData"]["api_keys.1"], "hunter\"3\u{1}");
    let map: serde_json::Value =
        serde_json::from_str(&split.config_map.to_text()).expect("the ConfigMap is JSON");
    let file = folder.path().join("gateway.yaml");
    std::fs::write(&file, map["data"]["gateway.yaml"].as_str().expect("a file"))
        .expect("the file is written");

    let again = loader()
        .file(&file)
        .variables::<_, String, String>([])
        .secrets(MountedSecrets::new(folder.path()))
        .load_full::<llm_gateway::config::Gateway>()
        .expect("what was split loads");
    assert_eq!(format!("{:?}", loaded.value), format!("{:?}", again.value));
    assert!(loaded.value.api_keys == again.value.api_keys, "a secret came back another");
    assert_eq!(again.value.limits.max_tokens, 2048);
}

/// `tsc`, where it is installed.
#[test]
fn typescript_compiles() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("types.ts");
    std::fs::write(&file, export::typescript(Nested::SCHEMA)).expect("the types are written");
    match std::process::Command::new("tsc").args(["--strict", "--noEmit"]).arg(&file).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => println!("left out: tsc is not installed (npm install -g typescript)"),
    }
}

/// The build script of the guide is that of the example, which is compiled.
#[test]
fn the_guide_shows_the_example() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let guide = std::fs::read_to_string(format!("{root}/docs/exporting.md")).expect("the guide");
    let script =
        std::fs::read_to_string(format!("{root}/examples/llm-gateway/build.rs")).expect("the build script");
    let snippet =
        guide.split("```rust,ignore\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a snippet");
    let known: Vec<&str> = script.lines().map(str::trim).collect();
    for line in snippet.lines().map(str::trim) {
        assert!(known.contains(&line), "{line}");
    }
}
