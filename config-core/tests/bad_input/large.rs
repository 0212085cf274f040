//! Input that is large on purpose: it costs what it is long, and what is told of it stays short.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Finding, Loader, ServiceConfig};

use crate::common::{Folder, NOTHING, Service, one};

/// A secret that no test wants to see.
const SECRET: &str = "hunter2";

#[test]
fn a_long_line_is_cut_around_what_is_meant() {
    let folder = Folder::new();
    let entries: String = (0..2_000).map(|index| format!("é{index}: [], ")).collect();
    let text = format!("{{labels: {{{entries}last: x}}, key: {SECRET}}} # the key is {SECRET}\n");
    let path = folder.write("long.yaml", text);
    let report = Loader::new().variables(NOTHING).file(path).load::<Service>().expect_err("labels are text");
    assert_eq!(report.findings().len(), 2_000);
    for (index, finding) in report.findings().iter().enumerate() {
        let shown = finding.to_string();
        let line = shown.lines().find(|line| line.starts_with("1 |")).expect("the line is shown");
        assert!(line.contains(&format!("é{index}: []")), "{shown}");
        assert!(line.chars().count() < 260, "{shown}");
    }
    let last = report.findings().last().expect("there are some").to_string();
    assert!(last.contains("key: ***"), "{last}");
    assert!(!report.to_string().contains(SECRET));
}

/// A comment on the line of a secret is hidden, however far away it is.
#[test]
fn a_comment_far_from_a_secret_is_hidden() {
    let folder = Folder::new();
    let text = format!("{{\"key\": \"{SECRET}\", {} /* {SECRET} */ \"port\": \"x\"}}", " ".repeat(1_000));
    let path = folder.write("long.jsonc", text);
    let report = Loader::new().variables(NOTHING).file(path).load::<Service>().expect_err("no port");
    let shown = report.to_string();
    assert!(shown.contains("/* *** */ \"port\": \"x\""), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
}

/// Each refers to the next, or to the one before it: the order of the file must not matter, nor the depth of the stack.
#[test]
fn a_chain_of_references_may_be_long() {
    const LENGTH: usize = 5_000;
    let folder = Folder::new();
    let forth = |index| format!("  k{index}: ${{config:labels.k{}}}\n", index + 1);
    let back = |index| format!("  k{}: ${{config:labels.k{index}}}\n", index + 1);
    for (first, links) in
        [(LENGTH, (0..LENGTH).map(forth).collect::<String>()), (0, (0..LENGTH).map(back).collect::<String>())]
    {
        let path = folder.write("chain.yaml", format!("labels:\n  k{first}: end\n{links}"));
        let service: Service = Loader::new().variables(NOTHING).file(path).load().unwrap();
        assert_eq!(service.labels.len(), LENGTH + 1);
        assert!(service.labels.values().all(|label| label == "end"));
    }
    let links: String = (0..LENGTH).map(forth).collect();
    let text = format!("labels:\n  k{LENGTH}: ${{config:labels.k0}}\n{links}");
    let report = one("circle.yaml", &text, &[&format!("CFG0504 labels.k{LENGTH} circle.yaml:2:10")]);
    let message = report.findings()[0].message();
    assert!(message.contains("labels.k0 -> labels.k1 -> ") && message.contains(" -> … -> "), "{message}");
    assert!(message.len() < 400, "{message}");
}

/// Sixty lines, each twice the one before: the last would have 2^60 bytes.
#[test]
fn references_that_double_are_refused() {
    let twice = |index| format!("  k{}: ${{config:labels.k{index}}}${{config:labels.k{index}}}\n", index + 1);
    let text = format!("labels:\n  k0: x\n{}", (0..60).map(twice).collect::<String>());
    let folder = Folder::new();
    let path = folder.write("double.yaml", text);
    let report = Loader::new().variables(NOTHING).file(path).load::<Service>().expect_err("too large");
    assert_eq!(report.findings().len(), 1, "{report}");
    assert_eq!(report.findings()[0].code(), Code::LIMIT, "{report}");
}

/// What a reference to a reference names is the same in all that is told of a loaded configuration.
#[test]
fn references_to_references_are_followed_afterwards_too() {
    let folder = Folder::new();
    let text = "port: ${config:count}\ncount: ${config:signed}\nsigned: 5000\nname: ${config:labels.a}\nlabels: {a: b}\n";
    let path = folder.write("a.yaml", text);
    let loaded = Loader::new().variables(NOTHING).file(path).load_full::<Service>().unwrap();
    let shown =
        |path: &str| loaded.values().into_iter().find(|value| value.path == path).map(|value| value.text);
    assert_eq!(["port", "count", "name"].map(|path| shown(path).unwrap()), ["5000", "5000", "b"]);
    let figment = loaded.figment();
    assert_eq!(figment.extract_inner::<u16>("port").unwrap(), 5000);
    assert_eq!(figment.extract_inner::<String>("name").unwrap(), "b");
}

/// Lines that are made of numbers.
fn lines(line: impl Fn(usize) -> String) -> String {
    (0..20_000).map(line).collect()
}

#[test]
fn unknown_keys_of_several_layers_are_told_in_each() {
    let folder = Folder::new();
    let text = lines(|index| format!("k{index}: {index}\n"));
    let loader = Loader::new().variables(NOTHING);
    let loader = loader.file(folder.write("a.yaml", &text)).file(folder.write("b.yaml", &text));
    let report = loader.load::<Service>().expect_err("nobody knows the keys");
    assert_eq!(report.findings().len(), 20_000);
    assert!(report.findings().iter().all(|finding| finding.origins().len() == 2));
}

#[test]
fn many_values_come_together() {
    let folder = Folder::new();
    let first = folder.write("a.yaml", "labels:\n  first: x\n");
    let labels = format!("labels:\n{}", lines(|index| format!("  k{index}: {index}\n")));
    let loader = Loader::new().file(first).file(folder.write("b.yaml", labels));
    let variables = (0..20_000).map(|index| (format!("SVC_LABELS__V{}", index * 7 % 20_000), "x"));
    let overrides = (0..20_000).rev().map(|index| format!("names[{index}]={index}"));
    let again = (0..20_000).map(|index| format!("labels.k{index}=o{index}"));
    let loader = loader.env().variables(variables).overrides(overrides.chain(again));
    let service: Service = loader.load().unwrap();
    assert_eq!((service.labels.len(), service.names.len()), (40_001, 20_000));
    assert_eq!((service.labels["k7"].as_str(), service.names[7].as_str()), ("o7", "7"));
}

#[test]
fn many_values_are_taken_away() {
    let folder = Folder::new();
    let labels = format!("labels:\n{}  last: x\n", lines(|index| format!("  k{index}: {index}\n")));
    let unset = format!("$unset:\n{}", lines(|index| format!("- labels.k{index}\n")));
    let loader = Loader::new().variables(NOTHING);
    let loader = loader.file(folder.write("a.yaml", labels)).file(folder.write("b.yaml", unset));
    let service: Service = loader.load().unwrap();
    assert_eq!(service.labels.into_keys().collect::<Vec<_>>(), ["last"]);
}

/// Where `$unset` names elements, each is looked for in what the one before it left.
#[test]
fn elements_are_taken_away_one_after_the_other() {
    let folder = Folder::new();
    let below = folder.write("a.yaml", "names: [a, b, c, d]\nlabels: {a: b, c: d}\nport: 2000\n");
    let unset = "$unset: ['names[0]', 'names[0]', port, 'names[5]', labels.a, 'names[1]']\n";
    let loader = Loader::new().variables(NOTHING).file(below).file(folder.write("b.yaml", unset));
    let service: Service = loader.load().unwrap();
    assert_eq!((service.names, service.port), (vec!["c".to_owned()], 8080));
    assert_eq!(service.labels.into_keys().collect::<Vec<_>>(), ["c"]);
}

/// A service with many sections.
#[derive(Debug, ServiceConfig)]
struct Sections {
    /// The sections.
    ports: BTreeMap<String, Port>,
}

/// A section with a check.
#[derive(Debug, ServiceConfig)]
#[config(check(self.port <= self.most, "port must not exceed most"))]
struct Port {
    /// Port.
    port: u16,
    /// The most that it may be.
    #[config(default = 5)]
    most: u16,
}

#[test]
fn broken_checks_of_many_sections_tell_what_they_shadow() {
    let folder = Folder::new();
    let ports = |port| format!("ports:\n{}", lines(|index| format!("  k{index}: {{port: {port}}}\n")));
    let loader = Loader::new().variables(NOTHING);
    let loader = loader.file(folder.write("a.yaml", ports(1))).file(folder.write("b.yaml", ports(9)));
    let report = loader.load::<Sections>().expect_err("no port is right");
    assert_eq!(report.findings().len(), 20_000);
    let last = report.findings()[19_999].to_string();
    assert!(last.contains("shadows") && last.contains("a.yaml:20001:18 = 1"), "{last}");
}

#[test]
fn values_of_many_sections_are_located() {
    let folder = Folder::new();
    let text = format!("ports:\n{}", lines(|index| format!("  k{index}: {{port: 1}}\n")));
    let loader = Loader::new().variables(NOTHING).file(folder.write("a.yaml", text));
    let loaded = loader.load_full::<Sections>().unwrap();
    for index in 0..20_000 {
        let path = format!("ports.k{index}.port");
        let finding = loaded.locate(Finding::error(Code::CHECK, &*path, "is wrong"), &path);
        assert!(
            finding.origins()[0].to_string().ends_with(&format!("a.yaml:{}:{}", index + 2, path.len() + 1)),
            "{finding}"
        );
    }
}

/// Lists by name.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "LISTS")]
struct Lists {
    /// Lists.
    lists: BTreeMap<String, Vec<Vec<u8>>>,
}

/// What was refused when it was taken in is not told again.
#[test]
fn many_texts_that_are_no_lists_are_told_once_each() {
    let folder = Folder::new();
    let path = folder.write("a.ini", format!("[lists]\n{}", lines(|index| format!("k{index} = [1\n"))));
    let report = Loader::new().variables(NOTHING).file(path).load::<Lists>().expect_err("no list is closed");
    assert_eq!(report.findings().len(), 20_000);
    let variables = (0..20_000).map(|index| (format!("LISTS_LISTS__K{index}"), "[1"));
    let report = Loader::new().env().variables(variables).load::<Lists>().expect_err("no list is closed");
    assert_eq!(report.findings().len(), 20_000);
}

/// Anything, by name.
#[derive(Debug, ServiceConfig)]
struct Anything {
    /// Anything.
    any: BTreeMap<String, AnyValue>,
}

/// Lists that hold the one before twice, or once: neither the memory nor the stack may pay for it.
#[test]
fn references_to_lists_that_double_or_nest_are_refused() {
    let folder = Folder::new();
    for (name, line) in [
        (
            "double.yaml",
            (|index| format!("  k{}: ['${{config:any.k{index}}}', '${{config:any.k{index}}}']\n", index + 1))
                as fn(usize) -> String,
        ),
        ("nest.yaml", |index| format!("  k{}: ['${{config:any.k{index}}}']\n", index + 1)),
        ("forth.yaml", |index| format!("  k{index}: ['${{config:any.k{}}}']\n", index + 1)),
    ] {
        let lines: String = (0..2_000).map(line).collect();
        let (first, last) = if name == "forth.yaml" { ("", "  k2000: [x]\n") } else { ("  k0: [x]\n", "") };
        let path = folder.write(name, format!("any:\n{first}{lines}{last}"));
        let report = Loader::new().variables(NOTHING).file(path).load::<Anything>().expect_err("too large");
        assert!(report.findings().iter().all(|finding| finding.code() == Code::LIMIT), "{report}");
    }
    // A hundred references to a list of a hundred are no more than they are.
    let list = format!("any:\n  list: [{}]\n", "1, ".repeat(100));
    let many: String = (0..100).map(|index| format!("  k{index}: ['${{config:any.list}}']\n")).collect();
    let path = folder.write("many.yaml", list + &many);
    let anything: Anything = Loader::new().variables(NOTHING).file(path).load().unwrap();
    assert_eq!(anything.any.len(), 101);
}

/// A section in itself.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "DEEP")]
struct Deep {
    /// One more.
    #[config(recursive)]
    next: Option<Box<Deep>>,
    /// Its name.
    name: Option<String>,
}

/// Overrides, variables and providers have no text whose depth a parser has bounded.
#[test]
fn values_deep_inside_of_each_other_are_refused_from_every_source() {
    let names = |between: &str, name: &str| vec![name; 20_000].join(between);
    let override_ = format!("{}.name=x", names(".", "next"));
    let variable = format!("DEEP_{}__NAME", names("__", "NEXT"));
    let folder = Folder::new();
    let dotenv = folder.write("a.env", format!("{variable}=x\n"));
    let ini = folder.write("a.ini", format!("[{}]\nname = x\n", names(".", "next")));
    let reference = folder.write("b.yaml", format!("name: ${{config:{}.name}}\n", names(".", "next")));
    let unset = folder.write("c.yaml", format!("$unset: {}.name\n", names(".", "next")));
    let mut value = figment::value::Value::from("x");
    for _ in 0..200 {
        value = figment::value::Value::from(figment::value::Dict::from([("next".to_owned(), value)]));
    }
    let provider = figment::providers::Serialized::defaults(value);
    let new = || Loader::new().variables(NOTHING);
    for (what, loader, code) in [
        ("override", new().overrides([override_.as_str()]), "CFG0109"),
        ("variable", new().env().variables([(variable.as_str(), "x")]), "CFG0206"),
        ("dotenv", new().dotenv(dotenv), "CFG0206"),
        ("ini", new().file(ini), "CFG0105"),
        ("reference", new().file(reference), "CFG0503"),
        ("provider", new().provider(provider), "CFG0105"),
    ] {
        let report = loader.load::<Deep>().expect_err(what);
        let codes: Vec<&str> = report.findings().iter().map(|finding| finding.code().as_str()).collect();
        assert_eq!(codes, [code], "{what}: {report}");
    }
    // Where nothing lies, nothing is taken away.
    new().file(unset).load::<Deep>().unwrap_or_else(|report| panic!("{report}"));
    // As deep as a file may nest is fine.
    let deep = format!("{}.name=x", vec!["next"; 100].join("."));
    let variable = format!("DEEP_{}__NAME", vec!["NEXT"; 90].join("__"));
    let loader = new().overrides([deep]).env().variables([(variable, "y")]);
    assert_eq!(loader.load_full::<Deep>().unwrap_or_else(|report| panic!("{report}")).values().len(), 2);
}
