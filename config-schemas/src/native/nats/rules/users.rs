//! Users, of whom each name and each key is there once.

use std::collections::HashSet;

use super::{AUTHORIZATION, Found};
use crate::infrastructure::nats::User;
use crate::native::nats::shape::join;

pub(super) fn rules(found: &mut Found<'_>) {
    let nats = found.nats();
    let mut names = HashSet::new();
    let mut in_accounts = false;
    for (name, account) in nats.accounts.iter().flatten() {
        let path = format!("{}.users", join("accounts", name));
        let users = account.users.as_deref().unwrap_or_default();
        in_accounts |= !users.is_empty();
        each(found, &path, users);
        once(found, &path, users, &mut names);
    }
    let Some(authorization) = &nats.authorization else { return };
    let users = authorization.users.as_deref().unwrap_or_default();
    each(found, "authorization.users", users);
    once(found, "authorization", users, &mut names);
    let single = authorization.user.is_some() || authorization.token.is_some();
    if in_accounts && single && authorization.users.is_none() {
        found.error(
            AUTHORIZATION,
            "authorization",
            "a single user or a token cannot be there when accounts have users",
            "move the user to an account",
        );
    }
}

/// A user has a name, or a key and no name.
fn each(found: &mut Found<'_>, path: &str, users: &[User]) {
    for (index, user) in users.iter().enumerate() {
        let place = format!("{path}[{index}]");
        if user.nkey.is_none() && user.user.as_ref().is_none_or(String::is_empty) {
            found.error(AUTHORIZATION, &place, "a user needs user or nkey", "give it a name");
        } else if user.nkey.is_some() && (user.user.is_some() || user.password.is_some()) {
            let message = "a user with nkey has neither user nor password";
            found.error(AUTHORIZATION, &place, message, "remove the name and the password");
        }
    }
}

fn once<'u>(found: &mut Found<'_>, path: &str, users: &'u [User], names: &mut HashSet<&'u str>) {
    for user in users {
        let key = user.nkey.as_ref().map(|key| key.as_str());
        let Some(name) = key.or(user.user.as_deref()) else { continue };
        if !names.insert(name) {
            let message = format!("the user {name} is there twice");
            found.error(AUTHORIZATION, path, message, "give each user a name of its own");
        }
    }
}
