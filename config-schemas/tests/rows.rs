//! Every setting of the servers' documentation that `data/rows.txt` lists has its field: under that key, secret where it must be,
//! with the class of reload that the server needs. `cargo test -p config-schemas --test rows -- --nocapture` prints the numbers.

use std::collections::BTreeMap;

use config_core::ServiceConfig;
use config_core::schema::{Field, Kind, Reload, Schema, Shape};
use config_schemas::deployment::kubernetes;
use config_schemas::platform::{Service, Settings, Untyped};
use config_schemas::{base, infrastructure, integration, model, monitoring};

const ROWS: &str = include_str!("data/rows.txt");

fn schemas() -> BTreeMap<&'static str, &'static Schema> {
    BTreeMap::from([
        ("platform", Settings::SCHEMA),
        ("service", base::ServiceBase::SCHEMA),
        ("service-file", Service::<Untyped>::SCHEMA),
        ("vllm", model::vllm::Vllm::SCHEMA),
        ("sglang", model::sglang::Sglang::SCHEMA),
        ("tgi", model::tgi::Tgi::SCHEMA),
        ("ollama", model::ollama::Ollama::SCHEMA),
        ("llama-cpp", model::llama_cpp::LlamaCpp::SCHEMA),
        ("litellm", model::litellm::LiteLlm::SCHEMA),
        ("gateway", infrastructure::gateway::Gateway::SCHEMA),
        ("postgresql", infrastructure::postgresql::Postgresql::SCHEMA),
        ("pgbouncer", infrastructure::pgbouncer::PgBouncer::SCHEMA),
        ("pool", infrastructure::pool::Pool::SCHEMA),
        ("redis", infrastructure::redis::Redis::SCHEMA),
        ("nats", infrastructure::nats::Nats::SCHEMA),
        ("rabbitmq", infrastructure::rabbitmq::RabbitMq::SCHEMA),
        ("qdrant", infrastructure::qdrant::Qdrant::SCHEMA),
        ("object-storage", infrastructure::object_storage::ObjectStorage::SCHEMA),
        ("web-ui", integration::WebUi::SCHEMA),
        ("workflow", integration::Workflow::SCHEMA),
        ("webhook", integration::Webhook::SCHEMA),
        ("tool-server", integration::ToolServer::SCHEMA),
        ("kubernetes-deployment", kubernetes::Deployment::SCHEMA),
        ("kubernetes-stateful-set", kubernetes::StatefulSet::SCHEMA),
        ("kubernetes-network-policy", kubernetes::NetworkPolicy::SCHEMA),
        ("kubernetes-horizontal-pod-autoscaler", kubernetes::HorizontalPodAutoscaler::SCHEMA),
        ("kubernetes-pod-disruption-budget", kubernetes::PodDisruptionBudget::SCHEMA),
        ("prometheus", monitoring::prometheus::Prometheus::SCHEMA),
        ("prometheus-rules", monitoring::rules::RuleFile::SCHEMA),
        ("alertmanager", monitoring::alertmanager::Alertmanager::SCHEMA),
        ("otel-collector", monitoring::collector::Collector::SCHEMA),
        ("otel-collector-otlp-receiver", monitoring::collector::OtlpReceiver::SCHEMA),
        ("otel-collector-memory-limiter", monitoring::collector::MemoryLimiter::SCHEMA),
        ("otel-collector-batch", monitoring::collector::Batch::SCHEMA),
        ("otel-collector-exporter", monitoring::collector::Exporter::SCHEMA),
        ("grafana", monitoring::grafana::Grafana::SCHEMA),
        ("grafana-dashboard", monitoring::grafana::Dashboard::SCHEMA),
        ("logging", monitoring::logging::Logging::SCHEMA),
    ])
}

/// The section that a value of this kind consists of: itself, or its elements.
fn section(kind: &Kind) -> Option<&'static Schema> {
    match kind.without_wrappers() {
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => section(&fields[0].kind),
            _ => Some(schema),
        },
        Kind::List { element: inner, .. } | Kind::Map { value: inner, .. } => section(inner),
        _ => None,
    }
}

/// The field with that key or another spelling of it, in the section or in what is flattened into it.
fn find(schema: &Schema, key: &str) -> Option<&'static Field> {
    schema.all_fields().find_map(|field| {
        if field.flatten {
            return section(&field.kind).and_then(|inner| find(inner, key));
        }
        (field.name == key || field.aliases.contains(&key)).then_some(field)
    })
}

/// The field at a path, whether it is a secret, and what a change asks for: the most that it and the sections around it do. Or
/// the step that leads nowhere.
fn lookup(schema: &'static Schema, path: &str) -> Result<(&'static Field, bool, Reload), String> {
    let mut schema = Some(schema);
    let mut found: Option<&'static Field> = None;
    let (mut secret, mut reload) = (false, Reload::Hot);
    for key in path.split('.') {
        let field = schema.and_then(|schema| find(schema, key)).ok_or_else(|| format!("no field {key}"))?;
        secret |= field.kind.contains_secret() && section(&field.kind).is_none();
        reload = reload.max(field.reload);
        schema = section(&field.kind);
        found = Some(field);
    }
    found.map(|field| (field, secret, reload)).ok_or_else(|| "an empty path".to_owned())
}

#[test]
fn every_row_has_its_fields() {
    let schemas = schemas();
    let (mut rows, mut whole, mut settings, mut left_out) = (0, 0, 0, 0);
    let mut faults = Vec::new();
    for (line, text) in ROWS.lines().enumerate() {
        if let Some(reason) = text.strip_prefix("! ") {
            println!("not typed: {reason}");
            assert_eq!(reason.split(" | ").count(), 3, "line {}", line + 1);
            left_out += 1;
            continue;
        }
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let [kind, reload, names] = text.splitn(3, " | ").collect::<Vec<_>>().try_into().unwrap();
        let schema = schemas[kind];
        let before = faults.len();
        for name in names.split(' ') {
            settings += 1;
            let path = name.rsplit_once('=').map_or(name, |(_, path)| path);
            let wanted_secret = path.ends_with('*');
            match lookup(schema, path.trim_end_matches('*')) {
                Err(reason) => faults.push(format!("rows.txt:{}: {kind} {name}: {reason}", line + 1)),
                Ok((field, secret, class)) => {
                    if wanted_secret && !secret {
                        faults.push(format!("rows.txt:{}: {kind} {name}: not a secret", line + 1));
                    }
                    if reload != "-" && class.name() != reload {
                        faults.push(format!(
                            "rows.txt:{}: {kind} {name}: {}, not {reload}",
                            line + 1,
                            class.name()
                        ));
                    }
                    if field.doc.is_empty() {
                        faults.push(format!("rows.txt:{}: {kind} {name}: says nothing", line + 1));
                    }
                }
            }
        }
        rows += 1;
        whole += usize::from(faults.len() == before);
    }
    println!(
        "{whole} of {rows} rows have all their fields: {settings} settings, {left_out} not typed for a reason"
    );
    assert!(rows > 100, "{rows} rows were read");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_setting_without_a_field_is_told() {
    assert_eq!(
        lookup(model::vllm::Vllm::SCHEMA, "gpu_memory_utilisation").unwrap_err(),
        "no field gpu_memory_utilisation"
    );
    assert_eq!(lookup(model::vllm::Vllm::SCHEMA, "model.name").unwrap_err(), "no field name");
}
