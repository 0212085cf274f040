//! What runs.

use config_core::ServiceConfig;

/// The program or role of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ServiceConfig)]
#[config(rename_all = "kebab-case", write)]
pub enum ServiceKind {
    /// The vLLM server.
    Vllm,
    /// The SGLang server.
    Sglang,
    /// Text Generation Inference.
    Tgi,
    /// Ollama.
    Ollama,
    /// The server of llama.cpp.
    LlamaCpp,
    /// The LiteLLM proxy.
    Litellm,
    /// A gateway in front of services.
    Gateway,
    /// PostgreSQL.
    Postgresql,
    /// PgBouncer.
    Pgbouncer,
    /// Redis or a server of its protocol.
    Redis,
    /// Qdrant.
    Qdrant,
    /// Storage of objects with the interface of S3.
    ObjectStorage,
    /// NATS.
    Nats,
    /// RabbitMQ.
    Rabbitmq,
    /// A web interface such as Open WebUI.
    WebUi,
    /// A workflow engine such as n8n or Dify.
    Workflow,
    /// A receiver of calls from outside.
    Webhook,
    /// A server of tools for models (MCP).
    ToolServer,
    /// A provider of identities.
    IdentityProvider,
    /// Prometheus.
    Prometheus,
    /// Alertmanager.
    Alertmanager,
    /// Grafana.
    Grafana,
    /// The OpenTelemetry collector.
    OtelCollector,
    /// Anything else.
    Other,
}
