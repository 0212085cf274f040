//! The server with others: clusters, gateways, leaf nodes; and how it goes.

use std::collections::HashSet;

use config_core::{Code, Secret};

use super::{AUTHORIZATION, Found, TOGETHER, url};
use crate::infrastructure::nats::Authorization;
use crate::value::OneOrMany;

pub(super) fn rules(found: &mut Found<'_>) {
    lame_duck(found);
    store(found);
    cluster(found);
    gateway(found);
    leafnodes(found);
}

fn lame_duck(found: &mut Found<'_>) {
    let nats = found.nats();
    let (duration, grace) = (nats.lame_duck_duration, nats.lame_duck_grace_period);
    if duration.seconds() < 30.0 {
        let message = "lame_duck_duration must be at least 30 seconds";
        found.error(TOGETHER, "lame_duck_duration", message, "write 30s or more");
    }
    if grace.nanoseconds() < 0 {
        let message = "lame_duck_grace_period must not be negative";
        found.error(TOGETHER, "lame_duck_grace_period", message, "write 0s or more");
    } else if grace >= duration {
        let message = "lame_duck_grace_period must be less than lame_duck_duration";
        found.error(TOGETHER, "lame_duck_grace_period", message, "shorten it");
    }
}

fn store(found: &mut Found<'_>) {
    let nats = found.nats();
    let inside = nats.jetstream.as_ref().and_then(|jetstream| jetstream.store_dir.as_ref());
    if nats.store_dir.is_some() && inside.is_some() {
        let message = "the directory of the data is given twice, here and as store_dir of the server";
        found.error(TOGETHER, "jetstream.store_dir", message, "remove one of them");
    }
}

fn cluster(found: &mut Found<'_>) {
    let Some(cluster) = &found.nats().cluster else { return };
    if let Some(authorization) = &cluster.authorization {
        one_user(found, "cluster.authorization", authorization);
        if authorization.default_permissions.is_some() {
            found.warning(
                "cluster.authorization",
                "permissions in the authorization of a cluster are no longer used",
                "move them to cluster.permissions",
            );
        }
    }
    if cluster.permissions.as_ref().is_some_and(|permissions| permissions.allow_responses.is_some()) {
        found.error(
            AUTHORIZATION,
            "cluster.permissions",
            "the servers of a cluster cannot be allowed to answer only",
            "remove allow_responses",
        );
    }
    addresses(found, "cluster.routes", &cluster.routes, true);
}

fn gateway(found: &mut Found<'_>) {
    let Some(gateway) = &found.nats().gateway else { return };
    if let Some(authorization) = &gateway.authorization {
        one_user(found, "gateway.authorization", authorization);
    }
    for (index, remote) in gateway.gateways.iter().flatten().enumerate() {
        let urls = remote.urls.as_deref().unwrap_or_default();
        addresses(found, &format!("gateway.gateways[{index}].urls"), urls, true);
    }
}

fn leafnodes(found: &mut Found<'_>) {
    let Some(leafnodes) = &found.nats().leafnodes else { return };
    if let Some(authorization) = &leafnodes.authorization {
        let path = "leafnodes.authorization";
        let users = authorization.users.as_deref().unwrap_or_default();
        if !users.is_empty() && (authorization.user.is_some() || authorization.nkey.is_some()) {
            let message = "leafnodes.authorization has either users, or a user";
            found.error(AUTHORIZATION, path, message, "remove one of them");
        }
        let mut names = HashSet::new();
        for name in users.iter().filter_map(|user| user.user.as_deref()) {
            if !names.insert(name) {
                let message = format!("the user {name} is there twice");
                found.error(AUTHORIZATION, path, message, "give each user a name of its own");
            }
        }
    }
    for (index, remote) in leafnodes.remotes.iter().flatten().enumerate() {
        let urls = remote.urls.as_ref().map(OneOrMany::as_slice).unwrap_or_default();
        addresses(found, &format!("leafnodes.remotes[{index}].urls"), urls, urls.len() > 1);
        let seed = remote.nkey.as_ref().map(Secret::expose_secret);
        if seed.is_some_and(|seed| {
            seed.len() != 58
                || !seed.starts_with("SU")
                || !seed.bytes().all(|letter| letter.is_ascii_uppercase() || (b'2'..=b'7').contains(&letter))
        }) {
            found.error(
                AUTHORIZATION,
                &format!("leafnodes.remotes[{index}].nkey"),
                "nkey is no seed of a user",
                "write the 58 letters that begin with SU",
            );
        }
    }
}

/// Servers sign in to each other with one user, and no token.
fn one_user(found: &mut Found<'_>, path: &str, authorization: &Authorization) {
    let help = "give one user with a password";
    if authorization.users.is_some() {
        found.error(AUTHORIZATION, path, format!("{path} takes one user, not several"), help);
    }
    if authorization.token.is_some() {
        found.error(AUTHORIZATION, path, format!("{path} takes a user, not a token"), help);
    }
}

/// Each address must be one; none needs to be there twice.
fn addresses(found: &mut Found<'_>, path: &str, urls: &[Secret<String>], list: bool) {
    let mut seen = HashSet::new();
    for (index, url) in urls.iter().enumerate() {
        let place = if list { format!("{path}[{index}]") } else { path.to_owned() };
        let url = url.expose_secret().as_str();
        if url.starts_with("${env:") {
            continue;
        }
        if !seen.insert(url) {
            found.warning(&place, "the address is there twice", "remove one of them");
        } else if let Some(problem) = url::problem(url) {
            let message = format!("the address {problem}");
            found.error(Code::MALFORMED, &place, message, "write it as nats://host:4222");
        }
    }
}
