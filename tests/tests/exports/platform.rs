//! Every export of the large schemas of the platform: valid, the same every time, and quick.

use std::time::{Duration, Instant};

use config_core::ServiceConfig;
use config_core::export::{self, Draft, SampleFormat, SchemaOptions};
use config_schemas::infrastructure::nats::Nats;
use config_schemas::infrastructure::qdrant::Qdrant;
use config_schemas::model::litellm::LiteLlm;
use config_schemas::model::production_stack::ProductionStack;
use config_schemas::model::vllm::Vllm;
use config_schemas::monitoring::alertmanager::Alertmanager;
use config_schemas::monitoring::prometheus::Prometheus;
use serde_json::Value;

use crate::kubernetes::{open_api, structural_faults};
use crate::random::{Random, document};

/// Longer than this, in a debug build on a busy machine, something grows faster than the schema.
const MOST: Duration = Duration::from_secs(20);

fn exports<T: ServiceConfig>() {
    let start = Instant::now();
    let schema = T::SCHEMA;
    for draft in [Draft::Draft202012, Draft::Draft07] {
        let options = SchemaOptions::default().draft(draft);
        let text = export::json_schema(schema, &options).to_text();
        assert_eq!(text, export::json_schema(schema, &options).to_text());
        let value: Value = serde_json::from_str(&text).expect("the schema is JSON");
        let verdict = match draft {
            Draft::Draft202012 => jsonschema::draft202012::meta::validate(&value),
            Draft::Draft07 => jsonschema::draft7::meta::validate(&value),
        };
        verdict.unwrap_or_else(|error| panic!("{} by {draft:?}: {error}", schema.name));
        let validator =
            jsonschema::validator_for(&value).unwrap_or_else(|error| panic!("{}: {error}", schema.name));
        // No document makes the validator stumble over the schema itself.
        (0..20).for_each(|seed| _ = validator.is_valid(&document(schema, &mut Random::new(seed))));
    }
    let resource = export::CustomResource::new("example.org", schema.name);
    let definition: Value =
        serde_json::from_str(&export::custom_resource_definition(schema, &resource).to_text())
            .expect("the definition is JSON");
    let mut faults = Vec::new();
    structural_faults(open_api(&definition), schema.name, &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for text in [
        export::markdown(schema),
        export::variables_markdown(schema),
        export::man_page(schema, "page"),
        export::typescript(schema),
        export::dump(schema).to_text(),
        export::helm_values_schema(schema).to_text(),
    ] {
        assert!(!text.is_empty());
    }
    for format in SampleFormat::ALL {
        assert!(!export::sample(schema, format, None).is_empty());
    }
    assert!(export::diff_tables(schema, schema).is_empty(), "{} differs from itself", schema.name);
    println!("{}: {:?}", schema.name, start.elapsed());
    assert!(start.elapsed() < MOST, "{} took {:?}", schema.name, start.elapsed());
}

#[test]
fn large_schemas_are_exported() {
    exports::<Vllm>();
    exports::<LiteLlm>();
    exports::<ProductionStack>();
    exports::<Prometheus>();
    exports::<Alertmanager>();
    exports::<Qdrant>();
    exports::<Nats>();
}
