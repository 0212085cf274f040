//! Input that is large on purpose: it costs what it is long, and what is told of it stays short.

use super::common::{Folder, NOTHING, Service};
use config_core::Loader;

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
