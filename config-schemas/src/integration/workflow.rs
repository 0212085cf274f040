//! A workflow engine such as n8n or Dify.

use config_core::{Secret, ServiceConfig};

use crate::infrastructure::pool::Pool;
use crate::value::DnsLabel;

/// A workflow engine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.execution != ExecutionMode::Queue || self.queue.is_some(), "the execution mode queue needs a queue",
          code = "WF-063"),
)]
pub struct Workflow {
    /// Which engine.
    #[config(default = "n8n")]
    pub engine: WorkflowEngine,
    /// The database.
    pub database: Pool,
    /// Where workflows run.
    #[config(default = "regular")]
    pub execution: ExecutionMode,
    /// Name of the queue's Redis in the environment.
    pub queue: Option<DnsLabel>,
    /// Number of the queue's database in that Redis.
    #[config(default = 0)]
    pub queue_database: u32,
    /// Processes that take work from the queue.
    #[config(default = 1, range(0..=1024))]
    pub workers: u32,
    /// Key that encrypts what it stores; the same everywhere. What was stored is lost with it.
    #[config(reload = "rebuild")]
    pub encryption_key: Secret<String>,
    /// Token of runners.
    pub runners_token: Option<Secret<String>>,
    /// Address at which webhooks reach it.
    #[config(format = "url")]
    pub webhook_url: Option<String>,
    /// Name of the store of vectors in the environment.
    pub vector_store: Option<DnsLabel>,
    /// Longest time of a request.
    #[config(default = "6m", range("1s"..="24h"))]
    pub request_timeout: std::time::Duration,
}

/// A workflow engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum WorkflowEngine {
    /// n8n.
    #[config(rename = "n8n")]
    N8n,
    /// Dify.
    Dify,
}

/// Where workflows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ExecutionMode {
    /// In the engine itself.
    Regular,
    /// In workers, through a queue.
    Queue,
}
