//! The gateway as a running service: its limits and upstreams change while it answers.

mod administration;
mod answer;
mod balance;
mod bucket;
mod clients;
mod proxy;
mod service;
mod supervisor;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};
use config_core::manager::{ClassPolicy, ConfigurationManager, InfrastructureService as _, PathChange};
use config_core::{Loader, Report, doctor};
use llm_gateway::config::Gateway;
use service::Service;
use supervisor::Supervisor;

/// Why the gateway does not run.
pub(crate) enum Problem {
    /// Its configuration was refused.
    Refused(Report),
    /// The system did not give what it needs.
    System(String),
}

impl From<Report> for Problem {
    fn from(report: Report) -> Self {
        Self::Refused(report)
    }
}

/// Runs until a signal ends it.
pub(crate) fn serve(loader: Loader) -> Result<(), Problem> {
    // A new address must not keep new limits waiting.
    let builder = ConfigurationManager::<Gateway>::builder(loader).class_policy(ClassPolicy::ApplyHot);
    let supervisor = Supervisor::from_env()?;
    let manager = Arc::new(supervisor.hear_of_reloads(builder).build()?);
    let current = manager.current();
    for report in [current.report(), &doctor::examine(current.loaded())] {
        if !report.is_empty() {
            report.print();
        }
    }
    let workers = std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 8));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()
        .map_err(|error| Problem::System(format!("no threads to serve with: {error}")))?;
    manager.start()?;
    let result = runtime.block_on(run(Arc::clone(&manager), current.listen, &supervisor));
    manager.stop();
    // What still runs after its time is broken off.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    result
}

/// Writes a line for every new generation.
async fn tell_changes(manager: Arc<ConfigurationManager<Gateway>>) {
    let mut values = manager.watch();
    while values.changed().await.is_ok() {
        let generation = values.borrow_and_update().generation();
        let history = manager.history();
        let entry = history.iter().find(|entry| entry.generation() == generation);
        let paths: Vec<&str> =
            entry.map(|entry| entry.changes().iter().map(PathChange::path).collect()).unwrap_or_default();
        eprintln!("generation {generation} serves: {} changed", paths.join(", "));
    }
}

async fn run(
    manager: Arc<ConfigurationManager<Gateway>>,
    listen: SocketAddr,
    supervisor: &Supervisor,
) -> Result<(), Problem> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| Problem::System(format!("cannot listen on {listen}: {error}")))?;
    let address = listener.local_addr().map_err(|error| Problem::System(error.to_string()))?;
    tokio::spawn(tell_changes(Arc::clone(&manager)));
    let service = Arc::new(Service::new(manager));
    let router = Router::new()
        .route("/livez", get(administration::livez))
        .route("/readyz", get(administration::readyz))
        .route("/config", get(administration::config))
        .route("/config/schema", get(administration::schema))
        .route("/config/history", get(administration::history))
        .route("/-/reload", post(administration::reload))
        .route("/v1/models", get(proxy::models))
        .route("/v1/{*path}", any(proxy::forward))
        .fallback(administration::other)
        .with_state(Arc::clone(&service));
    super::write_line(&format!("listening on http://{address}"));
    supervisor.ready();
    let told = Arc::clone(&service);
    let drained = Arc::clone(&service);
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            ended().await;
            told.drain();
        });
    let result = tokio::select! {
        result = serving => result.map_err(|error| Problem::System(error.to_string())),
        () = drained.drained() => Ok(()),
    };
    supervisor.stopping();
    result
}

/// Waits for the signal that ends the service.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut terminate), Ok(mut interrupt)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
