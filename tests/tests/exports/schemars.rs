//! Derived types inside of other types that `schemars` describes.

use config_core::ServiceConfig;
use config_core::export::{SchemaOptions, json_schema};
use serde_json::{Value, json};

use crate::random::{Random, document};
use crate::types::{Limits, Nested, Rules};

/// A type of someone else.
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Outer {
    /// Rules.
    rules: Rules,
    /// Sections.
    nested: Option<Nested>,
    /// A section that the other one has too.
    limits: Vec<Limits>,
}

#[test]
fn derived_types_are_described_inside_of_others() {
    let schema = schemars::schema_for!(Outer).to_value();
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is valid");
    let definitions = schema["$defs"].as_object().expect("definitions");
    assert!(
        definitions.contains_key("Rules") && definitions.contains_key("Nested.Tree"),
        "{:?}",
        definitions.keys()
    );
    assert_eq!(schema["$defs"]["Rules"]["properties"]["number"]["type"], "integer");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    assert!(validator.is_valid(&json!({"rules": {"names": ["a"]}, "limits": [{"low": 1}], "nested": null})));
    assert!(!validator.is_valid(&json!({"rules": {"names": []}, "limits": []})), "a rule holds inside too");
}

#[test]
fn the_document_is_the_one_of_the_export() {
    let options = SchemaOptions::default().without_references().without_reserved_keys();
    let text = json_schema(Nested::SCHEMA, &options).to_text();
    let exported: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let described = schemars::schema_for!(Nested).to_value();
    let same_names = described.to_string().replace("Nested.", "");
    let same_names: Value = serde_json::from_str(&same_names).expect("the schema is JSON");
    assert_eq!(same_names, exported);
}

#[test]
fn serde_and_the_schema_agree() {
    let validator =
        jsonschema::validator_for(&schemars::schema_for!(Nested).to_value()).expect("the schema compiles");
    let mut accepted = 0;
    for seed in 0..1000 {
        let document = document(Nested::SCHEMA, &mut Random::new(seed));
        let read = serde_json::from_value::<Nested>(document.clone());
        accepted += u64::from(read.is_ok());
        // Reserved keys are for files; map keys that are numbers are not compared by JSON Schema.
        if document.get("numbers").is_none() && !document.to_string().contains('$') {
            assert_eq!(read.is_ok(), validator.is_valid(&document), "seed {seed}: {document:#}\n{read:?}");
        }
    }
    assert!(accepted > 100, "{accepted}");
}
