//! The README's code gives the answer that the README shows.

use std::process::Command;

#[expect(dead_code, reason = "whoever reads the README writes the rest of the program")]
mod gateway {
    include!("gateway.rs");

    /// Loads as the README does.
    pub(super) fn answer() -> String {
        match load() {
            Ok(gateway) => format!("{gateway:?}"),
            Err(report) => report.to_string(),
        }
    }
}

const MARK: &str = "-- answer --";

#[test]
fn the_answer_is_that_of_the_code() {
    if std::env::var_os("GATEWAY_ENV").is_some() {
        println!("{MARK}{}{MARK}", gateway::answer());
        return;
    }
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let block = |language: &str| {
        let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    assert_eq!(block("rust"), include_str!("gateway.rs"), "the code of the README is not that of the test");
    let directory = tempfile::tempdir().unwrap();
    let files = readme.split("```yaml\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    std::fs::create_dir(directory.path().join("config")).unwrap();
    for file in files {
        let (name, _) = file.strip_prefix("# ").unwrap().split_once('\n').unwrap();
        std::fs::write(directory.path().join(name), file).unwrap();
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_answer_is_that_of_the_code", "--nocapture"])
        .current_dir(directory.path())
        .env("GATEWAY_ENV", "production")
        .env("GATEWAY_ENGINE__MAX_MODEL_LEN", "32768")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let answer = output.split(MARK).nth(1).unwrap();
    assert_eq!(block("text").trim_end(), answer.trim_end(), "the README should show:\n{answer}");
}
