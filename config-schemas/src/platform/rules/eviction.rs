//! a Redis forgets what can be made again, and nothing else

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::infrastructure::redis::MaxmemoryPolicy;

pub(super) const RULE: Rule = Rule::new(
    "DATA-058-A",
    Severity::Error,
    "a Redis of queues refuses to forget, and a Redis of a cache alone forgets",
    "ours: maxmemory-policy against who uses it",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Redis(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        // Without maxmemory nothing is ever forgotten.
        if config.maxmemory.bytes() == 0 {
            continue;
        }
        let keeps = config.maxmemory_policy == MaxmemoryPolicy::Noeviction;
        let clients: Vec<(&Entry, Option<Use>)> =
            platform.clients(entry.name()).map(|client| (client, used(client, entry.name()))).collect();
        let queue = clients.iter().find_map(|(client, used)| Some((client, used.as_ref()?.queue?)));
        let caches = !clients.is_empty()
            && clients.iter().all(|(_, used)| used.as_ref().is_some_and(|used| used.queue.is_none()));
        if let Some((client, path)) = queue.filter(|_| !keeps) {
            let message =
                format!("{} forgets work of {} when its memory is full", entry.name(), client.name());
            findings
                .add(entry, "config.maxmemory-policy", message, "set maxmemory-policy to noeviction")
                .and(client, path);
        } else if let Some((client, Some(used))) = clients.first().filter(|_| caches && keeps) {
            let message = format!("{} is a cache and refuses to write when its memory is full", entry.name());
            findings
                .add(entry, "config.maxmemory-policy", message, "set maxmemory-policy to allkeys-lru")
                .and(client, used.path);
        }
    }
}

/// What a client uses a Redis for, as far as its settings say so.
struct Use {
    path: &'static str,
    queue: Option<&'static str>,
}

fn used(client: &Entry, name: &str) -> Option<Use> {
    match &client.configuration {
        Configuration::Workflow(loaded) => {
            let queue = loaded.value.config.queue.as_ref().is_some_and(|queue| queue.as_str() == name);
            queue.then_some(Use { path: "config.queue", queue: Some("config.queue") })
        }
        Configuration::Webhook(loaded) => {
            let letters = loaded.value.config.dead_letter.as_ref();
            let path = "config.dead_letter.service";
            letters
                .is_some_and(|letters| letters.service.as_str() == name)
                .then_some(Use { path, queue: Some(path) })
        }
        Configuration::LiteLlm(_) => {
            let path = "config.litellm_settings.cache_params";
            let cache = client
                .references
                .iter()
                .any(|reference| reference.service == name && reference.path.starts_with(path));
            // A router that only depends on it may share limits there as well.
            let other = client.references.iter().any(|reference| {
                reference.service == name
                    && reference.path.starts_with("config.")
                    && !reference.path.starts_with(path)
            });
            (cache && !other).then_some(Use { path, queue: None })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    fn redis(policy: &str) -> String {
        format!("name: r\nkind: redis\nowner: t\nconfig: {{maxmemory: 1gb, maxmemory-policy: {policy}}}\n")
    }

    #[test]
    fn queues_are_kept() {
        let client = (
            "w.yaml",
            "name: w\nkind: workflow\nowner: t\nconfig:\n  database: {url: \"${secret:w/database}\"}\n  encryption_key: \"${secret:w}\"\n  execution: queue\n  queue: r\n",
        );
        rule(
            "DATA-058-A",
            &[("r.yaml", &redis("noeviction")), client],
            &[("r.yaml", &redis("allkeys-lru")), client],
            &["r.yaml:4:44 w.yaml:8:10"],
        );
    }

    #[test]
    fn caches_forget() {
        let client = (
            "x.yaml",
            "name: x\nkind: litellm\nowner: t\nrun: {replicas: 2, min_available: 1}\ndependencies: [{service: r}]\nconfig:\n  litellm_settings:\n    cache_params: {type: redis, host: r, port: 6379}\n",
        );
        rule(
            "DATA-058-A",
            &[("r.yaml", &redis("allkeys-lru")), client],
            &[("r.yaml", &redis("noeviction")), client],
            &["r.yaml:4:44 x.yaml:8:5"],
        );
    }
}
