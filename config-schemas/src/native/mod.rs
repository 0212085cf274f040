//! The servers' own files, both ways, behind one door.
//!
//! [`check`] reads a file as the server would and says everything that is wrong with it; [`rewrite`] reads it into the
//! schema and writes it from the schema. Each kind is one file here, which implements [`Native`], and one line of
//! [`KINDS`]. How a kind is read: text to a [`config_core::Document`] (or a tree of an own small parser), the document to
//! derived structs, then rules over the typed value that find places with [`config_core::Loaded::locate`].

mod alertmanager;
mod alertmanager_address;
mod alertmanager_needs;
mod arguments;
mod file;
mod grafana_dashboard;
mod kind;
mod kubernetes;
mod kubernetes_object;
mod kubernetes_pod_security;
mod kubernetes_scale;
mod kubernetes_text;
mod litellm;
mod llama_cpp;
mod nats;
mod ollama_env;
mod otel_collector;
mod otel_collector_keys;
mod pgbouncer;
mod postgresql;
mod production_stack;
mod prometheus;
mod prometheus_rules;
mod qdrant;
mod redis;
pub mod text;
mod vllm;
mod vllm_lora;
mod vllm_recipe;
mod whole;

pub use file::{NativeFile, Reading};
pub(crate) use vllm::inner_ports as vllm_ports;
pub(crate) use whole::{Whole, has_field, section};

pub use kind::{KEPT_AS_EXTRA, NOT_BUILT, NativeKind, ROUND_TRIP, UNKNOWN_KIND};

use std::path::Path;

use config_core::{Finding, Report};

use crate::deployment::kubernetes::Manifests;
use crate::infrastructure::nats::Nats;
use crate::infrastructure::pgbouncer::PgBouncer;
use crate::infrastructure::postgresql::Postgresql;
use crate::infrastructure::qdrant::Qdrant;
use crate::infrastructure::redis::Redis;
use crate::model::litellm::LiteLlm;
use crate::model::llama_cpp::LlamaCpp;
use crate::model::ollama::Ollama;
use crate::model::production_stack::ProductionStack;
use crate::model::vllm::Vllm;
use crate::model::vllm::recipe::Recipe;
use crate::monitoring::alertmanager::Alertmanager;
use crate::monitoring::collector::Collector;
use crate::monitoring::grafana::Dashboard;
use crate::monitoring::prometheus::Prometheus;
use crate::monitoring::rules::RuleFile;

/// A kind of file that can be read into a schema and written from it.
pub trait Native: Sized + PartialEq {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the file, each at its position.
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report>;

    /// The file's text, secrets included.
    fn write(&self) -> String;
}

/// Every kind of native file.
pub const KINDS: &[NativeKind] = &[
    NativeKind::of::<Alertmanager>("alertmanager", "configuration of Alertmanager"),
    NativeKind::of::<Dashboard>("grafana-dashboard", "a dashboard of Grafana, as JSON"),
    NativeKind::of::<Manifests>("kubernetes", "manifests of Kubernetes"),
    NativeKind::of::<LiteLlm>("litellm", "config.yaml of the LiteLLM proxy"),
    NativeKind::of::<LlamaCpp>("llama-cpp", "arguments of the server of llama.cpp"),
    NativeKind::of::<Nats>("nats", "nats.conf"),
    NativeKind::of::<Ollama>("ollama-env", "variables of Ollama, as a .env file"),
    NativeKind::of::<Collector>("otel-collector", "configuration of the OpenTelemetry collector"),
    NativeKind::of::<PgBouncer>("pgbouncer", "pgbouncer.ini"),
    NativeKind::of::<Postgresql>("postgresql", "postgresql.conf"),
    NativeKind::of::<ProductionStack>(
        "production-stack",
        "values of the Helm chart of vLLM's production stack",
    ),
    NativeKind::of::<Prometheus>("prometheus", "prometheus.yml"),
    NativeKind::of::<RuleFile>("prometheus-rules", "recording and alerting rules of Prometheus"),
    NativeKind::of::<Qdrant>("qdrant", "config.yaml of Qdrant"),
    NativeKind::of::<Redis>("redis", "redis.conf"),
    NativeKind::of::<Vllm>("vllm", "the --config file of vllm serve"),
    NativeKind::of::<Recipe>("vllm-recipe", "a recipe of the vLLM project: one model with its variants"),
];

/// The kind with this name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static NativeKind> {
    KINDS.iter().find(|kind| kind.name() == name)
}

/// Reads a file as a kind and says everything that is wrong with it. A kind that nobody knows is an error, too.
///
/// ```
/// let report = config_schemas::native::check("prometheuss", "prometheus.yml");
/// assert_eq!(report.findings()[0].help(), Some("did you mean prometheus?"));
/// ```
#[must_use]
pub fn check(kind: &str, path: impl AsRef<Path>) -> Report {
    match known(kind) {
        Ok(kind) => file::read(path.as_ref(), |file| kind.check(file)).unwrap_or_else(|report| report),
        Err(report) => report,
    }
}

/// Reads a file into the schema of its server.
///
/// ```no_run
/// use config_schemas::model::vllm::Vllm;
/// use config_schemas::native::{self, Native as _};
///
/// let mut server = native::read::<Vllm>("vllm.yaml")?.value;
/// server.parallel.tensor_parallel_size = 4;
/// std::fs::write("vllm.yaml", server.write())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Everything that is wrong with the file.
pub fn read<T: Native>(path: impl AsRef<Path>) -> Result<Reading<T>, Report> {
    file::read(path.as_ref(), T::read)?
}

/// Reads a file into the schema and writes it from the schema. What was written is read again and must give an equal
/// value.
///
/// # Errors
///
/// Everything that is wrong with the file.
pub fn rewrite(kind: &str, path: impl AsRef<Path>) -> Result<String, Report> {
    file::read(path.as_ref(), |file| known(kind)?.rewrite(file))?
}

fn known(name: &str) -> Result<&'static NativeKind, Report> {
    kind(name).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(NativeKind::name).collect();
        let nearest = nearest(name, names.iter().copied());
        let help = match nearest {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => format!("give one of {}", names.join(", ")),
        };
        Finding::error(UNKNOWN_KIND, "", format!("no kind of file is called {name}")).with_help(help).into()
    })
}

/// The name that is near enough to a wrong one to be meant.
pub(crate) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (wrong.chars().count() / 4).max(2);
    names
        .into_iter()
        .map(|name| (distance(name, wrong), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many characters differ, counted simply: names of kinds are short.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for column in 0..right.len() {
            let replaced = diagonal + usize::from(letter != right[column]);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

/// The path of a key of a map, quoted where it would not read back.
pub(crate) fn joined(path: &str, key: &str) -> String {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        format!("{path}[\"{key}\"]")
    } else {
        format!("{path}.{key}")
    }
}

/// A warning that a key was taken over as it is, because the schema has no field for it.
#[must_use]
pub fn kept_as_extra(path: &str) -> Finding {
    Finding::warning(
        KEPT_AS_EXTRA,
        path,
        format!("{path} is not known to the schema; it is kept as it is, unchecked"),
    )
}
