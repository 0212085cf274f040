//! `config.yaml` of the LiteLLM proxy: what it does not check itself.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Finding, Format, Loaded, Report, Schema, ServiceConfig, WriteValue};

mod fallbacks;
mod spending;

use super::text::yaml;
use super::{KEPT_AS_EXTRA, Native, NativeFile, Reading, Whole, joined, kept_as_extra, nearest};
use crate::model::litellm::{
    CacheParameters, Fallback, GENERAL, GeneralSettings, LiteLlm, LiteLlmSettings, NOT_IN_ROUTER, PARAMETERS,
    PRE_CALL_CHECKS, Parameters, ROUTER, RouterSettings, SETTINGS, TOP,
};

/// Keys of the administrator that everybody knows.
const WELL_KNOWN: &[&str] =
    &["sk-1234", "sk-12345", "sk-123456", "sk-litellm", "sk-master", "sk-test", "changeme"];

impl Native for LiteLlm {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let loaded: Loaded<Self> = file.load(Format::Yaml)?;
        let mut findings = Self::whole(&loaded);
        known_key(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

impl Whole for LiteLlm {
    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        names(loaded, &mut findings);
        fallbacks::fallbacks(loaded, &mut findings);
        spending::spending(loaded, &mut findings);
        slips(loaded, &mut findings);
        misplaced(loaded, &mut findings);
        checks(loaded, &mut findings);
        verbose(loaded, &mut findings);
        findings
    }
}

/// Every setting of fallbacks with its path.
fn sections(value: &LiteLlm) -> [(&'static str, &[Fallback]); 6] {
    let (router, library) = (&value.router_settings, &value.litellm_settings);
    [
        ("router_settings.fallbacks", &router.fallbacks),
        ("router_settings.context_window_fallbacks", &router.context_window_fallbacks),
        ("router_settings.content_policy_fallbacks", &router.content_policy_fallbacks),
        ("litellm_settings.fallbacks", &library.fallbacks),
        ("litellm_settings.context_window_fallbacks", &library.context_window_fallbacks),
        ("litellm_settings.content_policy_fallbacks", &library.content_policy_fallbacks),
    ]
}

/// Whether a name of a model is served, by itself or by a pattern.
fn is_served(value: &LiteLlm, name: &str) -> bool {
    let aliases = &value.router_settings.model_group_alias;
    aliases.contains_key(name)
        || value.model_list.iter().any(|model| {
            let served = model.model_name.as_str();
            served == name || served.strip_suffix('*').is_some_and(|start| name.starts_with(start))
        })
}

/// Names of models that must be served. The list in the database is not known here, so with one there is no error.
fn names(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    if value.model_list.is_empty() || !value.include.is_empty() {
        return;
    }
    let in_database = value.general_settings.store_model_in_db == Some(true);
    let mut wanted: Vec<(String, String)> = Vec::new();
    let (router, library) = (&value.router_settings, &value.litellm_settings);
    for (section, fallbacks) in sections(value) {
        for (index, (from, targets)) in fallbacks
            .iter()
            .enumerate()
            .flat_map(|(index, fallback)| fallback.iter().map(move |entry| (index, entry)))
        {
            let path = joined(&format!("{section}[{index}]"), from);
            if from != "*" {
                wanted.push((path.clone(), from.clone()));
            }
            let targets =
                targets.iter().enumerate().filter_map(|(place, target)| Some((place, target.as_str()?)));
            wanted.extend(targets.map(|(place, name)| (format!("{path}[{place}]"), name.to_owned())));
        }
    }
    for (section, names) in [
        ("router_settings.default_fallbacks", &router.default_fallbacks),
        ("litellm_settings.default_fallbacks", &library.default_fallbacks),
    ] {
        wanted.extend(
            names.iter().enumerate().map(|(index, name)| (format!("{section}[{index}]"), name.clone())),
        );
    }
    for (alias, target) in &router.model_group_alias {
        let name = target.as_str().or_else(|| target.get("model").and_then(AnyValue::as_str));
        wanted
            .extend(name.map(|name| (format!("router_settings.model_group_alias.{alias}"), name.to_owned())));
    }
    for (index, group) in router.routing_groups.iter().enumerate() {
        let models = group.models.iter().enumerate();
        wanted.extend(models.map(|(place, name)| {
            (format!("router_settings.routing_groups[{index}].models[{place}]"), name.clone())
        }));
    }
    if let Some(cache) = &library.cache_params {
        wanted.extend(embedding_model(cache));
    }
    for (path, name) in wanted.into_iter().filter(|(_, name)| !is_served(value, name)) {
        let message = format!("no model_name is {name}");
        let finding = if in_database {
            Finding::warning(Code::custom("LITELLM-028"), path.clone(), message)
        } else {
            Finding::error(Code::custom("LITELLM-028"), path.clone(), message)
        };
        let served = value.model_list.iter().map(|model| model.model_name.as_str());
        let help = match nearest(&name, served) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => "add the model to model_list, or name one that is there".to_owned(),
        };
        findings.push(loaded.locate(finding, &path).with_help(help));
    }
}

fn embedding_model(cache: &CacheParameters) -> Option<(String, String)> {
    let (key, name) =
        match (&cache.qdrant_semantic_cache_embedding_model, &cache.redis_semantic_cache_embedding_model) {
            (Some(name), _) => ("qdrant_semantic_cache_embedding_model", name),
            (None, Some(name)) => ("redis_semantic_cache_embedding_model", name),
            (None, None) => return None,
        };
    Some((format!("litellm_settings.cache_params.{key}"), name.clone()))
}

/// Keys that look like a known one that is missing.
fn slips(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let mut look = |section: &str,
                    schema: &'static Schema,
                    known: &[&str],
                    strict: bool,
                    extra: &BTreeMap<String, AnyValue>| {
        for key in extra.keys().filter(|key| !known.contains(&key.as_str())) {
            if section == "router_settings" && is_misplaced(key) {
                continue;
            }
            let path = if section.is_empty() { key.clone() } else { format!("{section}.{key}") };
            let fields = schema.all_fields().filter(|field| !field.flatten).map(|field| field.name);
            let finding = || loaded.locate(kept_as_extra(&path), &path);
            match nearest(key, fields.chain(known.iter().copied())) {
                Some(nearest) if !strict || key.len() > 3 => {
                    findings.push(finding().with_help(format!("did you mean {nearest}?")))
                }
                // Providers take parameters of their own.
                _ if strict => {}
                _ => findings.push(finding()),
            }
        }
    };
    look("", LiteLlm::SCHEMA, TOP, false, &value.extra);
    look("general_settings", GeneralSettings::SCHEMA, GENERAL, false, &value.general_settings.extra);
    look("litellm_settings", LiteLlmSettings::SCHEMA, SETTINGS, false, &value.litellm_settings.extra);
    look("router_settings", RouterSettings::SCHEMA, ROUTER, false, &value.router_settings.extra);
    for (index, model) in value.model_list.iter().enumerate() {
        let section = format!("model_list[{index}].litellm_params");
        look(&section, Parameters::SCHEMA, PARAMETERS, true, &model.litellm_params.extra);
    }
}

/// Keys of `general_settings` that the proxy refuses in `router_settings`.
const REFUSED_IN_ROUTER: [&str; 2] = ["health_check_interval", "health_check_concurrency"];

fn is_misplaced(key: &str) -> bool {
    REFUSED_IN_ROUTER.contains(&key) || NOT_IN_ROUTER.iter().any(|(known, _)| *known == key)
}

/// Keys of the router that belong elsewhere: the proxy does not start with some, and leaves out the others.
fn misplaced(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let extra = &loaded.value.router_settings.extra;
    for key in REFUSED_IN_ROUTER {
        if extra.contains_key(key) {
            let path = format!("router_settings.{key}");
            let message = format!("the proxy does not start with {key} in router_settings");
            let finding = Finding::error(Code::UNKNOWN_KEY, &path, message);
            findings.push(loaded.locate(finding, &path).with_help("move it to general_settings"));
        }
    }
    for (key, help) in NOT_IN_ROUTER.iter().filter(|(key, _)| extra.contains_key(*key)) {
        let path = format!("router_settings.{key}");
        let message = format!("the proxy leaves {key} out of router_settings");
        let finding = Finding::warning(KEPT_AS_EXTRA, &path, message);
        findings.push(loaded.locate(finding, &path).with_help(*help));
    }
}

/// Checks before a call that the router does not know: it leaves them out and says nothing.
fn checks(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let checks = loaded.value.router_settings.optional_pre_call_checks.iter().enumerate();
    for (index, check) in checks.filter(|(_, check)| !PRE_CALL_CHECKS.contains(&check.as_str())) {
        let path = format!("router_settings.optional_pre_call_checks[{index}]");
        let message = format!("the router knows no check {check} and leaves it out");
        let help = match nearest(check, PRE_CALL_CHECKS.iter().copied()) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => format!("give one of {}", PRE_CALL_CHECKS.join(", ")),
        };
        let finding = Finding::warning(KEPT_AS_EXTRA, &path, message);
        findings.push(loaded.locate(finding, &path).with_help(help));
    }
}

/// A key of the administrator that everybody knows. In a platform, a rule tells it of every secret.
fn known_key(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let key = loaded.value.general_settings.master_key.as_ref();
    if key.is_some_and(|key| WELL_KNOWN.contains(&key.expose_secret().as_str())) {
        let finding = Finding::warning(
            Code::custom("LITELLM-044"),
            "general_settings.master_key",
            "everybody knows this master_key, so the proxy does not start with it",
        );
        let finding = loaded.locate(finding, "general_settings.master_key");
        findings.push(finding.with_help("set it to os.environ/LITELLM_MASTER_KEY and a random value"));
    }
}

fn verbose(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    if loaded.value.litellm_settings.set_verbose == Some(true) {
        let path = "litellm_settings.set_verbose";
        let message = "prompts, answers and keys are written into the log";
        let finding = Finding::warning(Code::custom("LITELLM-044"), path, message);
        findings.push(loaded.locate(finding, path).with_help("remove it"));
    }
}
