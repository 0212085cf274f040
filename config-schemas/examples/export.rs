//! Writes the JSON Schema of every type of the platform into `schemas/`; with `--check` it only compares.

use std::process::ExitCode;

use config_core::ServiceConfig;
use config_core::build::Export;
use config_schemas::{base, infrastructure, integration, model, monitoring};

/// Writes or compares one schema; how many of its files are not as they should be.
fn export<T: ServiceConfig>(name: &str, check: bool) -> usize {
    let export = Export::<T>::new()
        .directory(env!("CARGO_MANIFEST_DIR"))
        .json_schema(format!("schemas/{name}.schema.json"));
    let export = if check { export.check() } else { export };
    match export.try_run() {
        Ok(written) => {
            written.iter().for_each(|path| println!("wrote {}", path.display()));
            0
        }
        Err(failures) => {
            failures.iter().for_each(|failure| eprintln!("error: {failure}"));
            failures.len()
        }
    }
}

macro_rules! exports {
    ($check:expr; $($name:literal = $type:ty;)*) => {{
        let mut failures = 0;
        let mut count = 0;
        $(
            failures += export::<$type>($name, $check);
            count += 1;
        )*
        (count, failures)
    }};
}

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let (count, failures) = exports! { check;
        "service" = base::ServiceBase;
        "vllm" = model::vllm::Vllm;
        "vllm-recipe" = model::vllm::recipe::Recipe;
        "production-stack" = model::production_stack::ProductionStack;
        "sglang" = model::sglang::Sglang;
        "tgi" = model::tgi::Tgi;
        "ollama" = model::ollama::Ollama;
        "llama-cpp" = model::llama_cpp::LlamaCpp;
        "litellm" = model::litellm::LiteLlm;
        "prometheus" = monitoring::prometheus::Prometheus;
        "prometheus-rules" = monitoring::rules::RuleFile;
        "alertmanager" = monitoring::alertmanager::Alertmanager;
        "otel-collector" = monitoring::collector::Collector;
        "grafana" = monitoring::grafana::Grafana;
        "grafana-dashboard" = monitoring::grafana::Dashboard;
        "logging" = monitoring::logging::Logging;
        "gateway" = infrastructure::gateway::Gateway;
        "postgresql" = infrastructure::postgresql::Postgresql;
        "pgbouncer" = infrastructure::pgbouncer::PgBouncer;
        "pool" = infrastructure::pool::Pool;
        "redis" = infrastructure::redis::Redis;
        "nats" = infrastructure::nats::Nats;
        "rabbitmq" = infrastructure::rabbitmq::RabbitMq;
        "qdrant" = infrastructure::qdrant::Qdrant;
        "object-storage" = infrastructure::object_storage::ObjectStorage;
        "web-ui" = integration::WebUi;
        "workflow" = integration::Workflow;
        "webhook" = integration::Webhook;
        "tool-server" = integration::ToolServer;
        "identity-provider" = integration::IdentityProvider;
    };
    if failures > 0 {
        eprintln!(
            "{failures} of {count} schemas are not fresh; run: cargo run -p config-schemas --example export"
        );
        return ExitCode::FAILURE;
    }
    println!("{count} schemas are fresh");
    ExitCode::SUCCESS
}
