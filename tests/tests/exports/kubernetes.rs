//! Definitions of custom resources: the rules of structural schemas, and CEL rules against the checks in Rust.

use std::collections::HashMap;
use std::process::Command;

use config_core::export::{CustomResource, custom_resource_definition};
use config_core::{Code, Loader, ServiceConfig};
use serde_json::{Value, json};

use crate::hard::Window;
use crate::random::{Random, document};
use crate::types::{Checks, Nested, Rules, Scalars};

fn definition<T: ServiceConfig>() -> Value {
    let resource = CustomResource::new("example.org", T::SCHEMA.name);
    let text = custom_resource_definition(T::SCHEMA, &resource).to_text();
    serde_json::from_str(&text).expect("the definition is JSON")
}

fn all() -> Vec<Value> {
    vec![
        definition::<Scalars>(),
        definition::<Rules>(),
        definition::<Nested>(),
        definition::<Checks>(),
        definition::<Window>(),
        definition::<llm_gateway::config::Gateway>(),
    ]
}

pub(crate) fn open_api(definition: &Value) -> &Value {
    &definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
}

/// What the API server refuses in a structural schema, by the rules of its documentation.
pub(crate) fn structural_faults(schema: &Value, path: &str, faults: &mut Vec<String>) {
    const KNOWN: &[&str] = &[
        "type",
        "description",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "enum",
        "default",
        "format",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "nullable",
        "x-kubernetes-preserve-unknown-fields",
        "x-kubernetes-int-or-string",
        "x-kubernetes-validations",
    ];
    let mut fault = |text: String| faults.push(format!("{path}: {text}"));
    let Some(object) = schema.as_object() else { return fault("is no object".to_owned()) };
    for key in object.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
        fault(format!("has {key}"));
    }
    let set = |key: &str| schema[key] == json!(true);
    let free = set("x-kubernetes-preserve-unknown-fields") || set("x-kubernetes-int-or-string");
    match &schema["type"] {
        Value::String(name)
            if ["object", "array", "string", "integer", "number", "boolean"].contains(&name.as_str()) => {}
        Value::Null if free => {}
        other => fault(format!("has the type {other}")),
    }
    if object.contains_key("properties") && object.contains_key("additionalProperties") {
        fault("has properties and additionalProperties".to_owned());
    }
    if object.contains_key("additionalProperties") && !schema["additionalProperties"].is_object() {
        fault("has additionalProperties that are no schema".to_owned());
    }
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        if object.contains_key(key) && !schema[key].is_boolean() {
            fault(format!("has {key} that is no boolean"));
        }
    }
    if schema["type"] == "array" && !schema["items"].is_object() {
        fault("is an array without items".to_owned());
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        if schema["properties"].get(required.as_str().unwrap_or_default()).is_none() {
            fault(format!("requires {required}, which it does not have"));
        }
    }
    for rule in schema["x-kubernetes-validations"].as_array().into_iter().flatten() {
        if rule["rule"].as_str().is_none_or(str::is_empty)
            || rule["message"].as_str().is_none_or(|it| it.contains('\n'))
        {
            fault("has a rule without text, or with a message of several lines".to_owned());
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for inner in schema[key].as_array().into_iter().flatten() {
            for name in ["type", "description", "default", "additionalProperties", "nullable"] {
                if inner.get(name).is_some() {
                    fault(format!("has {name} inside of {key}"));
                }
            }
            for required in inner["required"].as_array().into_iter().flatten() {
                if schema["properties"].get(required.as_str().unwrap_or_default()).is_none() {
                    fault(format!("names {required} inside of {key} alone"));
                }
            }
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        structural_faults(inner, &format!("{path}.{name}"), faults);
    }
    for key in ["items", "additionalProperties"] {
        if schema[key].is_object() {
            structural_faults(&schema[key], &format!("{path}.{key}"), faults);
        }
    }
}

#[test]
fn schemas_are_structural() {
    for definition in all() {
        let mut faults = Vec::new();
        structural_faults(open_api(&definition), &definition["metadata"]["name"].to_string(), &mut faults);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_structural_check_finds_faults() {
    for wrong in [
        json!({}),
        json!({"type": ["string", "null"]}),
        json!({"type": "object", "properties": {}, "additionalProperties": {"type": "string"}}),
        json!({"type": "object", "additionalProperties": false}),
        json!({"type": "string", "$ref": "#/x"}),
        json!({"type": "array"}),
        json!({"type": "object", "anyOf": [{"type": "object"}]}),
        json!({"type": "integer", "minimum": 1, "exclusiveMinimum": 1}),
    ] {
        let mut faults = Vec::new();
        structural_faults(&wrong, "x", &mut faults);
        assert!(!faults.is_empty(), "{wrong}");
    }
}

/// `kubernetes-validate` from PyPI, where it is installed.
#[test]
fn kubernetes_validate_accepts_the_definitions() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let installed = Command::new(&python).args(["-c", "import kubernetes_validate"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        println!("left out: kubernetes-validate is not installed (pip install kubernetes-validate)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (number, definition) in all().into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.json"));
        std::fs::write(&file, definition.to_string()).expect("the definition is written");
        let script = "import json, sys, kubernetes_validate as v\nv.validate(json.load(open(sys.argv[1])), v.latest_version(), strict=True)";
        let output = Command::new(&python).args(["-c", script]).arg(&file).output().expect("python runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Fills in defaults, as the API server does before it evaluates rules.
fn fill_in(schema: &Value, value: &mut Value) {
    if let Value::Object(map) = value {
        // The server drops null where null is not allowed.
        map.retain(|_, value| !value.is_null());
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(default) = inner.get("default")
                && !map.contains_key(name)
            {
                map.insert(name.clone(), default.clone());
            }
            if let Some(value) = map.get_mut(name) {
                fill_in(inner, value);
            }
        }
        if schema["additionalProperties"].is_object() {
            map.values_mut().for_each(|value| fill_in(&schema["additionalProperties"], value));
        }
    }
    if let Value::Array(items) = value {
        items.iter_mut().for_each(|item| fill_in(&schema["items"], item));
    }
}

/// A value as the API server gives it to CEL: whole numbers are signed.
fn as_cel(value: &Value) -> cel::Value {
    match value {
        Value::Null => cel::Value::Null,
        Value::Bool(truth) => cel::Value::Bool(*truth),
        Value::Number(number) => match number.as_i64() {
            Some(number) => cel::Value::Int(number),
            None => cel::Value::Float(number.as_f64().expect("a number")),
        },
        Value::String(text) => cel::Value::from(text.as_str()),
        Value::Array(items) => cel::Value::from(items.iter().map(as_cel).collect::<Vec<_>>()),
        Value::Object(map) => {
            let entries: HashMap<String, cel::Value> =
                map.iter().map(|(key, value)| (key.clone(), as_cel(value))).collect();
            cel::Value::from(entries)
        }
    }
}

/// Compiled rules by their text.
type Programs = HashMap<String, cel::Program>;

/// Whether each value has the one type that the structural schema gives it; the loader accepts more ways to write some.
fn has_types(schema: &Value, value: &Value) -> bool {
    let is_object = value.is_object() || schema["type"] != "object";
    let mut inner = schema["properties"].as_object().into_iter().flatten();
    is_object && inner.all(|(name, schema)| value.get(name).is_none_or(|value| has_types(schema, value)))
}

/// The messages of all rules that do not hold, by the CEL interpreter.
fn broken(schema: &Value, value: &Value, programs: &mut Programs, messages: &mut Vec<String>) {
    for rule in schema["x-kubernetes-validations"].as_array().into_iter().flatten() {
        let text = rule["rule"].as_str().expect("a rule");
        let program = programs
            .entry(text.to_owned())
            .or_insert_with(|| cel::Program::compile(text).unwrap_or_else(|error| panic!("{text}: {error}")));
        let mut context = cel::Context::default();
        context.add_variable_from_value("self", as_cel(value));
        match program.execute(&context) {
            Ok(cel::Value::Bool(true)) => {}
            Ok(cel::Value::Bool(false)) => {
                messages.push(rule["message"].as_str().unwrap_or_default().to_owned())
            }
            other => panic!("{text} gives {other:?} for {value}"),
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            broken(inner, value, programs, messages);
        }
    }
    for item in value.as_array().into_iter().flatten() {
        broken(&schema["items"], item, programs, messages);
    }
}

/// Compares the CEL rules with the loader on random objects that are right but for checks and ranges.
fn agrees<T: ServiceConfig>(count: u64, at_least: u64) {
    let definition = definition::<T>();
    let schema = &open_api(&definition)["properties"]["spec"];
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("document.json");
    let loader = Loader::new().file(&file).variables::<_, String, String>([]);
    let mut programs = Programs::new();
    let (mut compared, mut refused) = (0, 0);
    for seed in 0..count {
        let mut document = document(T::SCHEMA, &mut Random::new(seed));
        if document.to_string().contains("\"$") {
            continue;
        }
        std::fs::write(&file, document.to_string()).expect("the document is written");
        let loaded = loader.load_full::<T>();
        let findings = match &loaded {
            Ok(_) => Vec::new(),
            Err(report) => report.errors().collect(),
        };
        if findings.iter().any(|finding| finding.code() != Code::CHECK) {
            continue;
        }
        let mut rust: Vec<String> = findings.iter().map(|finding| finding.message().to_owned()).collect();
        let known = schema.to_string();
        rust.retain(|message| known.contains(&serde_json::to_string(message).expect("JSON")));
        fill_in(schema, &mut document);
        if !has_types(schema, &document) {
            continue;
        }
        let mut rules = Vec::new();
        broken(schema, &document, &mut programs, &mut rules);
        rust.sort();
        rules.sort();
        assert_eq!(rust, rules, "seed {seed}: {document:#}");
        compared += 1;
        refused += u64::from(!rules.is_empty());
    }
    println!("{}: {compared} objects compared, {refused} refused by both", T::SCHEMA.name);
    assert!(compared >= at_least && refused * 20 >= compared, "{compared} compared, {refused} refused");
}

#[test]
fn rules_in_cel_and_checks_in_rust_agree() {
    agrees::<Checks>(1500, 500);
    agrees::<Window>(1500, 500);
    agrees::<llm_gateway::config::Gateway>(1500, 100);
}

#[test]
fn the_gateways_checks_are_rules() {
    let definition = definition::<llm_gateway::config::Gateway>();
    let rules = &open_api(&definition)["properties"]["spec"]["x-kubernetes-validations"];
    let texts: Vec<&str> =
        rules.as_array().expect("rules").iter().filter_map(|rule| rule["rule"].as_str()).collect();
    assert_eq!(
        texts,
        [
            "self.limits.max_tokens <= self.engine.max_model_len",
            "self.engine.max_num_batched_tokens >= self.engine.max_num_seqs",
            "duration(self.timeouts.connect) <= duration(self.timeout)",
        ]
    );
}
