//! The routes of operators.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use config_core::ServiceConfig as _;
use config_core::export::{SchemaOptions, json_schema};
use config_core::manager::{InfrastructureService as _, Outcome, PathChange};
use llm_gateway::config::Gateway;
use serde_json::json;

use super::answer::{answer, json, text};
use super::clients::is_operator;
use super::service::Service;

pub(crate) async fn livez() -> Response {
    text(StatusCode::OK, "ok\n")
}

/// Ready also when the last reload was refused: the last good configuration serves.
pub(crate) async fn readyz(State(service): State<Arc<Service>>) -> Response {
    let health = service.manager.health();
    let ready = health.is_ready() && !service.is_draining();
    let pending: Vec<&str> = health.pending.iter().map(|change| change.path()).collect();
    let body = json!({
        "status": if service.is_draining() { "draining" } else { health.status.name() },
        "generation": health.generation,
        "reasons": health.reasons,
        "pending_restart": pending,
    });
    json(if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, body.to_string())
}

/// The values that serve, masked, each with its origin.
pub(crate) async fn config(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    let current = service.configuration();
    if !is_operator(&headers, &current) {
        return unauthorized();
    }
    let loaded = current.loaded();
    let values = loaded.to_json();
    let body = format!(
        "{{\"environment\": {}, \"generation\": {}, {}",
        json!(loaded.environment().name()),
        current.generation(),
        values.strip_prefix('{').unwrap_or("}")
    );
    json(StatusCode::OK, body)
}

/// The JSON Schema of the configuration, for editors and tools. It holds no values.
pub(crate) async fn schema() -> Response {
    let schema = json_schema(Gateway::SCHEMA, &SchemaOptions::default());
    answer(StatusCode::OK, "application/schema+json", schema.to_string())
}

/// The generations that are kept, and what each changed.
pub(crate) async fn history(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    if !is_operator(&headers, &service.configuration()) {
        return unauthorized();
    }
    let entries: Vec<serde_json::Value> = service
        .manager
        .history()
        .iter()
        .map(|entry| {
            json!({
                "generation": entry.generation(),
                "current": entry.is_current(),
                "cause": entry.cause().name(),
                "changes": paths(entry.changes()),
            })
        })
        .collect();
    json(StatusCode::OK, json!({"history": entries}).to_string())
}

/// Reloads: 200 with what became of it, or 400 with the findings.
pub(crate) async fn reload(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    if !is_operator(&headers, &service.configuration()) {
        return unauthorized();
    }
    let manager = Arc::clone(&service.manager);
    match tokio::task::spawn_blocking(move || manager.reload()).await {
        Ok(Ok(outcome)) => json(StatusCode::OK, told(&outcome)),
        Ok(Err(report)) => json(StatusCode::BAD_REQUEST, report.to_json()),
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "the reload was broken off\n"),
    }
}

fn told(outcome: &Outcome) -> String {
    let (changes, pending): (&[PathChange], &[PathChange]) = match outcome {
        Outcome::Applied { changes, .. } => (changes, &[]),
        Outcome::PartlyApplied { changes, pending, .. } => (changes, pending),
        Outcome::Held { pending, .. } => (&[], pending),
        _ => (&[], &[]),
    };
    let body = json!({
        "outcome": outcome.name(),
        "generation": outcome.generation(),
        "changes": paths(changes),
        "pending_restart": paths(pending),
    });
    body.to_string()
}

fn paths(changes: &[PathChange]) -> Vec<&str> {
    changes.iter().map(|change| change.path()).collect()
}

/// The metrics, at the path that the configuration of the moment gives; everything else is not found.
pub(crate) async fn other(State(service): State<Arc<Service>>, uri: Uri) -> Response {
    let current = service.configuration();
    if current.metrics.enabled && uri.path() == current.metrics.path {
        let mut body = service.manager.metrics().to_prometheus("");
        body.push_str(&service.figures.to_prometheus(&service.balancer.running()));
        return answer(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", body);
    }
    text(StatusCode::NOT_FOUND, "not found\n")
}

fn unauthorized() -> Response {
    text(StatusCode::UNAUTHORIZED, "this route wants the admin_key as a bearer token\n")
}
