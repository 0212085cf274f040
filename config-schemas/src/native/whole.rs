//! What the types of a configuration do not say, for its own file and for the section of it in a file of a platform.

use config_core::schema::Kind as SchemaKind;
use config_core::{Document, Finding, Loaded, Schema, ServiceConfig};
use config_format::{Builder, Kind};

use super::text::copy;
use super::{kept_as_extra, llama_cpp, vllm};
use crate::infrastructure::gateway::Gateway;
use crate::infrastructure::nats::Nats;
use crate::infrastructure::object_storage::ObjectStorage;
use crate::infrastructure::pgbouncer::PgBouncer;
use crate::infrastructure::rabbitmq::RabbitMq;
use crate::infrastructure::redis::{Redis, directive};
use crate::integration::{IdentityProvider, ToolServer, WebUi, Webhook, Workflow};
use crate::model::llama_cpp::LlamaCpp;
use crate::model::sglang::Sglang;
use crate::model::tgi::Tgi;
use crate::model::vllm::Vllm;
use crate::monitoring::grafana::Grafana;
use crate::platform::Untyped;

/// Rules over a configuration as a whole.
pub(crate) trait Whole: ServiceConfig {
    /// Whether there is any, so that others need not be read for nothing.
    const ANY: bool = true;

    /// What is wrong with the keys and values as they are written.
    fn written(_document: &Document) -> Vec<Finding> {
        Vec::new()
    }

    /// What is wrong with the value.
    fn whole(_loaded: &Loaded<Self>) -> Vec<Finding> {
        Vec::new()
    }
}

macro_rules! said_by_types {
    ($($type:ty),* $(,)?) => {
        $(impl Whole for $type {
            const ANY: bool = false;
        })*
    };
}

said_by_types! {
    Untyped, Gateway, Grafana, Nats, ObjectStorage, PgBouncer, RabbitMq, IdentityProvider, ToolServer, WebUi, Webhook, Workflow, Sglang,
    Tgi,
}

impl Whole for Vllm {
    fn written(document: &Document) -> Vec<Finding> {
        document.tree().root().entries().filter_map(|(key, _)| vllm::key(document, key)).collect()
    }

    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        vllm::careless(loaded)
    }
}

impl Whole for LlamaCpp {
    fn written(document: &Document) -> Vec<Finding> {
        document.tree().root().entries().filter_map(|(key, _)| llama_cpp::key(document, key)).collect()
    }

    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        llama_cpp::shared_context(loaded)
    }
}

impl Whole for Redis {
    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let unknown = loaded.value.extra.keys().filter(|name| directive(name).is_none());
        unknown.map(|name| loaded.locate(kept_as_extra(name), &format!("[\"{name}\"]"))).collect()
    }
}

/// Whether a schema has a field of its own with this name, in itself or in what is flattened into it.
pub(crate) fn has_field(schema: &Schema, name: &str) -> bool {
    schema.all_fields().any(|field| match field.kind {
        SchemaKind::Section(inner) if field.flatten => has_field(inner, name),
        _ => field.name == name && !field.flatten,
    })
}

/// Everything that is wrong with a section of a document as a whole. What its types say is left to whoever reads the
/// document, so a section that they refuse is held against the rules over its text alone.
pub(crate) fn section<T: Whole>(document: &Document, name: &str) -> Vec<Finding> {
    let section = document.tree().root().get(name).filter(|section| section.kind() == Kind::Map);
    let Some(section) = section.filter(|_| T::ANY) else { return Vec::new() };
    let mut builder = Builder::new();
    copy(&mut builder, section, &|_| true);
    let tree = builder.finish(document.tree().format(), document.tree().source().to_owned());
    let section = Document::new(document.path(), tree).in_environment(document.environment());
    let mut findings = T::written(&section);
    if let Ok(loaded) = section.read::<T>() {
        findings.extend(T::whole(&loaded));
    }
    findings
}
