//! The OpenTelemetry collector, as of 0.145.
//!
//! Components are named by their type and a name, such as `otlp/internal`, and there are hundreds of types. The file keeps
//! them as they are; those of the core are read into the types here to check them.

mod client;
mod duration;
mod processor;
mod queue;
mod server;
mod tls;

pub use client::{ClientKeepalive, CompressionLevel, DebugExporter, Exporter, HttpExporter};
pub use processor::{Batch, MemoryLimiter};
pub use queue::{QueueBatch, QueuePartition, RetryOnFailure, SendingQueue, Sizer};
pub use server::{
    Cors, Dialer, GrpcServer, HttpServer, KeepaliveParameters, KeepalivePolicy, OtlpProtocols, OtlpReceiver,
    ServerKeepalive,
};
pub use tls::{ClientTls, CollectorAuth, Middleware, ServerTls, TlsSettings};

use std::collections::BTreeMap;

use config_core::schema::Grammar;
use config_core::{AnyValue, ServiceConfig};

use crate::value::{ValueError, text_type};

/// A type with a name, or a reference to a variable that holds one.
const GRAMMAR: Grammar = Grammar::Any(&[
    Grammar::Pattern(r"^[A-Za-z][0-9A-Za-z_]{0,62}(?:/[\s\S]*\S[\s\S]*)?$"),
    Grammar::Pattern(r"\$\{"),
]);

text_type! {
    /// Type and name of a component, such as `otlp` or `otlp/internal`.
    ComponentId, "the type and name of a component such as otlp/internal", GRAMMAR, |text| {
        let (kind, name) = text.split_once('/').map_or((text, None), |(kind, name)| (kind, Some(name)));
        let fits = kind.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && kind.len() <= 63
            && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if text.contains("${") {
            return Ok(());
        }
        if !fits || name.is_some_and(|name| name.trim().is_empty() || name.len() > 1024) {
            return Err(ValueError::new("is no type and name", "write a type such as otlp, or otlp/name"));
        }
        Ok(())
    }
}

impl ComponentId {
    /// Whether a variable holds it, or a part of it.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.as_str().contains("${")
    }

    /// The type.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.as_str().split('/').next().unwrap_or_default()
    }
}

/// Components by their name.
pub type Components = BTreeMap<ComponentId, AnyValue>;

/// The whole configuration of a collector.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Collector {
    /// Where telemetry comes in.
    #[config(default, reload = "restart")]
    pub receivers: Components,
    /// What happens to it.
    #[config(default, reload = "restart")]
    pub processors: Components,
    /// Where it goes.
    #[config(default, reload = "restart")]
    pub exporters: Components,
    /// What joins two pipelines.
    #[config(default, reload = "restart")]
    pub connectors: Components,
    /// What runs beside the pipelines.
    #[config(default, reload = "restart")]
    pub extensions: Components,
    /// What of all this is used.
    #[config(reload = "restart")]
    pub service: CollectorService,
}

/// What of all components is used.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct CollectorService {
    /// Extensions, in the order of their start.
    #[config(default = [], reload = "restart")]
    pub extensions: Vec<ComponentId>,
    /// Pipelines, by signal (`traces`, `metrics`, `logs` or `profiles`) and name.
    #[config(length(1..), reload = "restart")]
    pub pipelines: BTreeMap<ComponentId, Pipeline>,
    /// What the collector tells about itself.
    #[config(default, reload = "restart")]
    pub telemetry: BTreeMap<String, AnyValue>,
}

/// The way of one signal.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Pipeline {
    /// Where it comes in.
    #[config(length(1..), reload = "restart")]
    pub receivers: Vec<ComponentId>,
    /// What happens to it, in this order.
    #[config(default = [], reload = "restart")]
    pub processors: Vec<ComponentId>,
    /// Where it goes.
    #[config(length(1..), reload = "restart")]
    pub exporters: Vec<ComponentId>,
}
