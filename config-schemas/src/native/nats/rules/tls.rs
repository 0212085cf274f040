//! Encryption where it is not between servers that know each other's addresses.

use super::{Found, TOGETHER};
use crate::infrastructure::nats::Tls;

pub(super) fn rules(found: &mut Found<'_>) {
    let nats = found.nats();
    let mut settings: Vec<(String, Option<&Tls>)> = vec![
        ("tls".to_owned(), nats.tls.as_ref()),
        ("resolver_tls".to_owned(), nats.resolver_tls.as_ref()),
        ("websocket.tls".to_owned(), nats.websocket.as_ref().and_then(|websocket| websocket.tls.as_ref())),
        ("mqtt.tls".to_owned(), nats.mqtt.as_ref().and_then(|mqtt| mqtt.tls.as_ref())),
    ];
    if let Some(leafnodes) = &nats.leafnodes {
        settings.push(("leafnodes.tls".to_owned(), leafnodes.tls.as_ref()));
        for (index, remote) in leafnodes.remotes.iter().flatten().enumerate() {
            settings.push((format!("leafnodes.remotes[{index}].tls"), remote.tls.as_ref()));
        }
    }
    for (path, tls) in settings {
        if tls.is_some_and(|tls| tls.verify_cert_and_check_known_urls) {
            found.error(
                TOGETHER,
                &format!("{path}.verify_cert_and_check_known_urls"),
                "verify_cert_and_check_known_urls is for clusters and gateways only",
                "use verify",
            );
        }
    }
}
