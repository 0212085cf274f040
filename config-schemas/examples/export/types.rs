//! The table of everything that is exported.

use config_core::ServiceConfig;
use config_core::build::Export;
use config_schemas::deployment::kubernetes;
use config_schemas::platform::{Service, Settings, Untyped};
use config_schemas::{base, infrastructure, integration, model, monitoring};

use super::Outcome;

/// One type that is exported.
pub(super) struct Entry {
    pub(super) family: &'static str,
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
}

/// The schema of a server's own settings, their reference, and the schema of a service's file that has them under `config`.
fn server<T: ServiceConfig>(outcome: &mut Outcome, family: &'static str, name: &'static str) -> Entry {
    write(
        outcome,
        Export::<Service<T>>::new()
            .json_schema_foreign(format!("config-schemas/schemas/platform/{name}.schema.json")),
        &[format!("config-schemas/schemas/platform/{name}.schema.json")],
    );
    file::<T>(outcome, family, name)
}

/// The schema of a file and its reference.
fn file<T: ServiceConfig>(outcome: &mut Outcome, family: &'static str, name: &'static str) -> Entry {
    let schema = format!("config-schemas/schemas/{name}.schema.json");
    let reference = format!("docs/reference/{family}/{name}.md");
    write(
        outcome,
        Export::<T>::new().json_schema_foreign(&schema).markdown(&reference),
        &[schema, reference],
    );
    Entry { family, name, doc: T::SCHEMA.doc }
}

fn write<T: ServiceConfig>(outcome: &mut Outcome, export: Export<T>, paths: &[String]) {
    outcome.files.extend(paths.iter().map(Into::into));
    let export = export.directory(&outcome.root);
    let export = if outcome.check { export.check() } else { export };
    match export.try_run() {
        Ok(written) => written.iter().for_each(|path| println!("wrote {}", path.display())),
        Err(failures) => failures.iter().for_each(|failure| outcome.fail(failure)),
    }
}

macro_rules! exports {
    ($outcome:ident; $($family:literal { $($export:ident $name:literal = $type:ty;)* })*) => {
        vec![$($($export::<$type>($outcome, $family, $name),)*)*]
    };
}

/// Writes or compares all of them.
pub(super) fn export(outcome: &mut Outcome) -> Vec<Entry> {
    exports! { outcome;
        "platform" {
            file "platform" = Settings;
            file "service" = base::ServiceBase;
            file "service-file" = Service<Untyped>;
        }
        "model" {
            server "vllm" = model::vllm::Vllm;
            file "vllm-recipe" = model::vllm::recipe::Recipe;
            file "production-stack" = model::production_stack::ProductionStack;
            server "sglang" = model::sglang::Sglang;
            server "tgi" = model::tgi::Tgi;
            server "ollama" = model::ollama::Ollama;
            server "llama-cpp" = model::llama_cpp::LlamaCpp;
            server "litellm" = model::litellm::LiteLlm;
        }
        "infrastructure" {
            server "gateway" = infrastructure::gateway::Gateway;
            server "postgresql" = infrastructure::postgresql::Postgresql;
            server "pgbouncer" = infrastructure::pgbouncer::PgBouncer;
            file "pool" = infrastructure::pool::Pool;
            server "redis" = infrastructure::redis::Redis;
            server "nats" = infrastructure::nats::Nats;
            server "rabbitmq" = infrastructure::rabbitmq::RabbitMq;
            server "qdrant" = infrastructure::qdrant::Qdrant;
            server "object-storage" = infrastructure::object_storage::ObjectStorage;
        }
        "integration" {
            server "web-ui" = integration::WebUi;
            server "workflow" = integration::Workflow;
            server "webhook" = integration::Webhook;
            server "tool-server" = integration::ToolServer;
            server "identity-provider" = integration::IdentityProvider;
        }
        "deployment" {
            file "kubernetes-deployment" = kubernetes::Deployment;
            file "kubernetes-stateful-set" = kubernetes::StatefulSet;
            file "kubernetes-daemon-set" = kubernetes::DaemonSet;
            file "kubernetes-job" = kubernetes::Job;
            file "kubernetes-cron-job" = kubernetes::CronJob;
            file "kubernetes-pod" = kubernetes::Pod;
            file "kubernetes-replica-set" = kubernetes::ReplicaSet;
            file "kubernetes-config-map" = kubernetes::ConfigMap;
            file "kubernetes-secret" = kubernetes::SecretObject;
            file "kubernetes-service" = kubernetes::Service;
            file "kubernetes-network-policy" = kubernetes::NetworkPolicy;
            file "kubernetes-horizontal-pod-autoscaler" = kubernetes::HorizontalPodAutoscaler;
            file "kubernetes-pod-disruption-budget" = kubernetes::PodDisruptionBudget;
        }
        "monitoring" {
            server "prometheus" = monitoring::prometheus::Prometheus;
            file "prometheus-rules" = monitoring::rules::RuleFile;
            server "alertmanager" = monitoring::alertmanager::Alertmanager;
            server "otel-collector" = monitoring::collector::Collector;
            file "otel-collector-otlp-receiver" = monitoring::collector::OtlpReceiver;
            file "otel-collector-memory-limiter" = monitoring::collector::MemoryLimiter;
            file "otel-collector-batch" = monitoring::collector::Batch;
            file "otel-collector-exporter" = monitoring::collector::Exporter;
            file "otel-collector-http-exporter" = monitoring::collector::HttpExporter;
            file "otel-collector-debug-exporter" = monitoring::collector::DebugExporter;
            server "grafana" = monitoring::grafana::Grafana;
            file "grafana-dashboard" = monitoring::grafana::Dashboard;
            file "logging" = monitoring::logging::Logging;
        }
    }
}
