//! The values of vLLM's production stack.

use std::collections::BTreeMap;

use config_core::{AnyValue, Finding, Format, Loaded, Report, Schema, ServiceConfig, WriteValue};

use super::text::yaml;
use super::vllm_recipe::arguments;
use super::{Native, NativeFile, Reading, kept_as_extra, nearest};
use crate::model::production_stack::{CacheServer, Engine, ModelSpec, ProductionStack, Router, VllmValues};

impl Native for ProductionStack {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let document = file.document(Format::Yaml)?;
        let mut findings = Vec::new();
        let models =
            document.tree().root().get("servingEngineSpec").and_then(|engine| engine.get("modelSpec"));
        for (index, model) in models.into_iter().flat_map(|models| models.items()).enumerate() {
            if let Some(list) = model.get("vllmConfig").and_then(|values| values.get("extraArgs")) {
                let path = format!("servingEngineSpec.modelSpec[{index}].vllmConfig.extraArgs");
                arguments(&document, file, list, &path, &mut findings);
            }
        }
        let loaded: Loaded<Self> = match document.read() {
            Ok(loaded) => loaded,
            Err(report) => {
                findings.extend(report.findings().iter().cloned());
                return Err(Report::new(findings));
            }
        };
        unknown(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

/// Keys that the chart hands on to Kubernetes or to another program.
const HANDED_ON: &[&str] = &[
    "affinity",
    "annotations",
    "autoscaling",
    "chatTemplateConfigMap",
    "containerSecurityContext",
    "enablePD",
    "envFromSecret",
    "extraVolumeMounts",
    "extraVolumes",
    "extraPorts",
    "imagePullSecret",
    "imagePullSecrets",
    "initContainer",
    "labels",
    "limitGPUCores",
    "limitGPUMem",
    "limitGPUMemPercentage",
    "livenessProbe",
    "lmcacheConfig",
    "lmcacheControllerHeartbeatPort",
    "lmcacheControllerReplyPort",
    "nodeName",
    "nodeSelector",
    "nodeSelectorTerms",
    "pdb",
    "podAnnotations",
    "podLabels",
    "priorityClassName",
    "pvcAnnotations",
    "pvcLabels",
    "pvcMatchLabels",
    "readinessProbe",
    "requestGPUCores",
    "requestGPUMem",
    "requestGPUMemPercentage",
    "runtimeClassName",
    "schedulerName",
    "securityContext",
    "serviceAccountName",
    "serviceAnnotations",
    "serviceMonitor",
    "startupProbe",
    "strategy",
    "tolerations",
    "tolerationsPolicy",
];

/// Helm ignores what a chart does not use, so a slip of the pen is told.
fn unknown(loaded: &Loaded<ProductionStack>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let mut keep = |section: &str, schema: &'static Schema, extra: &BTreeMap<String, AnyValue>| {
        for key in extra.keys().filter(|key| !HANDED_ON.contains(&key.as_str())) {
            let path = if section.is_empty() { key.clone() } else { format!("{section}.{key}") };
            let finding = loaded.locate(kept_as_extra(&path), &path);
            let known = schema.all_fields().map(|field| field.name).chain(HANDED_ON.iter().copied());
            findings.push(match nearest(key, known) {
                Some(nearest) => finding.with_help(format!("did you mean {nearest}?")),
                None => finding,
            });
        }
    };
    keep("", ProductionStack::SCHEMA, &value.extra);
    keep("servingEngineSpec", Engine::SCHEMA, &value.serving_engine_spec.extra);
    keep("routerSpec", Router::SCHEMA, &value.router_spec.extra);
    keep("cacheserverSpec", CacheServer::SCHEMA, &value.cacheserver_spec.extra);
    for (index, model) in value.serving_engine_spec.model_spec.iter().enumerate() {
        let section = format!("servingEngineSpec.modelSpec[{index}]");
        keep(&section, ModelSpec::SCHEMA, &model.extra);
        keep(&format!("{section}.vllmConfig"), VllmValues::SCHEMA, &model.vllm_config.extra);
    }
}
