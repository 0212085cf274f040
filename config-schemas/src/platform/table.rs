//! Where each of the 84 rules of the platform is kept: in a schema, in a native file, between services, or not at all.

use std::fmt::Write as _;

use super::rules::RULES;

/// Where a rule is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the typed schema, so that every reading enforces it. The code of its findings.
    Schema(&'static str),
    /// Between services, by a rule of [`RULES`].
    Between(&'static str),
    /// Between environments, by [`super::Platform::compare`]. The code of its findings.
    Compared(&'static str),
    /// Nowhere, for a reason.
    Not(&'static str),
    /// A part that is kept nowhere, and why.
    Without(&'static str),
}

/// One rule of the list.
#[derive(Clone, Copy, Debug)]
pub struct Coverage {
    /// Its number.
    pub number: u8,
    /// What it says.
    pub title: &'static str,
    /// Where it is kept; several places keep parts of it.
    pub places: &'static [Where],
}

const fn row(number: u8, title: &'static str, places: &'static [Where]) -> Coverage {
    Coverage { number, title, places }
}

use Where::{Between, Compared, Not, Schema, Without};

/// Every rule of the list, by its number.
pub const COVERAGE: &[Coverage] = &[
    row(1, "parallelism fits the graphics processors of vLLM, SGLang and TGI", &[Between("GPU-001")]),
    row(2, "attention heads are shared evenly", &[Between("GPU-002")]),
    row(3, "context parallelism divides tensor parallelism", &[Schema("VLLM-003")]),
    row(
        4,
        "the longest sequence fits the model's context",
        &[Between("GPU-004"), Without("factors of rope that stand in hf_overrides")],
    ),
    row(5, "without chunked prefill a batch holds a whole prompt", &[Schema("VLLM-005")]),
    row(
        6,
        "a batch holds a token of each request, and no more than all requests have",
        &[Schema("VLLM-006")],
    ),
    row(7, "active requests and prefill thresholds are in bounds", &[Schema("VLLM-007")]),
    row(8, "a batch holds the drafts of every request", &[Schema("VLLM-008")]),
    row(
        9,
        "adapters fit and have names of their own",
        &[Schema("VLLM-009"), Without("the rank of an adapter, which stands in its own files")],
    ),
    row(10, "tool choice has a parser", &[Schema("VLLM-010")]),
    row(
        11,
        "a connector of caches has a role, and who gives somebody who takes",
        &[Schema("VLLM-011"), Between("RUN-011")],
    ),
    row(12, "several machines have an executor that spans them", &[Schema("VLLM-012")]),
    row(
        13,
        "load balancing inside and outside exclude each other and have their ranks and copies",
        &[Schema("VLLM-013"), Without("whether a model is dense, which stands in its checkpoint")],
    ),
    row(14, "expert balancing needs expert parallelism", &[Schema("VLLM-014")]),
    row(
        15,
        "the type of the cache is that of the model, and quantization that of the checkpoint, where platform.yaml declares them",
        &[Between("GPU-015")],
    ),
    row(16, "models of object storage are streamed", &[Schema("VLLM-016")]),
    row(17, "gpu_memory_utilization has no effect beside kv_cache_memory_bytes", &[Schema("CFG0409")]),
    row(18, "servers share the memory of a processor", &[Between("GPU-018")]),
    row(
        19,
        "weights and the cache of one longest sequence fit into memory",
        &[Between("GPU-019"), Without("vram_minimum_gb of recipes, which no platform names")],
    ),
    row(20, "remote code is pinned", &[Schema("VLLM-020")]),
    row(21, "ports of one server differ, also among its parts", &[Schema("VLLM-021"), Between("NET-065")]),
    row(22, "public servers ask for keys in production", &[Between("SEC-022")]),
    row(23, "no service is called vllm", &[Between("RUN-023")]),
    row(
        24,
        "keys and certificates come in pairs",
        &[
            Schema("VLLM-024"),
            Schema("SGLANG-024"),
            Schema("OTEL-024"),
            Schema("GW-024"),
            Schema("REDIS-024"),
            Schema("NATS-024"),
            Schema("QDRANT-024"),
            Schema("PGB-024"),
        ],
    ),
    row(25, "quantized caches of Ollama need flash attention", &[Schema("OLLAMA-025")]),
    row(
        26,
        "models of Ollama fit into memory, where platform.yaml declares their caches",
        &[Between("GPU-026")],
    ),
    row(27, "lengths of TGI are in order", &[Schema("TGI-027")]),
    row(28, "names in fallbacks are models", &[Schema("LITELLM-028")]),
    row(
        29,
        "fallbacks lead somewhere: an error where a model has no other than itself, or is more than max_fallbacks steps away and never tried; a warning where several go in a circle, for the router tries each once and stops; a note where default_fallbacks close it",
        &[Schema("LITELLM-029")],
    ),
    row(30, "priorities name all models", &[Schema("LITELLM-030")]),
    row(
        31,
        "clean-up sizes are in order, and spending is remembered for long enough",
        &[Schema("LITELLM-031")],
    ),
    row(
        32,
        "a cache of LiteLLM has its store, and vectors the length of their model",
        &[Schema("LITELLM-032"), Between("DATA-032"), Between("DATA-074-A")],
    ),
    row(33, "requests do not exceed limits, and processors are whole", &[Schema("K8S-033")]),
    row(34, "a rollout moves", &[Schema("K8S-034")]),
    row(35, "a rollout has spare processors", &[Between("GPU-035")]),
    row(36, "bounds of replicas are in order, and one alone sets their number", &[Schema("K8S-036")]),
    row(37, "probes are well formed", &[Schema("K8S-037")]),
    row(
        38,
        "engines have time to start",
        &[
            Between("RUN-038"),
            Without(
                "how long weights take to load, which nobody declares: VLLM_ENGINE_READY_TIMEOUT_S stands for it",
            ),
        ],
    ),
    row(
        39,
        "probes name ports of their container, and services endpoints of their own",
        &[Schema("K8S-039"), Between("NET-063-A")],
    ),
    row(40, "services have time to end", &[Between("RUN-040")]),
    row(41, "several processors share memory", &[Between("RUN-041")]),
    row(
        42,
        "security contexts do not contradict themselves, and pods keep the level of a namespace in their file",
        &[
            Schema("K8S-042"),
            Without("levels of namespaces that stand elsewhere, and that production has one at all"),
        ],
    ),
    row(43, "network policies are well formed", &[Schema("K8S-043")]),
    row(
        44,
        "production is pinned, doubled, quiet and without known secrets",
        &[Between("RUN-044"), Between("IMG-044"), Between("SEC-044"), Between("KEY-044"), Between("LOG-044")],
    ),
    row(45, "scrapes end before the next begins", &[Schema("CFG0402")]),
    row(46, "relabelling has what its action needs", &[Schema("CFG0402")]),
    row(47, "one way of authentication", &[Schema("CFG0402")]),
    row(48, "queues of remote_write are in order", &[Schema("CFG0402")]),
    row(49, "rules are either alerts or records", &[Schema("CFG0402")]),
    row(50, "alerts wait at least a scrape, and ranges hold two of them", &[Between("MON-050")]),
    row(
        51,
        "alerts use metrics that exist, and have a severity",
        &[
            Between("MON-051"),
            Between("MON-051-A"),
            Between("MON-049"),
            Without(
                "metrics of programs other than vLLM that declare none in metrics.exports; dashboards, whose expressions have variables; routing, for the root route takes every alert",
            ),
        ],
    ),
    row(52, "the routes of Alertmanager are whole", &[Schema("CFG0402")]),
    row(53, "receivers have what they need", &[Schema("CFG0402")]),
    row(54, "pipelines of the collector are whole", &[Schema("OTEL-054")]),
    row(55, "batches and queues of the collector are in order", &[Schema("OTEL-055")]),
    row(56, "PostgreSQL keeps connections for others", &[Schema("PG-056")]),
    row(57, "PostgreSQL has the workers that it uses", &[Schema("PG-057"), Between("DATA-058")]),
    row(
        58,
        "Redis leaves memory, can be reached, and forgets what can be made again alone",
        &[Schema("REDIS-058"), Between("DATA-058"), Between("DATA-058-A")],
    ),
    row(
        59,
        "Qdrant has certificates and keys, and a node for each copy",
        &[Schema("QDRANT-059"), Between("DATA-059"), Between("SEC-059")],
    ),
    row(60, "NATS sends what it takes", &[Schema("NATS-060")]),
    row(
        61,
        "credentials exclude every origin, and one way of each choice",
        &[Schema("GW-061"), Schema("VLLM-061")],
    ),
    row(62, "limits of requests and tokens are met by the deployments behind", &[Between("NET-062")]),
    row(
        63,
        "every name is one of the environment and of the right kind",
        &[
            Between("NET-063"),
            Between("NET-063-A"),
            Without(
                "secrets, certificates and volumes, which no environment declares; uids of data sources, receivers and aliases are held inside of their own files",
            ),
        ],
    ),
    row(
        64,
        "nobody waits for itself, and everybody for what it cannot work without",
        &[Between("NET-064"), Between("NET-064-A")],
    ),
    row(65, "ports do not collide", &[Between("NET-065")]),
    row(
        66,
        "addresses agree with servers: scheme, port, path, database, and a key where one is asked for",
        &[
            Between("NET-066"),
            Between("NET-066-A"),
            Between("NET-063-A"),
            Without("collections of vectors, which their clients make"),
        ],
    ),
    row(
        67,
        "timeouts nest: client, gateway, router",
        &[Between("NET-067"), Schema("GW-067"), Without("model servers, which have no timeout of a request")],
    ),
    row(
        68,
        "streams stay open while a model thinks",
        &[
            Between("NET-068"),
            Without(
                "the longest time to a first token, which nobody declares: 120 seconds stand for it; streams that a router passes on",
            ),
        ],
    ),
    row(
        69,
        "servers keep connections open longer than gateways",
        &[Between("NET-069"), Without("a router between the two, which keeps connections of its own")],
    ),
    row(70, "bodies fit", &[Between("NET-070")]),
    row(71, "pools fit into databases", &[Between("DATA-071")]),
    row(72, "transaction pooling without prepared statements", &[Between("DATA-072")]),
    row(
        73,
        "clients of Redis fit, and are apart",
        &[
            Between("DATA-073"),
            Between("DATA-074"),
            Without("prefixes of keys; 10 connections stand for each replica of a client"),
        ],
    ),
    row(
        74,
        "vectors have the length of their model",
        &[Between("DATA-074-A"), Without("collections and their distances, which their clients make")],
    ),
    row(
        75,
        "models that are offered are served, with their context and for their use",
        &[Between("NET-075"), Between("NET-075-A")],
    ),
    row(76, "requests find room", &[Between("NET-076")]),
    row(
        77,
        "processors of an environment suffice, with their slices and their generation",
        &[Between("GPU-077"), Between("GPU-077-A"), Between("GPU-077-B")],
    ),
    row(
        78,
        "metrics are scraped at their port, path and scheme, targets exist, and someone gets alerts about critical services",
        &[Between("MON-078"), Between("MON-079"), Between("MON-078-A")],
    ),
    row(79, "traces arrive", &[Between("MON-080")]),
    row(80, "network policies permit the edges, and no others", &[Between("NET-080"), Between("NET-080-A")]),
    row(81, "shared secrets are known", &[Between("SEC-081")]),
    row(
        82,
        "environments stay apart",
        &[Between("SEC-082"), Compared("ENV-082"), Compared("CFG0707 to CFG0709")],
    ),
    row(
        83,
        "certificates name their services",
        &[Not(
            "settings name certificates by their paths on the servers; the files are not among those of an environment",
        )],
    ),
    row(84, "changes are classed", &[Schema("reload class of each field")]),
];

/// The reference of all rules, for `docs/rules.md`.
#[must_use]
pub fn rules_markdown() -> String {
    let mut out = String::from(
        "# Rules of the platform\n\nGenerated from the table in `config-schemas/src/platform`; do not edit.\n\n## Between services\n\n| Rule | Severity | In development | What it says | Source |\n| --- | --- | --- | --- | --- |\n",
    );
    for rule in RULES {
        let mild = rule.in_development.unwrap_or(rule.severity);
        let _ = writeln!(
            out,
            "| `{}` | {} | {mild} | {} | {} |",
            rule.id, rule.severity, rule.title, rule.source
        );
    }
    out.push_str("\n## Where each rule of the list is kept\n\n| Number | What it says | Where |\n| --- | --- | --- |\n");
    for row in COVERAGE {
        let places: Vec<String> = row
            .places
            .iter()
            .map(|place| match place {
                Schema(code) => format!("schema: `{code}`"),
                Between(id) => format!("between services: `{id}`"),
                Compared(code) => format!("between environments: `{code}`"),
                Not(reason) => format!("not: {reason}"),
                Without(part) => format!("without: {part}"),
            })
            .collect();
        let _ = writeln!(out, "| {} | {} | {} |", row.number, row.title, places.join("; "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_the_list_has_a_row() {
        let numbers: Vec<u8> = COVERAGE.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=84).collect::<Vec<u8>>());
        let kept =
            COVERAGE.iter().filter(|row| !row.places.iter().any(|place| matches!(place, Not(_)))).count();
        println!("{kept} of {} rules are kept, {} between services", COVERAGE.len(), RULES.len());
    }

    #[test]
    fn rows_and_rules_name_each_other() {
        let named: Vec<&str> = COVERAGE
            .iter()
            .flat_map(|row| row.places)
            .filter_map(|place| match place {
                Between(id) => Some(*id),
                _ => None,
            })
            .collect();
        for rule in RULES {
            assert!(named.contains(&rule.id), "{} has no row", rule.id);
        }
        for id in named {
            assert!(RULES.iter().any(|rule| rule.id == id), "{id} is no rule");
        }
    }
}
