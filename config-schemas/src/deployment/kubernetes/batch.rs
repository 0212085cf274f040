//! Workloads that end, and those that begin again and again.

use config_core::{AnyValue, ServiceConfig};

use super::{LabelSelector, ObjectMetadata, PodTemplate, RestartPolicy};
use crate::value::CronSchedule;

/// Pods that end.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Job {
    /// Version of the API.
    #[config(pattern("^batch/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^Job$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: JobSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a job wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(matches!(self.template.spec.restart_policy, Some(RestartPolicy::OnFailure | RestartPolicy::Never)),
          "restartPolicy of a job is OnFailure or Never"),
    check(self.backoff_limit_per_index.is_none() || self.is_indexed(),
          "backoffLimitPerIndex goes with the completionMode Indexed"),
    check(self.max_failed_indexes.is_none() || self.backoff_limit_per_index.is_some(),
          "maxFailedIndexes goes with backoffLimitPerIndex"),
    check(!self.is_indexed() || self.completions.is_some(), "the completionMode Indexed needs completions"),
)]
pub struct JobSpec {
    /// What the pods look like.
    pub template: PodTemplate,
    /// Which pods are meant; made up by the server.
    pub selector: Option<LabelSelector>,
    /// Whether the selector is the author's own.
    pub manual_selector: Option<bool>,
    /// How many run at once.
    #[config(range(0..))]
    pub parallelism: Option<i64>,
    /// How many must succeed.
    #[config(range(0..))]
    pub completions: Option<i64>,
    /// Whether each has a number of its own.
    pub completion_mode: Option<CompletionMode>,
    /// How many failures are borne.
    #[config(range(0..))]
    pub backoff_limit: Option<i64>,
    /// How many failures of each number are borne.
    #[config(range(0..))]
    pub backoff_limit_per_index: Option<i64>,
    /// How many numbers may fail.
    #[config(range(0..))]
    pub max_failed_indexes: Option<i64>,
    /// Longest time of all together.
    #[config(range(1..), unit = "seconds")]
    pub active_deadline_seconds: Option<i64>,
    /// How long it is kept after its end.
    #[config(range(0..), unit = "seconds")]
    pub ttl_seconds_after_finished: Option<i64>,
    /// Whether nothing runs for now.
    pub suspend: Option<bool>,
    /// Which failures mean what; kept as written.
    pub pod_failure_policy: Option<AnyValue>,
    /// When pods are replaced.
    pub pod_replacement_policy: Option<PodReplacement>,
    /// When it has succeeded; kept as written.
    pub success_policy: Option<AnyValue>,
    /// Who runs it; kept as written.
    pub managed_by: Option<String>,
    /// How its pods are placed together; kept as written.
    pub scheduling: Option<AnyValue>,
}

impl JobSpec {
    fn is_indexed(&self) -> bool {
        self.completion_mode == Some(CompletionMode::Indexed)
    }
}

/// Whether each pod of a job has a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum CompletionMode {
    /// None has.
    NonIndexed,
    /// Each has.
    Indexed,
}

/// When pods of a job are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PodReplacement {
    /// As soon as they end or are failed.
    TerminatingOrFailed,
    /// When they have failed.
    Failed,
}

/// Jobs by the clock.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.metadata.name.as_ref().is_none_or(|name| name.as_str().len() <= 52),
          "the name of a cron job has at most 52 characters, for its jobs are called after it"),
)]
pub struct CronJob {
    /// Version of the API.
    #[config(pattern("^batch/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^CronJob$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: CronJobSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a job by the clock wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct CronJobSpec {
    /// When the jobs begin.
    pub schedule: CronSchedule,
    /// Zone of the schedule's times, such as `Europe/Vienna`; that of the controller by default.
    #[config(length(1..))]
    pub time_zone: Option<String>,
    /// How late a job may begin.
    #[config(range(0..), unit = "seconds")]
    pub starting_deadline_seconds: Option<i64>,
    /// What becomes of a job when the one before still runs.
    #[config(default = "Allow")]
    pub concurrency_policy: ConcurrencyPolicy,
    /// Whether no job begins for now.
    #[config(default = false)]
    pub suspend: bool,
    /// How many jobs that have succeeded are kept.
    #[config(default = 3, range(0..))]
    pub successful_jobs_history_limit: i64,
    /// How many jobs that have failed are kept.
    #[config(default = 1, range(0..))]
    pub failed_jobs_history_limit: i64,
    /// What the jobs look like.
    pub job_template: JobTemplate,
}

/// What new jobs look like.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JobTemplate {
    /// Labels and notes.
    #[config(default)]
    pub metadata: ObjectMetadata,
    /// What they want.
    pub spec: JobSpec,
}

/// What becomes of a job when the one before still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum ConcurrencyPolicy {
    /// Both run.
    Allow,
    /// It is left out.
    Forbid,
    /// The one before is ended.
    Replace,
}
