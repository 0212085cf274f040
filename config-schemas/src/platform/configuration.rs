//! The settings of a server by the kind of its service.

use std::collections::BTreeMap;

use config_core::{AnyValue, Document, Finding, Loaded, Report};

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
use crate::model::vllm::Vllm;
use crate::monitoring::prometheus::Prometheus;

/// Settings of which nothing is known.
pub(super) type Untyped = BTreeMap<String, AnyValue>;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident($type:ty) = $($kind:ident)|+;)*) => {
        /// A service's file, read as its kind.
        #[derive(Debug)]
        pub enum Configuration {
            $($(#[doc = $doc])+ $variant(Box<Loaded<Service<$type>>>),)*
        }

        impl Configuration {
            pub(super) fn read(kind: ServiceKind, document: Document) -> Result<Self, Report> {
                match kind {
                    $($(ServiceKind::$kind)|+ => document.read().map(|loaded| Self::$variant(Box::new(loaded))),)*
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
    /// Any other, whose settings are kept as written.
    Untyped(Untyped) = Sglang | Tgi | Ollama | LlamaCpp | Litellm | Alertmanager | Grafana | OtelCollector | Other;
}
