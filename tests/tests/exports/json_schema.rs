//! JSON Schemas against an independent validator: they are valid themselves, and they accept what the loader accepts.

use config_core::export::{Draft, SchemaOptions, json_schema};
use config_core::schema::Kind;
use config_core::{Code, Finding, Loader, ServiceConfig};
use serde_json::Value;

use crate::random::{Random, document};
use crate::types::{Checks, Nested, Rules, Scalars};

const DRAFTS: [Draft; 2] = [Draft::Draft202012, Draft::Draft07];

fn schema_of<T: ServiceConfig>(draft: Draft) -> Value {
    let text = json_schema(T::SCHEMA, &SchemaOptions::default().draft(draft)).to_text();
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// Whether JSON Schema cannot say what a finding says.
fn beyond_json_schema<T: ServiceConfig>(finding: &Finding, schema: &Value, document: &Value) -> bool {
    match finding.code() {
        // The order of durations, sizes and shares that are text.
        Code::RANGE => {
            let measured = T::SCHEMA.field_at(finding.path()).is_some_and(|field| {
                matches!(field.kind.without_wrappers(), Kind::Duration | Kind::ByteSize | Kind::Percent)
            });
            let pointer = format!("/{}", finding.path().replace('.', "/"));
            measured && document.pointer(&pointer).is_none_or(Value::is_string)
        }
        // A check that is kept under `x-checks`, here or in a section.
        Code::CHECK => schema.to_string().contains(&format!("\"message\":{:?}", finding.message())),
        // The size of a map's key that is a number.
        Code::NUMBER_RANGE => finding.path().starts_with("numbers."),
        _ => false,
    }
}

fn agrees<T: ServiceConfig>(count: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("document.json");
    let validators: Vec<(Draft, Value, jsonschema::Validator)> = DRAFTS
        .into_iter()
        .map(|draft| {
            let schema = schema_of::<T>(draft);
            let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
            (draft, schema, validator)
        })
        .collect();
    let loader = Loader::new().file(&file).variables::<_, String, String>([]);
    let (mut accepted, mut excused) = (0, 0);
    for seed in 0..count {
        let document = document(T::SCHEMA, &mut Random::new(seed));
        std::fs::write(&file, document.to_string()).expect("the document is written");
        let loaded = loader.load::<T>();
        accepted += u64::from(loaded.is_ok());
        for (draft, schema, validator) in &validators {
            match (&loaded, validator.is_valid(&document)) {
                (Ok(_), true) | (Err(_), false) => {}
                (Err(report), true)
                    if report.errors().all(|finding| beyond_json_schema::<T>(finding, schema, &document)) =>
                {
                    excused += 1
                }
                (Err(report), true) => {
                    panic!("{draft:?} accepts what the loader refuses, seed {seed}:\n{document:#}\n{report}")
                }
                (Ok(_), false) => {
                    let errors: Vec<String> = validator
                        .iter_errors(&document)
                        .map(|error| format!("{}: {error}", error.instance_path()))
                        .collect();
                    panic!(
                        "{draft:?} refuses what the loader accepts, seed {seed}:\n{document:#}\n{}",
                        errors.join("\n")
                    )
                }
            }
        }
    }
    println!(
        "{}: {count} documents, {accepted} accepted by all, {excused} verdicts beyond JSON Schema",
        T::SCHEMA.name
    );
    assert!((accepted + excused) * 20 > count, "too few documents are right: {accepted} of {count}");
    assert!((count - accepted) * 20 > count, "too few documents are wrong");
}

#[test]
fn validator_and_loader_agree_on_scalars() {
    agrees::<Scalars>(10_000);
}

#[test]
fn validator_and_loader_agree_on_rules() {
    agrees::<Rules>(10_000);
}

#[test]
fn validator_and_loader_agree_on_sections() {
    agrees::<Nested>(10_000);
}

#[test]
fn validator_and_loader_agree_on_checks() {
    agrees::<Checks>(10_000);
}

#[test]
fn validator_and_loader_agree_on_the_gateway() {
    agrees::<llm_gateway::config::Gateway>(10_000);
}

#[test]
fn schemas_are_valid_by_their_meta_schemas() {
    for draft in DRAFTS {
        for schema in [
            schema_of::<Scalars>(draft),
            schema_of::<Rules>(draft),
            schema_of::<Nested>(draft),
            schema_of::<Checks>(draft),
            schema_of::<llm_gateway::config::Gateway>(draft),
        ] {
            let verdict = match draft {
                Draft::Draft202012 => jsonschema::draft202012::meta::validate(&schema),
                Draft::Draft07 => jsonschema::draft7::meta::validate(&schema),
            };
            if let Err(error) = verdict {
                panic!("{draft:?}: {error}");
            }
        }
    }
}

#[test]
fn references_are_accepted_wherever_the_loader_accepts_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("document.json");
    let document = serde_json::json!({
        "number": "${env:NUMBER}", "fraction": "${env:FRACTION:-0.5}", "pattern": "${env:PATTERN}",
        "both": "${env:BOTH}", "names": "${config:other}", "digits": ["${env:NUMBER}"],
        "url": "http://${env:HOST:-localhost}:8000/v1", "size": "${env:SIZE}",
    });
    for draft in DRAFTS {
        let validator = jsonschema::validator_for(&schema_of::<Rules>(draft)).expect("the schema compiles");
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let mut document = document;
    document["names"] = serde_json::json!(["${env:PATTERN}"]);
    std::fs::write(&file, document.to_string()).expect("the document is written");
    let variables = [
        ("NUMBER", "7"),
        ("FRACTION", "0.25"),
        ("PATTERN", "b-2"),
        ("BOTH", "abc"),
        ("HOST", "h"),
        ("SIZE", "2MiB"),
    ];
    let rules: Rules =
        Loader::new().file(&file).variables(variables).load().expect("the references lead somewhere");
    assert_eq!((rules.number, rules.digits.as_slice()), (7, [7_u8].as_slice()));
}
