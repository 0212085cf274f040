//! The running gateway: what changes while it answers, and that nobody notices.

mod http;
mod running;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::{Answer, Connection};
use running::{Folder, Running, Upstream, until};

const CANARY: &str = "canary-3c58d1";

/// What production demands besides.
const PRODUCTION: [&str; 6] = [
    "--set",
    "admin_key=0f4b6a2e9d",
    "--set",
    "upstreams[0].url=https://a.example/v1",
    "--set",
    r#"tls={"cert": "c", "key": "k"}"#,
];

/// A configuration whose table of upstreams, limits and timeout follow from a number.
fn numbered(number: u64, upstreams: &[(&str, &Upstream)]) -> String {
    let table: String = upstreams
        .iter()
        .map(|(name, upstream)| format!("  - {{name: {name}, url: 'http://{}/v1'}}\n", upstream.address()))
        .collect();
    format!(
        "api_keys: ['${{secret:client}}']\nengine: {{model: m, max_model_len: 8192}}\n\
         limits: {{requests_per_second: {}, burst: 100000}}\nupstreams:\n{table}",
        50_000 + number
    )
}

#[test]
fn a_hundred_reloads_under_load_fail_no_request_and_mix_no_tables() {
    const RELOADS: u64 = 100;
    let (a, b) = (Upstream::start("a"), Upstream::start("b"));
    let table = |number: u64| match number % 3 {
        0 => vec![("a", &a), ("b", &b)],
        1 => vec![("a", &a)],
        _ => vec![("b", &b)],
    };
    let folder = Folder::new();
    folder.replace("gateway.yaml", &numbered(1, &table(1)));
    let gateway = Running::start(&folder, "development", &[]);
    let done = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicU64::new(0));
    let clients: Vec<_> = (0..4)
        .map(|_| {
            let (done, answered) = (Arc::clone(&done), Arc::clone(&answered));
            let address = gateway.address();
            std::thread::spawn(move || {
                let mut connection = Connection::open(address);
                let mut seen = Vec::new();
                while !done.load(Ordering::Relaxed) {
                    let answer = connection.ask("POST", "/v1/chat/completions", &[], r#"{"messages": []}"#);
                    answered.fetch_add(1, Ordering::Relaxed);
                    seen.push(answer);
                }
                seen
            })
        })
        .collect();
    until("the first answers", || answered.load(Ordering::Relaxed) > 20);

    let mut by_call = Connection::open(gateway.address());
    for number in 2..=RELOADS + 1 {
        let before = answered.load(Ordering::Relaxed);
        folder.replace("gateway.yaml", &numbered(number, &table(number)));
        // Every other one is noticed by the watch alone, the others race with a call.
        if number % 2 == 0 {
            let answer = by_call.ask("POST", "/-/reload", &[], "");
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        until("the reload", || gateway.generation() == number);
        until("an answer between two reloads", || answered.load(Ordering::Relaxed) > before);
    }
    done.store(true, Ordering::Relaxed);
    let answers: Vec<Answer> =
        clients.into_iter().flat_map(|client| client.join().expect("no client panicked")).collect();

    let failed: Vec<&Answer> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert!(failed.is_empty(), "{} of {} failed, such as {:?}", failed.len(), answers.len(), failed[0]);
    let mut generations = BTreeMap::new();
    for answer in &answers {
        let generation: u64 =
            answer.header("x-config-generation").expect("it is marked").parse().expect("a number");
        *generations.entry(generation).or_insert(0_u32) += 1;
        let served: Vec<&str> = table(generation).into_iter().map(|(name, _)| name).collect();
        let by = answer.header("x-served-by").expect("an upstream answered");
        assert!(served.contains(&by), "generation {generation} has {served:?}, and {by} answered");
    }
    println!("{} requests in {} generations, none failed", answers.len(), generations.len());
    assert!(generations.len() > 90, "requests saw only {} generations", generations.len());
    assert_eq!(gateway.metric("config_generation"), (RELOADS + 1) as f64);
    assert_eq!(gateway.metric("config_last_reload_successful"), 1.0);
    assert_eq!(gateway.metric("gateway_failed_total"), 0.0);
    assert_eq!(gateway.metric("gateway_limited_total"), 0.0);
}

#[test]
fn the_rate_limit_changes_while_the_gateway_answers() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    let with_limits =
        |limits: &str| numbered(1, &[("a", &a)]).replace("requests_per_second: 50001, burst: 100000", limits);
    folder.replace("gateway.yaml", &with_limits("requests_per_second: 1, burst: 2"));
    let gateway = Running::start(&folder, "development", &[]);
    let mut client = Connection::open(gateway.address());
    let mut statuses = |count: usize| -> Vec<u16> {
        (0..count).map(|_| client.ask("GET", "/v1/models", &[], "").status).collect()
    };
    assert_eq!(statuses(4), [200, 200, 429, 429]);
    let limited = gateway.ask("GET", "/v1/models", &[], "");
    assert_eq!(limited.header("retry-after"), Some("1"));
    assert!(limited.body.contains("rate_limit"), "{}", limited.body);

    folder.replace("gateway.yaml", &with_limits("requests_per_second: 100000, burst: 100000"));
    until("the new limit", || gateway.generation() == 2);
    std::thread::sleep(Duration::from_millis(5));
    let statuses = statuses(200);
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
}

#[test]
fn a_refused_reload_answers_400_with_findings_and_changes_nothing() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    let good = numbered(1, &[("a", &a)]);
    folder.replace("gateway.yaml", &good);
    let gateway = Running::start(&folder, "development", &[]);
    folder.replace("gateway.yaml", &format!("{good}timeout: 9h\nmax_bdy: 1KiB\n"));
    let answer = gateway.ask("POST", "/-/reload", &[], "");
    assert_eq!(answer.status, 400, "{}", answer.body);
    let report: serde_json::Value = serde_json::from_str(&answer.body).expect("the findings are JSON");
    let codes: Vec<&str> = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    assert_eq!(codes, ["CFG0401", "CFG0201"]);
    assert_eq!(report["findings"][0]["origins"][0]["line"], 6);

    let ready = gateway.ask("GET", "/readyz", &[], "");
    assert_eq!(ready.status, 200, "it still serves");
    assert!(ready.body.contains("degraded") && ready.body.contains("9h is outside"), "{}", ready.body);
    assert_eq!(gateway.metric("config_last_reload_successful"), 0.0);
    assert_eq!(gateway.metric("config_generation"), 1.0);
    assert_eq!(gateway.ask("POST", "/v1/chat/completions", &[], "{}").status, 200);

    folder.replace("gateway.yaml", &good);
    let answer = gateway.ask("POST", "/-/reload", &[], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(gateway.ask("GET", "/readyz", &[], "").body.contains("healthy"));
}

#[test]
fn operators_and_clients_show_their_keys_and_no_secret_is_shown() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    folder.replace("secrets/client", &format!("{CANARY}-client"));
    folder.replace("secrets/admin", &format!("{CANARY}-admin"));
    folder.replace("secrets/upstream", &format!("{CANARY}-upstream"));
    let text = numbered(1, &[("a", &a)]) + "    api_key: ${secret:upstream}\nadmin_key: ${secret:admin}\n";
    let text = text.replace(
        &format!("  - {{name: a, url: 'http://{}/v1'}}", a.address()),
        &format!("  - name: a\n    url: http://{}/v1", a.address()),
    );
    folder.replace("gateway.yaml", &text);
    let gateway = Running::start(&folder, "staging", &[]);
    let key = |name: &str| format!("Bearer {CANARY}-{name}");

    for (path, wanted) in [("/config", "admin"), ("/config/history", "admin"), ("/v1/models", "client")] {
        assert_eq!(gateway.ask("GET", path, &[], "").status, 401, "{path}");
        assert_eq!(gateway.ask("GET", path, &[("Authorization", &key("wrong"))], "").status, 401, "{path}");
        assert_eq!(gateway.ask("GET", path, &[("Authorization", &key(wanted))], "").status, 200, "{path}");
    }
    assert_eq!(gateway.ask("POST", "/-/reload", &[], "").status, 401);
    let schema = gateway.ask("GET", "/config/schema", &[], "");
    let schema: serde_json::Value = serde_json::from_str(&schema.body).expect("it is JSON");
    assert_eq!(schema["properties"]["admin_key"]["writeOnly"], true, "{schema}");
    let shown = gateway.ask("GET", "/config", &[("Authorization", &key("admin"))], "").body;
    let shown_json: serde_json::Value = serde_json::from_str(&shown).expect("it is JSON");
    assert_eq!(shown_json["environment"], "staging");
    assert_eq!(shown_json["values"]["admin_key"]["value"], "***");
    assert_eq!(shown_json["values"]["limits.burst"]["origin"]["line"], 3);
    assert!(!shown.contains(CANARY), "{shown}");

    // The upstream is shown its own key, and never the client's.
    let answer = gateway.ask("POST", "/v1/echo", &[("Authorization", &key("client"))], "hello");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("x-authorization"), Some(key("upstream").as_str()));
    assert_eq!(answer.body, "POST /v1/echo hello");
    for path in ["/metrics", "/readyz", "/livez"] {
        assert!(!gateway.ask("GET", path, &[], "").body.contains(CANARY), "{path}");
    }
    let told = gateway.stop();
    assert!(!told.contains(CANARY), "{told}");
}

#[test]
fn a_new_address_waits_for_a_restart_and_new_limits_do_not() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    let text = numbered(1, &[("a", &a)]);
    folder.replace("gateway.yaml", &format!("{text}timeouts: {{drain: 1s}}\n"));
    let gateway = Running::start(&folder, "development", &[]);
    folder.replace(
        "gateway.yaml",
        &format!("{text}timeouts: {{drain: 2s}}\n").replace("burst: 100000", "burst: 99999"),
    );
    until("the new limit", || gateway.generation() == 2);
    let ready = gateway.ask("GET", "/readyz", &[], "").body;
    assert!(ready.contains(r#""pending_restart":["timeouts.drain"]"#), "{ready}");
    let shown = gateway.ask("GET", "/config", &[], "").body;
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("it is JSON");
    assert_eq!(shown["values"]["limits.burst"]["value"], 99_999);
    assert_eq!(shown["values"]["timeouts.drain"]["value"], "1s");
}

#[test]
fn a_dead_upstream_is_passed_over_and_a_large_body_refused() {
    let a = Upstream::start("a");
    let dead = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let folder = Folder::new();
    let text =
        numbered(1, &[("a", &a)]) + &format!("  - {{name: dead, url: 'http://{dead}/v1'}}\nmax_body: 1KiB\n");
    folder.replace("gateway.yaml", &text);
    let gateway = Running::start(&folder, "development", &[]);
    for _ in 0..6 {
        let answer = gateway.ask("POST", "/v1/chat/completions", &[], "{}");
        assert_eq!((answer.status, answer.header("x-served-by")), (200, Some("a")), "{}", answer.body);
    }
    assert!(gateway.metric("gateway_retries_total") >= 1.0);
    assert_eq!(gateway.ask("POST", "/v1/x", &[], &"x".repeat(1025)).status, 413);
    assert_eq!(gateway.ask("GET", "/nothing", &[], "").status, 404);
}

#[cfg(unix)]
#[test]
fn a_volume_of_kubernetes_is_taken_in_one_step_secrets_included() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    let volume = folder.path().join("volume");
    // As the kubelet lays out a projected volume: what is seen are links through `..data`, which is turned in one step.
    let version = |number: u64| {
        let name = format!("volume/..2026_11_25_{number}");
        folder.replace(&format!("{name}/gateway.yaml"), &numbered(number, &[("a", &a)]));
        folder.replace(&format!("{name}/secrets/client"), &format!("client-key-{number}"));
        let link = volume.join("..data_tmp");
        std::os::unix::fs::symlink(format!("..2026_11_25_{number}"), &link).expect("a link");
        std::fs::rename(&link, volume.join("..data")).expect("it is turned");
    };
    version(1);
    for name in ["gateway.yaml", "secrets"] {
        std::os::unix::fs::symlink(format!("..data/{name}"), volume.join(name)).expect("a link");
    }
    let gateway = Running::start_in(&volume, "staging", &["--set", "admin_key=0f4b6a2e9d"], &[]);
    let status = |number: u64| {
        let key = format!("Bearer client-key-{number}");
        gateway.ask("GET", "/v1/models", &[("Authorization", &key)], "").status
    };
    assert_eq!((status(1), status(2)), (200, 401));
    for number in 2..=10 {
        version(number);
        until("the new version", || gateway.generation() == number);
        assert_eq!((status(number - 1), status(number)), (401, 200), "version {number}");
        std::fs::remove_dir_all(volume.join(format!("..2026_11_25_{}", number - 1)))
            .expect("the old one goes");
    }
    assert_eq!(gateway.metric("config_last_reload_successful"), 1.0);
}

#[cfg(unix)]
#[test]
fn signals_reload_and_end_it() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    folder.replace("gateway.yaml", &numbered(1, &[("a", &a)]));
    let gateway = Running::start(&folder, "production", &PRODUCTION);
    // In production nothing is taken by itself; a person's signal is.
    folder.replace("gateway.yaml", &numbered(2, &[("a", &a)]));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(gateway.generation(), 1);
    gateway.signal("HUP");
    until("the reload", || gateway.generation() == 2);
    let start = Instant::now();
    gateway.stop();
    assert!(start.elapsed() < Duration::from_secs(10), "it took {:?} to end", start.elapsed());
}

#[cfg(unix)]
#[test]
fn systemd_hears_of_the_start_of_reloads_and_of_the_end() {
    let a = Upstream::start("a");
    let folder = Folder::new();
    folder.replace("gateway.yaml", &numbered(1, &[("a", &a)]));
    let path = folder.path().join("notify");
    let socket = std::os::unix::net::UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
    let heard = || {
        let mut buffer = [0; 4096];
        let length = socket.recv(&mut buffer).expect("something is told");
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    };
    let gateway = Running::start_with(&folder, "production", &PRODUCTION, &[("NOTIFY_SOCKET", &path)]);
    assert_eq!(heard(), "READY=1");
    folder.replace("gateway.yaml", &numbered(2, &[("a", &a)]).replace("50002", "0"));
    gateway.signal("HUP");
    assert!(heard().starts_with("RELOADING=1\nMONOTONIC_USEC="));
    let status = heard();
    assert!(status.starts_with("STATUS=reload rejected: CFG0401"), "{status}");
    assert!(status.contains("generation 1"), "{status}");
    assert_eq!(heard(), "READY=1");
    gateway.stop();
    assert_eq!(heard(), "STOPPING=1");
}
