//! `config.yaml` of Qdrant. The server only warns of what it does not know and of most of what is wrong.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Finding, Format, Loaded, Report, Schema, ServiceConfig};

use super::{Native, NativeFile, Reading, Whole, nearest};
use crate::infrastructure::qdrant::{
    Cluster, Collection, HnswIndex, Optimizers, Performance, Qdrant, Service, Storage,
};
use crate::platform::is_reference;

/// A key of fewer bytes can be guessed from a token that it signed.
const SHORTEST_KEY: usize = 32;

impl Native for Qdrant {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let loaded = file.load::<Self>(Format::Yaml)?;
        let mut findings = Self::whole(&loaded);
        let service = &loaded.value.service;
        let has_key = service.api_key.as_ref().is_some_and(|key| !key.expose_secret().is_empty());
        if has_key && !service.enable_tls {
            let finding = Finding::warning(
                Code::custom("QDRANT-059"),
                "service.api_key",
                "the api_key is sent unencrypted",
            );
            let finding = finding.with_help("set service.enable_tls, or encrypt in front of the server");
            findings.push(loaded.locate(finding, "service.api_key"));
        }
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        let value = <Self as config_core::WriteValue>::write(self);
        match value {
            // An empty map would be read as a text of another sort.
            AnyValue::Map(entries) if entries.is_empty() => String::new(),
            value => super::text::yaml(&value),
        }
    }
}

impl Whole for Qdrant {
    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let value = &loaded.value;
        let collection = value
            .storage
            .collection
            .as_ref()
            .map(|collection| ("storage.collection.", Collection::SCHEMA, &collection.extra));
        let sections: [(&str, &'static Schema, &BTreeMap<String, AnyValue>); 7] = [
            ("", Self::SCHEMA, &value.extra),
            ("service.", Service::SCHEMA, &value.service.extra),
            ("cluster.", Cluster::SCHEMA, &value.cluster.extra),
            ("storage.", Storage::SCHEMA, &value.storage.extra),
            ("storage.performance.", Performance::SCHEMA, &value.storage.performance.extra),
            ("storage.optimizers.", Optimizers::SCHEMA, &value.storage.optimizers.extra),
            ("storage.hnsw_index.", HnswIndex::SCHEMA, &value.storage.hnsw_index.extra),
        ];
        for (prefix, schema, extra) in sections.into_iter().chain(collection) {
            for name in extra.keys() {
                let path = format!("{prefix}{name}");
                let fields = schema.all_fields().filter(|field| !field.flatten).map(|field| field.name);
                let finding = loaded.locate(super::kept_as_extra(&path), &path);
                findings.push(match nearest(name, fields) {
                    Some(nearest) => finding.with_help(format!("did you mean {nearest}?")),
                    None => finding,
                });
            }
        }
        let code = Code::custom("QDRANT-059");
        let service = &value.service;
        if let Some(key) = &service.api_key {
            let text = key.expose_secret();
            let length = text.len();
            if length == 0 {
                let finding = Finding::error(code, "service.api_key", "an empty api_key lets everybody in");
                findings
                    .push(loaded.locate(finding.with_help("give a key, or remove it"), "service.api_key"));
            } else if service.jwt_rbac && length < SHORTEST_KEY && !is_reference(text) {
                let message = format!("jwt_rbac needs an api_key of at least {SHORTEST_KEY} bytes");
                let finding = Finding::error(code, "service.api_key", message);
                findings.push(loaded.locate(finding.with_help("make a longer key"), "service.api_key"));
            }
        }
        findings
    }
}
