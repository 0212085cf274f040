//! A password inside of a URL is shown to nobody, though the URL itself is no secret.

use config_core::{Loader, Report, ServiceConfig};

/// A client of two servers.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "CLIENT", check(self.one == self.two, "both must be the same"))]
struct Client {
    /// The first.
    #[config(pattern("^https://"))]
    one: String,
    /// The second.
    #[config(default = "https://example.org")]
    two: String,
    /// How many.
    #[config(default = 1)]
    count: u32,
}

fn texts(report: &Report) -> String {
    format!("{report} {report:?} {} {:?}", report.to_json(), report.findings())
}

#[test]
fn findings_mask_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.yaml");
    std::fs::write(&path, "one: http://user:hunter2@example.org/path\ntwo: a\n").unwrap();
    let report = Loader::new().file(&path).load::<Client>().unwrap_err();
    let text = report.to_string();
    assert!(text.contains("1 | one: http://user:***@example.org/path"), "{text}");
    assert!(text.contains("http://user:***@example.org/path == a"), "{text}");
    assert!(!texts(&report).contains("hunter2"), "{}", texts(&report));
    let marked = format!("|      {} http", "^".repeat("http://user:***@example.org/path".len()));
    assert!(text.contains(&marked), "{text}");
}

#[test]
fn variables_and_overrides_mask_it() {
    let report = Loader::new()
        .env()
        .variables([("CLIENT_ONE", "postgres://user:hunter2@[::1]:5432/x?y=amqp://b:hunter2@c")])
        .overrides(["count=redis://:hunter2@cache"])
        .load::<Client>()
        .unwrap_err();
    let text = texts(&report);
    assert!(text.contains("postgres://user:***@[::1]:5432/x?y=amqp://b:***@c"), "{text}");
    assert!(text.contains("redis://:***@cache"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn what_explains_a_value_masks_it() {
    let url = "https://user:hunter2@example.org";
    let loaded =
        Loader::new().overrides([format!("one={url}"), format!("two={url}")]).load_full::<Client>().unwrap();
    assert_eq!((loaded.value.one.as_str(), loaded.value.count), (url, 1), "the value itself is whole");
    let explained = format!("{} {:?}", loaded.explain("one").unwrap(), loaded.explain("two").unwrap());
    assert!(explained.contains("https://user:***@example.org"), "{explained}");
    let effective = format!("{:?}", loaded.values());
    assert!(effective.contains("https://user:***@example.org"), "{effective}");
    for text in [explained, effective] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}
