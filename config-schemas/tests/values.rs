//! Every value type's grammar, which constants and exports use, against its parser: one test over all of them.

use std::collections::BTreeSet;
use std::path::Path;

use config_core::ConfigValue;
use config_core::schema::Kind;
use config_schemas::deployment::kubernetes::{Medium, PortName};
use config_schemas::infrastructure::nats;
use config_schemas::model::llama_cpp::Layers;
use config_schemas::model::vllm::MaxModelLen;
use config_schemas::model::{ollama, production_stack};
use config_schemas::monitoring::{alertmanager, collector, prometheus};
use config_schemas::value::*;

/// The next number of a sequence that looks random and is the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A text with up to three changes.
    fn change(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..self.below(4) {
            let place = self.below(letters.len() + 1);
            let letter = self.pick(&LETTERS);
            match self.below(3) {
                0 => letters.insert(place, letter),
                1 if place < letters.len() => letters[place] = letter,
                _ if place < letters.len() => drop(letters.remove(place)),
                _ => letters.push(letter),
            }
        }
        letters.into_iter().collect()
    }
}

const LETTERS: [char; 64] = [
    '0', '1', '2', '5', '6', '9', '.', ':', ':', '-', '+', '_', '/', '@', '[', ']', '{', '}', '(', ')', '%',
    '#', ',', '"', '\'', '`', '=', '!', '~', '*', '>', '<', '?', '$', '\\', '^', '|', ' ', '\t', '\n', 'µ',
    'é', '\u{a0}', 'k', 'K', 'm', 'M', 'g', 'G', 'i', 'B', 'b', 'E', 'e', 'n', 'u', 's', 'd', 'h', 'w', 'y',
    'T', 'a', 'z',
];

/// A kind, and texts of it to begin with.
type Value = (Kind, &'static [&'static str]);

fn values() -> Vec<Value> {
    let durations: &[&str] =
        &["1h30m", "300ms", "1.5h", "0", "2562047h", "2562048h", "9223372036s", "90", "-1s"];
    let sizes: &[&str] = &["128MB", "1.5GB", "16", "64 kB", "-1", "8388607TB", "8388608TB", " 1kB "];
    vec![
        (
            HumanInteger::KIND,
            &["1k", "25.6k", "32K", "8192", "18446744073709551615", "18446744073709551616", "16777215T"],
        ),
        (Quantity::KIND, &["500m", "16Gi", "1e3", "1.5", ".5", "5.", "-1Ki", "1E", "1E2", "100n"]),
        (PrometheusDuration::KIND, &["30s", "1h30m", "14d", "0", "1y2w3d", "292y", "293y", "5ms", "1m5ms"]),
        (GoDuration::KIND, durations),
        (GatewayDuration::KIND, &["10s", "1h30m", "99999s", "1s1s1s1s", "500ms"]),
        (PostgresSize::KIND, sizes),
        (PostgresTime::KIND, &["30s", "5min", "1d", "1500", "0", "106751991d", "106751992d", "1.5 h"]),
        (RedisMemory::KIND, &["100mb", "1k", "5Mb", "7b", "0"]),
        (PrometheusSize::KIND, &["512MB", "1.5KB", "1GB512MB", "0", "1KiB"]),
        (IntOrPercent::KIND, &["1", "25%", "4294967295", "4294967296%"]),
        (HostPort::KIND, &["db:5432", "10.0.0.1:80", "[::1]:443", "my_db.svc.:1", "a-b.c:65535", "1.2:80"]),
        (ListenList::KIND, &["0.0.0.0:8080", "0.0.0.0:8080, [::]:8080", "*:9, :10", "a:1,b:2"]),
        (Cidr::KIND, &["10.0.0.0/8", "fd00::/8", "::/0", "2001:db8::/32", "1.2.3.4/32"]),
        (
            DnsLabel::KIND,
            &["llm-gateway", "a", "0abc", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        ),
        (DnsSubdomain::KIND, &["llm.example.com", "a.b-c.d", "a"]),
        (MetricName::KIND, &["vllm:num_requests_waiting", "_a9", "A:b"]),
        (LabelName::KIND, &["severity", "_a9"]),
        (BucketName::KIND, &["model-weights", "a.b.c", "0a9", "10.0.0.1", "xn--abc", "abc-s3alias"]),
        (
            ImageReference::KIND,
            &[
                "vllm/vllm-openai:v0.33.0",
                "localhost:5000/a/b:c",
                "ghcr.io/a/b_c__d-e",
                "1.2.3.4:80/a",
                "1.2/a",
                "[::1]:5000/a",
                "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "A.b/c",
            ],
        ),
        (
            HttpUrl::KIND,
            &[
                "https://example.org:8443/path",
                "http://u:p@h",
                "http://[::1]:80/",
                "HTTP://a:?b",
                "http://a:b:1",
                "http://a/%2f?%",
                "http://a#b",
            ],
        ),
        (
            PromQl::KIND,
            &["sum(rate(a_bucket[5m])) > 2", "{__name__=\"b\"}", "up{job=~'a'} # (", "a or b", "1"],
        ),
        (
            RegularExpression::KIND,
            &["(.*)some-[regex]", "a{2,3}", "[]a]", "(?i)a", r"\d+", "a|b", "(?P<n>a)"],
        ),
        (Layers::KIND, &["12", "auto", "all", "-1", "-2", "4294967295", "4294967296"]),
        (ollama::GoBoolean::KIND, &["1", "true", "F"]),
        (ollama::Debug::KIND, &["2", "1", "False"]),
        (ollama::KeepAlive::KIND, durations),
        (ollama::OllamaHost::KIND, &["127.0.0.1:11434", "http://a:1/b", "[::1]:80", ":80", "a", "https://a"]),
        (production_stack::Share::KIND, &["0.9", "1", ".5", "1e-3", "+0.5", "1.0", "1.1", "2e0"]),
        (MaxModelLen::KIND, &["8192", "32K", "auto", " -1", "0", "1.5k", "0.0001k"]),
        (nats::NatsDuration::KIND, durations),
        (nats::Seconds::KIND, &["2", "0.5", "2s", "1e3", "-1", "1e999"]),
        (nats::Listen::KIND, &["4222", "0.0.0.0:4222", "[::]:1", "-1", "a:-1", ":80"]),
        (nats::Share::KIND, &["50", "50%", "100", "101", "+5"]),
        (nats::Sampling::KIND, &["50", "50%", "headers", " Headers ", "0", "100"]),
        (nats::SyncInterval::KIND, &["always", "2m", "90", "Always"]),
        (nats::Subject::KIND, &["orders.*.new", "a.>", ">", "a.>.b", "a.b*"]),
        (nats::QueueSubject::KIND, &["orders.* workers", "a.b", " a ", "a b c", ">. a"]),
        (nats::AccountKey::KIND, &["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]),
        (nats::UserKey::KIND, &["UAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]),
        (nats::OperatorKey::KIND, &["OAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]),
        (nats::CipherSuite::KIND, &["TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_RC4_128_SHA"]),
        (nats::Curve::KIND, &["X25519", "CurveP256"]),
        (
            nats::PinnedCertificate::KIND,
            &["0123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789"],
        ),
        (
            CronSchedule::KIND,
            &[
                "0 3 * * 1",
                "*/5 2-4 ? jan,feb MON",
                "@daily",
                "@every 1h30m",
                "59 23 31 12 6",
                "60 24 32 13 7",
                "5-4 0 1 1 0",
                "@every x",
            ],
        ),
        (Medium::KIND, &["", "Memory", "HugePages", "HugePages-2Mi", "HugePages-x", "memory"]),
        (PortName::KIND, &["80", "http", "metrics-2", "a--b", "aaaaaaaaaaaaaaa", "65536"]),
        (prometheus::discovery::TargetAddress::KIND, &["localhost:9090", "https://a/b", "[::1]:80"]),
        (collector::ComponentId::KIND, &["otlp", "otlp/internal", "a/\u{a0}", "a_b/c d"]),
        (
            alertmanager::Matchers::KIND,
            &[
                "severity=critical",
                "{a=\"b,c\", d=~\"e|f\"}",
                "foo = bar",
                "a!=",
                "a!~\"b\"",
                "{a=b",
                "a=b}",
                "{}",
            ],
        ),
        (alertmanager::SmartHost::KIND, &["mail.example.org:587", ":smtp", "[::1]:25", ""]),
    ]
}

/// Types whose grammar lets more through than their parser, and what that is.
const WIDER: [(&str, &str); 19] = [
    ("a schedule", "a range that ends before it begins, and what follows @every"),
    ("a medium", "sizes of pages that are none"),
    ("a Kubernetes quantity", "amounts that are too large"),
    ("memory", "amounts that are too large"),
    ("a size with a unit", "amounts that are too large"),
    ("addresses to listen on", "numbers and brackets as hosts, and an address that comes twice"),
    ("an image reference", "hosts in brackets"),
    ("a PromQL expression", "all but brackets, quotes and emptiness"),
    ("a regular expression", "classes and flags"),
    ("a duration such as 5m, or -1", "numbers of more than 64 bits"),
    ("an address such as 127.0.0.1:11434", "a scheme behind a slash, blanks beyond ASCII"),
    ("a number from above 0 to 1", "exponents"),
    ("a number of tokens", "numbers that come to zero"),
    ("a number of seconds", "numbers that are too large"),
    ("the public key of an account", "the checksum"),
    ("the public key of a user", "the checksum"),
    ("the public key of an operator", "the checksum"),
    ("the type and name of a component", "a name of blanks beyond ASCII, or of more than 1024 bytes"),
    ("conditions over labels", "names, values and quotes"),
];

#[test]
fn grammars_are_what_the_parsers_read() {
    let values = values();
    let mut random = Random(11);
    let (mut exact, mut faults) = (0, BTreeSet::new());
    for (kind, seeds) in &values {
        let Kind::Parsed { name, check, grammar, .. } = kind else {
            panic!("{} is not parsed", kind.describe());
        };
        let wider = WIDER.iter().find(|(start, _)| name.starts_with(start));
        let (mut read, mut refused, mut open, mut let_through) = (0, 0, 0, 0);
        let others: Vec<&str> = values.iter().flat_map(|(_, seeds)| seeds.iter().copied()).collect();
        for round in 0..6000 {
            let text = match round % 6 {
                0 => random.pick(&others).to_owned(),
                1 => format!("{}{}", random.pick(seeds), random.pick(seeds)),
                _ => {
                    let seed = random.pick(seeds);
                    random.change(seed)
                }
            };
            match (grammar.accepts(&text), check(&text)) {
                (Some(false), Ok(())) => {
                    faults.insert(format!("{name}: a constant refuses {text:?}"));
                }
                (Some(true), Err(problem)) if wider.is_none() => {
                    faults.insert(format!("{name}: a constant takes {text:?}: {problem}"));
                }
                (Some(true), Err(_)) => let_through += 1,
                (Some(true), Ok(())) => read += 1,
                (Some(false), Err(_)) => refused += 1,
                (None, _) => open += 1,
            }
        }
        exact += usize::from(wider.is_none());
        println!("{name}: {read} read, {refused} refused, {let_through} let through, {open} open");
        assert!(refused > 100 || read == 6000, "{name}: {refused} of 6000 refused");
        assert!(wider.is_none() || let_through + open > 0, "{name} is not wider");
        assert!(wider.is_some() || open == 0, "{name}: {open} open");
    }
    println!("{} types, {exact} exact, {} wider", values.len(), values.len() - exact);
    let faults: Vec<&String> = faults.iter().take(40).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_type_is_left_out() {
    let known: BTreeSet<&str> = values()
        .iter()
        .filter_map(|(kind, _)| match kind {
            Kind::Parsed { name, .. } => Some(*name),
            _ => None,
        })
        .collect();
    let mut seen = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let schema = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            for name in grammars(&schema) {
                seen += 1;
                // Addresses and URLs of the core have tests of their own.
                assert!(known.contains(name.as_str()), "{name} in {}", path.display());
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// The names of all grammars in a schema.
fn grammars(schema: &serde_json::Value) -> Vec<String> {
    match schema {
        serde_json::Value::Object(map) => {
            let own = map.get("x-grammar").and_then(|name| name.as_str()).map(str::to_owned);
            own.into_iter().chain(map.values().flat_map(grammars)).collect()
        }
        serde_json::Value::Array(items) => items.iter().flat_map(grammars).collect(),
        _ => Vec::new(),
    }
}

/// The grammars decide in constants too.
#[test]
fn a_constant_decides() {
    const { assert!(matches!(Quantity::accepts("1.5Gi"), Some(true))) };
    const { assert!(matches!(Quantity::accepts("1xyz"), Some(false))) };
    const { assert!(matches!(PrometheusDuration::accepts("293y"), Some(false))) };
    const { assert!(matches!(HostPort::accepts("[::1]:5432"), Some(true))) };
    const { assert!(matches!(Cidr::accepts("10.0.0.1/8"), Some(false))) };
    const { assert!(matches!(ImageReference::accepts("vllm/vllm-openai:v0.33.0"), Some(true))) };
    const { assert!(matches!(PromQl::accepts("sum(rate(a[5m])"), Some(false))) };
    const { assert!(HumanInteger::is_valid("25.6k") && !HumanInteger::is_valid("25.6K")) };
}
