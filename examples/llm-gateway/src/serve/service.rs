//! What every request sees: the configuration of the moment, and what runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use config_core::manager::{ConfigurationManager, Snapshot};
use llm_gateway::config::Gateway;

use super::balance::Balancer;
use super::bucket::Buckets;
use super::clients::Clients;

/// The running gateway.
pub(crate) struct Service {
    pub(crate) manager: Arc<ConfigurationManager<Gateway>>,
    pub(crate) buckets: Buckets,
    pub(crate) balancer: Balancer,
    pub(crate) clients: Clients,
    pub(crate) figures: Figures,
    draining: tokio::sync::watch::Sender<bool>,
}

/// What is counted besides the configuration's own figures.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) requests: AtomicU64,
    pub(crate) limited: AtomicU64,
    pub(crate) failed: AtomicU64,
    pub(crate) retries: AtomicU64,
}

impl Service {
    pub(crate) fn new(manager: Arc<ConfigurationManager<Gateway>>) -> Self {
        Self {
            manager,
            buckets: Buckets::new(),
            balancer: Balancer::default(),
            clients: Clients::default(),
            figures: Figures::default(),
            draining: tokio::sync::watch::Sender::new(false),
        }
    }

    /// The configuration for one request. It stays the same until the request ends, whatever is reloaded meanwhile.
    pub(crate) fn configuration(&self) -> Snapshot<Gateway> {
        // A clone does not hold the manager's reader slot across waits.
        self.manager.current().clone()
    }

    pub(crate) fn is_draining(&self) -> bool {
        *self.draining.borrow()
    }

    pub(crate) fn drain(&self) {
        self.draining.send_replace(true);
    }

    /// Ends when running requests have had their time to end.
    pub(crate) async fn drained(&self) {
        let mut draining = self.draining.subscribe();
        if draining.wait_for(|draining| *draining).await.is_ok() {
            tokio::time::sleep(self.configuration().timeouts.drain).await;
        }
    }
}

impl Figures {
    /// The text that Prometheus reads.
    pub(crate) fn to_prometheus(&self, running: &[(String, u32)]) -> String {
        use std::fmt::Write as _;
        let mut out = String::new();
        for (name, help, value) in [
            ("gateway_requests_total", "Requests to the model servers.", &self.requests),
            ("gateway_limited_total", "Requests beyond a client's rate.", &self.limited),
            ("gateway_failed_total", "Requests that no upstream answered.", &self.failed),
            ("gateway_retries_total", "Further attempts after a failed one.", &self.retries),
        ] {
            let value = value.load(Ordering::Relaxed);
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
        }
        out.push_str("# HELP gateway_running Requests that run now.\n# TYPE gateway_running gauge\n");
        for (name, count) in running {
            let _ = writeln!(out, "gateway_running{{upstream=\"{name}\"}} {count}");
        }
        out
    }
}
