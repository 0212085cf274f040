//! The settings of a server by the kind of its service.

use std::collections::BTreeMap;

use config_core::environment::{Comparison, compare};
use config_core::{AnyValue, Document, Finding, Loaded, Report, ServiceConfig};

use super::service::{MetricsEndpoint, Run, Service, Telemetry};
use crate::base::{ServiceBase, ServiceKind};
use crate::infrastructure::gateway::Gateway;
use crate::infrastructure::nats::Nats;
use crate::infrastructure::object_storage::ObjectStorage;
use crate::infrastructure::pgbouncer::PgBouncer;
use crate::infrastructure::postgresql::Postgresql;
use crate::infrastructure::qdrant::Qdrant;
use crate::infrastructure::rabbitmq::RabbitMq;
use crate::infrastructure::redis::Redis;
use crate::integration::{IdentityProvider, ToolServer, WebUi, Webhook, Workflow};
use crate::model::litellm::LiteLlm;
use crate::model::llama_cpp::LlamaCpp;
use crate::model::ollama::Ollama;
use crate::model::sglang::Sglang;
use crate::model::tgi::Tgi;
use crate::model::vllm::Vllm;
use crate::monitoring::alertmanager::Alertmanager;
use crate::monitoring::collector::Collector;
use crate::monitoring::grafana::Grafana;
use crate::monitoring::prometheus::Prometheus;
use crate::native::section;

/// Settings of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Untyped {
    /// Everything, as it is written.
    #[config(flatten)]
    pub all: BTreeMap<String, AnyValue>,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident($type:ty) = $($kind:ident)|+;)*) => {
        /// A service's file, read as its kind.
        #[derive(Debug)]
        pub enum Configuration {
            $($(#[doc = $doc])+ $variant(Box<Loaded<Service<$type>>>),)*
        }

        impl Configuration {
            pub(super) fn read(kind: ServiceKind, document: Document) -> Result<Self, Report> {
                match known(kind, &document) {
                    $($(ServiceKind::$kind)|+ => document.read().map(|loaded| Self::$variant(Box::new(loaded))),)*
                }
            }

            /// What the server's own file is held against besides its types.
            pub(super) fn whole(kind: ServiceKind, document: &Document) -> Vec<Finding> {
                match kind {
                    $($(ServiceKind::$kind)|+ => section::<$type>(document, "config"),)*
                }
            }

            /// What every service has.
            #[must_use]
            pub fn service(&self) -> &ServiceBase {
                match self { $(Self::$variant(loaded) => &loaded.value.service,)* }
            }

            /// How it runs.
            #[must_use]
            pub fn run(&self) -> &Run {
                match self { $(Self::$variant(loaded) => &loaded.value.run,)* }
            }

            /// Where its metrics are.
            #[must_use]
            pub fn metrics(&self) -> Option<&MetricsEndpoint> {
                match self { $(Self::$variant(loaded) => loaded.value.metrics.as_ref(),)* }
            }

            /// Where it sends traces.
            #[must_use]
            pub fn telemetry(&self) -> Option<&Telemetry> {
                match self { $(Self::$variant(loaded) => loaded.value.telemetry.as_ref(),)* }
            }

            /// A variable of the server.
            #[must_use]
            pub fn variable(&self, name: &str) -> Option<&str> {
                let environment = match self { $(Self::$variant(loaded) => &loaded.value.environment,)* };
                environment.get(name).map(|value| value.expose_secret().as_str())
            }

            /// What differs between this service and the same one of another environment; nothing where their kinds do.
            #[must_use]
            pub fn compare(&self, other: &Self) -> Option<Comparison> {
                match (self, other) {
                    $((Self::$variant(own), Self::$variant(other)) => Some(compare(own, other)),)*
                    _ => None,
                }
            }

            /// Adds the place of the value at a path to a finding.
            #[must_use]
            pub fn locate(&self, finding: Finding, path: &str) -> Finding {
                match self { $(Self::$variant(loaded) => loaded.locate(finding, path),)* }
            }

            /// What was found while it was read.
            #[must_use]
            pub fn report(&self) -> &Report {
                match self { $(Self::$variant(loaded) => &loaded.report,)* }
            }

            /// Every scalar with its path, its text and whether it is a secret; secrets are masked.
            #[must_use]
            pub fn values(&self) -> Vec<config_core::EffectiveValue> {
                match self { $(Self::$variant(loaded) => loaded.values(),)* }
            }
        }
    };
}

/// The kind that settings are read as. Some servers do not start without settings; a service that is described without
/// any keeps them elsewhere, and nothing is known of them.
fn known(kind: ServiceKind, document: &Document) -> ServiceKind {
    let needed = matches!(kind, ServiceKind::Sglang | ServiceKind::Alertmanager | ServiceKind::OtelCollector);
    match document.tree().root().get("config") {
        None if needed => ServiceKind::Other,
        _ => kind,
    }
}

kinds! {
    /// vLLM.
    Vllm(Vllm) = Vllm;
    /// A gateway.
    Gateway(Gateway) = Gateway;
    /// PostgreSQL.
    Postgresql(Postgresql) = Postgresql;
    /// PgBouncer.
    PgBouncer(PgBouncer) = Pgbouncer;
    /// Redis.
    Redis(Redis) = Redis;
    /// Qdrant.
    Qdrant(Qdrant) = Qdrant;
    /// Object storage.
    ObjectStorage(ObjectStorage) = ObjectStorage;
    /// NATS.
    Nats(Nats) = Nats;
    /// RabbitMQ.
    RabbitMq(RabbitMq) = Rabbitmq;
    /// A web interface.
    WebUi(WebUi) = WebUi;
    /// A workflow engine.
    Workflow(Workflow) = Workflow;
    /// A webhook.
    Webhook(Webhook) = Webhook;
    /// A server of tools.
    ToolServer(ToolServer) = ToolServer;
    /// A provider of identities.
    IdentityProvider(IdentityProvider) = IdentityProvider;
    /// Prometheus.
    Prometheus(Prometheus) = Prometheus;
    /// SGLang.
    Sglang(Sglang) = Sglang;
    /// Text Generation Inference.
    Tgi(Tgi) = Tgi;
    /// Ollama.
    Ollama(Ollama) = Ollama;
    /// The server of llama.cpp.
    LlamaCpp(LlamaCpp) = LlamaCpp;
    /// The LiteLLM proxy.
    LiteLlm(LiteLlm) = Litellm;
    /// Alertmanager.
    Alertmanager(Alertmanager) = Alertmanager;
    /// The OpenTelemetry collector.
    Collector(Collector) = OtelCollector;
    /// Grafana.
    Grafana(Grafana) = Grafana;
    /// Any other, whose settings are kept as written.
    Untyped(Untyped) = Other;
}
