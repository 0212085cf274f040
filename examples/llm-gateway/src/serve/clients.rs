//! Who asks, and the HTTP client that asks the upstreams.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use config_core::{Environment, Secret};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use llm_gateway::config::Gateway;

pub(crate) type HttpClient = Client<HttpConnector, Body>;

/// The HTTP client for the upstreams, made anew when the time to connect changes.
#[derive(Default)]
pub(crate) struct Clients(Mutex<Option<(Duration, HttpClient)>>);

impl Clients {
    pub(crate) fn get(&self, connect: Duration) -> HttpClient {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*held {
            Some((time, client)) if *time == connect => client.clone(),
            _ => {
                let mut connector = HttpConnector::new();
                connector.set_connect_timeout(Some(connect));
                connector.set_nodelay(true);
                let client = Client::builder(TokioExecutor::new()).build(connector);
                *held = Some((connect, client.clone()));
                client
            }
        }
    }
}

/// The key of a request: what follows `Bearer`.
fn bearer(headers: &HeaderMap) -> Option<Secret<String>> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::from(key.trim()))
}

/// What to count a client's requests under; nothing when its key is not known. On a developer's machine a client without
/// a key is known by its address.
pub(crate) fn client(
    headers: &HeaderMap,
    peer: SocketAddr,
    gateway: &Gateway,
    environment: &Environment,
) -> Option<String> {
    match bearer(headers) {
        // Every key is compared, so that the time tells nothing about which one it was.
        Some(key) => gateway
            .api_keys
            .iter()
            .enumerate()
            .fold(None, |found, (index, known)| if *known == key { Some(index) } else { found })
            .map(|index| format!("key {index}")),
        None => (*environment == Environment::Development).then(|| peer.ip().to_string()),
    }
}

/// Whether a request may see and change what operators see and change.
pub(crate) fn is_operator(headers: &HeaderMap, gateway: &Gateway) -> bool {
    match &gateway.admin_key {
        Some(known) => bearer(headers).is_some_and(|key| key == *known),
        None => true,
    }
}
