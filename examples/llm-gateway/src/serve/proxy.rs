//! The routes of clients: limited by rate, and passed on to an upstream.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use config_core::manager::Snapshot;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use llm_gateway::config::{Gateway, Upstream};
use serde_json::json;

use super::answer::{error, json};
use super::balance::Permit;
use super::clients::client;
use super::service::Service;

/// The names that clients may use, from the table of aliases.
pub(crate) async fn models(
    State(service): State<Arc<Service>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let current = service.configuration();
    if let Some(refusal) = refused(&service, &current, &headers, peer) {
        return marked(refusal, &current);
    }
    let upstreams: Vec<&str> = current.upstreams.iter().map(|upstream| upstream.name.as_str()).collect();
    let model = |id: &str, root: &str| json!({"id": id, "object": "model", "owned_by": "llm-gateway", "root": root, "upstreams": upstreams});
    let own = current.engine.model.as_str();
    let mut data = vec![model(own, own)];
    data.extend(current.aliases.iter().map(|(alias, name)| model(alias, name)));
    let body = json!({"object": "list", "data": data});
    marked(json(StatusCode::OK, body.to_string()), &current)
}

/// Passes a request on. The whole request sees one configuration, from its limits to its upstream.
pub(crate) async fn forward(
    State(service): State<Arc<Service>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let current = service.configuration();
    if let Some(refusal) = refused(&service, &current, request.headers(), peer) {
        return marked(refusal, &current);
    }
    let response = match tokio::time::timeout(current.timeout, attempts(&service, &current, request)).await {
        Ok(response) => response,
        Err(_) => error(
            StatusCode::GATEWAY_TIMEOUT,
            "timeout",
            "the upstream did not answer in the time of the gateway",
        ),
    };
    if response.status().is_server_error() {
        service.figures.failed.fetch_add(1, Ordering::Relaxed);
    }
    marked(response, &current)
}

/// Why a client may not ask now.
fn refused(
    service: &Service,
    current: &Snapshot<Gateway>,
    headers: &HeaderMap,
    peer: SocketAddr,
) -> Option<Response> {
    service.figures.requests.fetch_add(1, Ordering::Relaxed);
    let environment = current.loaded().environment();
    let Some(client) = client(headers, peer, current, environment) else {
        return Some(error(StatusCode::UNAUTHORIZED, "authentication", "no key, or one that is not known"));
    };
    let wait = service.buckets.take(&client, &current.limits, Instant::now()).err()?;
    service.figures.limited.fetch_add(1, Ordering::Relaxed);
    let mut response = error(
        StatusCode::TOO_MANY_REQUESTS,
        "rate_limit",
        "more requests than limits.requests_per_second allows",
    );
    let seconds = wait.as_secs() + 1;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Some(response)
}

/// The generation in every answer, so that an incident leads to a change.
fn marked(mut response: Response, current: &Snapshot<Gateway>) -> Response {
    let name = HeaderName::from_static("x-config-generation");
    response.headers_mut().insert(name, HeaderValue::from(current.generation()));
    response
}

async fn attempts(service: &Service, current: &Snapshot<Gateway>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let limit = usize::try_from(current.max_body.bytes()).unwrap_or(usize::MAX);
    let body = match Limited::new(body, limit).collect().await {
        Ok(body) => body.to_bytes(),
        Err(problem) if problem.is::<LengthLimitError>() => {
            return error(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the body is larger than max_body");
        }
        Err(_) => return error(StatusCode::BAD_REQUEST, "broken_body", "the body broke off"),
    };
    let mut tried: Vec<&str> = Vec::new();
    let mut pause = current.retry.backoff;
    loop {
        let Some((upstream, permit)) = service.balancer.pick(&current.upstreams, &tried) else {
            return if tried.is_empty() {
                error(StatusCode::SERVICE_UNAVAILABLE, "overloaded", "no upstream has room")
            } else {
                error(StatusCode::BAD_GATEWAY, "upstream", "no upstream could be reached")
            };
        };
        let problem = match one(service, current, upstream, &parts, body.clone()).await {
            Ok(response) => return kept_until_read(response, permit),
            Err(problem) => problem,
        };
        drop(permit);
        tried.push(&upstream.name);
        let further = tried.len() <= usize::from(current.retry.attempts) && within_budget(service, current);
        if !further {
            let message = format!("upstream {} could not be reached: {problem}", upstream.name);
            return error(StatusCode::BAD_GATEWAY, "upstream", &message);
        }
        service.figures.retries.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(pause).await;
        pause = pause.saturating_mul(2).min(Duration::from_secs(60));
    }
}

/// Whether retries are few enough among the requests. The first ten are free, or a quiet service could never retry.
#[expect(clippy::cast_precision_loss, reason = "a share needs no last digit")]
fn within_budget(service: &Service, current: &Snapshot<Gateway>) -> bool {
    let retries = service.figures.retries.load(Ordering::Relaxed);
    let requests = service.figures.requests.load(Ordering::Relaxed);
    retries < 10 || (retries as f64) < requests as f64 * current.retry.budget.fraction()
}

/// One attempt at one upstream.
async fn one(
    service: &Service,
    current: &Snapshot<Gateway>,
    upstream: &Upstream,
    parts: &Parts,
    body: Bytes,
) -> Result<Response, String> {
    let uri = target(upstream, &parts.uri)?;
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = parts.method.clone();
    *request.uri_mut() = uri;
    for (name, value) in &parts.headers {
        if !is_of_the_hop(name) && !is_ours(name) {
            request.headers_mut().append(name.clone(), value.clone());
        }
    }
    if let Some(key) = &upstream.api_key {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret()))
            .map_err(|_| "its api_key cannot stand in a header".to_owned())?;
        value.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, value);
    }
    let client = service.clients.get(current.timeouts.connect);
    match client.request(request).await {
        Ok(response) => {
            let (mut parts, body) = response.into_parts();
            let hops: Vec<HeaderName> =
                parts.headers.keys().filter(|name| is_of_the_hop(name)).cloned().collect();
            hops.iter().for_each(|name| drop(parts.headers.remove(name)));
            Ok(Response::from_parts(parts, Body::new(body)))
        }
        Err(problem) => Err(if problem.is_connect() { "no connection" } else { "it broke off" }.to_owned()),
    }
}

/// The upstream's base address with the rest of the path: both begin at `/v1`.
fn target(upstream: &Upstream, uri: &Uri) -> Result<Uri, String> {
    if !upstream.url.starts_with("http://") {
        return Err("this example speaks plain HTTP to upstreams; put a TLS proxy between".to_owned());
    }
    let rest = uri.path_and_query().map_or("", |rest| rest.as_str());
    let rest = rest.strip_prefix("/v1").unwrap_or(rest);
    let whole = format!("{}{rest}", upstream.url.trim_end_matches('/'));
    whole.parse().map_err(|_| "its address and the path make no URL".to_owned())
}

/// Headers that the gateway sets itself.
fn is_ours(name: &HeaderName) -> bool {
    matches!(*name, header::AUTHORIZATION | header::CONTENT_LENGTH | header::HOST)
}

/// Headers that belong to one connection.
fn is_of_the_hop(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "connection"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

/// An answer that counts as running until it has been read to its end.
fn kept_until_read(response: Response, permit: Permit) -> Response {
    response.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let _running = &permit;
            frame
        }))
    })
}
