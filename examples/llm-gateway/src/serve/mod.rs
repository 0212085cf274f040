//! The gateway as a running service: its limits and upstreams change while it answers.

mod administration;
mod answer;
mod balance;
mod bucket;
mod clients;
mod proxy;
mod service;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};
use config_core::manager::{Change, ClassPolicy, ConfigurationManager, InfrastructureService as _};
use config_core::{Loader, Report, doctor};
use llm_gateway::config::Gateway;
use service::Service;

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
    let manager = Arc::new(
        ConfigurationManager::<Gateway>::builder(loader)
            // A new address must not keep new limits waiting.
            .class_policy(ClassPolicy::ApplyHot)
            .subscriber(|change: &Change<Gateway>| {
                let paths: Vec<&str> = change.paths().iter().map(|change| change.path()).collect();
                eprintln!("generation {}: {} changed", change.new().generation(), paths.join(", "));
            })
            .build()?,
    );
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
    let result = runtime.block_on(run(Arc::clone(&manager), current.listen));
    manager.stop();
    // What still runs after its time is broken off.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    result
}

async fn run(manager: Arc<ConfigurationManager<Gateway>>, listen: SocketAddr) -> Result<(), Problem> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| Problem::System(format!("cannot listen on {listen}: {error}")))?;
    let address = listener.local_addr().map_err(|error| Problem::System(error.to_string()))?;
    let service = Arc::new(Service::new(manager));
    let router = Router::new()
        .route("/livez", get(administration::livez))
        .route("/readyz", get(administration::readyz))
        .route("/config", get(administration::config))
        .route("/config/history", get(administration::history))
        .route("/-/reload", post(administration::reload))
        .route("/v1/models", get(proxy::models))
        .route("/v1/{*path}", any(proxy::forward))
        .fallback(administration::other)
        .with_state(Arc::clone(&service));
    super::write_line(&format!("listening on http://{address}"));
    let told = Arc::clone(&service);
    let drained = Arc::clone(&service);
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            ended().await;
            told.drain();
        });
    tokio::select! {
        result = serving => result.map_err(|error| Problem::System(error.to_string())),
        () = drained.drained() => Ok(()),
    }
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
