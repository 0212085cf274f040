//! What accounts have of each other: what is imported must be exported to the account.

use std::collections::{BTreeMap, HashMap};

use super::{EXCHANGE, Found};
use crate::infrastructure::nats::{Account, Export, Import, Remote, is_literal, is_within};
use crate::native::nats::shape::join;

type Accounts = BTreeMap<String, Account>;

pub(super) fn rules(found: &mut Found<'_>) {
    let Some(accounts) = &found.nats().accounts else { return };
    for (name, account) in accounts {
        let path = join("accounts", name);
        for (index, export) in account.exports.iter().flatten().enumerate() {
            exported(found, accounts, &format!("{path}.exports[{index}]"), export);
        }
        let mut services: HashMap<&str, usize> = HashMap::new();
        let mut streams: Vec<(&Remote, Option<&str>)> = Vec::new();
        for (index, import) in account.imports.iter().flatten().enumerate() {
            let path = format!("{path}.imports[{index}]");
            imported(found, accounts, &path, name, import);
            if let Some(service) = &import.service
                && let Some(subject) = import.to.as_deref().or(service.subject.as_deref())
                && services.insert(subject, index).is_some()
            {
                let message = format!("{subject} is imported twice");
                found.error(EXCHANGE, &path, message, "give one of them another subject with to");
            }
            if let Some(service) = &import.service
                && let (Some(other), Some(subject)) = (&service.account, &service.subject)
                && let Some(length) = circle(accounts, other, subject, &mut vec![name.as_str()])
            {
                let message = format!("requests to {subject} come back to {name}");
                let help = "remove one of the imports of the circle";
                let place = format!("{path}.service");
                // The server finds circles of two accounts alone.
                match length {
                    1 => {}
                    2 => whole(found, &place, &message, help),
                    _ => found.warning(&place, message, help),
                }
            }
            if let Some(stream) = &import.stream {
                let place = import.to.as_deref().or(import.prefix.as_deref());
                if streams.contains(&(stream, place)) {
                    let message = "the stream is imported twice";
                    found.error(EXCHANGE, &path, message, "remove one of the imports");
                }
                streams.push((stream, place));
            }
        }
    }
}

/// Of how many accounts the circle is in which requests of an account's subject come back to where they began.
fn circle<'a>(
    accounts: &'a Accounts,
    account: &'a str,
    subject: &str,
    been: &mut Vec<&'a str>,
) -> Option<usize> {
    let (name, definition) = accounts.get_key_value(account)?;
    if been.first() == Some(&name.as_str()) {
        return Some(been.len());
    }
    if been.contains(&name.as_str()) {
        return None;
    }
    been.push(name);
    let found = definition.imports.iter().flatten().find_map(|import| {
        let service = import.service.as_ref()?;
        let next = service.subject.as_deref()?;
        let here = import.to.as_deref().unwrap_or(next);
        let goes_on = is_within(subject, here) || is_within(here, subject);
        goes_on.then(|| circle(accounts, service.account.as_deref()?, next, been))?
    });
    been.pop();
    found
}

fn exported(found: &mut Found<'_>, accounts: &Accounts, path: &str, export: &Export) {
    if export.stream.is_some() && export.service.is_some() {
        let message = "an export has either a stream or a service";
        found.error(EXCHANGE, &format!("{path}.service"), message, "write two exports");
    }
    if export.stream.is_some() {
        for (name, given) in [
            ("response_type", export.response_type.is_some()),
            ("response_threshold", export.response_threshold.is_some()),
            ("latency", export.latency.is_some()),
            ("allow_trace", export.allow_trace.is_some()),
        ] {
            if given {
                let message = format!("{name} is for services, not for streams");
                found.error(EXCHANGE, &format!("{path}.{name}"), message, "remove it");
            }
        }
    }
    for account in export.accounts.iter().flatten() {
        defined(found, accounts, &format!("{path}.accounts"), account);
    }
    if let Some(latency) = &export.latency {
        if !is_literal(&latency.subject) {
            let message = "the subject of latency must be a subject without wildcards";
            whole(found, &format!("{path}.latency"), message, "write tokens with points between them");
        } else if found.nats().no_system_account {
            let message = "latency needs the account of the system";
            whole(found, &format!("{path}.latency"), message, "remove no_system_account");
        }
    }
    if let Some(position) = export.account_token_position.filter(|position| *position > 0)
        && let Some(subject) = export.stream.as_deref().or(export.service.as_deref())
    {
        let token = usize::try_from(position).ok().and_then(|position| subject.split('.').nth(position - 1));
        if token != Some("*") {
            let message = "account_token_position must be that of a wildcard * in the subject";
            whole(
                found,
                &format!("{path}.account_token_position"),
                message,
                "count the tokens of the subject from 1",
            );
        }
    }
}

fn imported(found: &mut Found<'_>, accounts: &Accounts, path: &str, name: &str, import: &Import) {
    if import.stream.is_some() && import.service.is_some() {
        let message = "an import has either a stream or a service";
        found.error(EXCHANGE, &format!("{path}.stream"), message, "write two imports");
    }
    if import.stream.is_some() && import.prefix.is_some() && import.to.is_some() {
        let message = "the import of a stream has either prefix or to";
        found.error(EXCHANGE, &format!("{path}.to"), message, "remove one of them");
    }
    if import.service.is_some() && import.allow_trace.is_some() {
        let message = "allow_trace is for streams here, not for services";
        found.error(
            EXCHANGE,
            &format!("{path}.allow_trace"),
            message,
            "set it where the service is exported",
        );
    }
    for (kind, remote) in [("stream", &import.stream), ("service", &import.service)] {
        let Some(remote) = remote else { continue };
        let path = format!("{path}.{kind}");
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (Some(account), Some(subject)) = (given(&remote.account), given(&remote.subject)) else {
            let message = "an import needs the account and the subject";
            found.error(
                EXCHANGE,
                &path,
                message,
                format!("write {kind}: {{account: OTHER, subject: orders.new}}"),
            );
            continue;
        };
        if !defined(found, accounts, &path, &account) {
            continue;
        }
        let exports = accounts.get(&account).into_iter().flat_map(|account| account.exports.iter().flatten());
        let mut offered = exports.filter(|export| {
            let exported = if kind == "stream" { &export.stream } else { &export.service };
            exported.as_deref().is_some_and(|exported| is_within(&subject, exported))
        });
        let may_have = |export: &Export| match &export.accounts {
            Some(accounts) if !accounts.is_empty() => accounts.iter().any(|account| account == name),
            _ => true,
        };
        if !offered.any(|export| export.account_token_position.is_some() || may_have(export)) {
            let message = format!("account {account} does not export the {kind} {subject} to {name}");
            whole(found, &path, &message, "export it there, or correct the subject");
        }
    }
}

fn defined(found: &mut Found<'_>, accounts: &Accounts, path: &str, account: &str) -> bool {
    if accounts.contains_key(account) || account.starts_with("${env:") {
        return true;
    }
    let nearest = crate::native::nearest(account, accounts.keys().map(String::as_str));
    let help = match nearest {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => "define the account".to_owned(),
    };
    whole(found, path, &format!("no account is called {account}"), &help);
    false
}

/// Something that the server says of `accounts` as a whole; the place itself comes first.
fn whole(found: &mut Found<'_>, path: &str, message: &str, help: &str) {
    let finding = config_core::Finding::error(EXCHANGE, path, message).with_help(help);
    let finding = found.loaded.locate(finding, path);
    found.findings.push(found.loaded.locate(finding, "accounts"));
}
