//! `docs/codes.md`, made from the codes and from what the library really says.
//!
//! The test fails when the file is stale; `UPDATE_DOCUMENTS=1 cargo test -p config-core --test codes` writes it anew.

mod examples;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use config_core::Code;

/// The chapters, by the first two digits of the code.
const CHAPTERS: &[(&str, &str)] = &[
    ("01", "Sources and syntax"),
    ("02", "Keys"),
    ("03", "Types"),
    ("04", "Rules"),
    ("05", "References"),
    ("06", "Secrets"),
    ("07", "Environments"),
    ("08", "Versions"),
    ("09", "Reload"),
];

/// What a code looks like when it happens.
struct Example {
    message: String,
    help: String,
}

fn document() -> String {
    let mut examples: BTreeMap<&str, Example> = examples::loads();
    for (code, message, help) in examples::WRITTEN {
        let example = Example { message: (*message).to_owned(), help: (*help).to_owned() };
        assert!(examples.insert(code.as_str(), example).is_none(), "{code} has two examples");
    }
    let mut out = String::from(
        "# Codes of findings\n\nEvery finding has a code that never changes its meaning. `report.findings()` gives them, \
         `report.to_json()` has them\nas `code`. A check may carry a code of its own: `check(…, \"…\", code = \"…\")`.\n\n\
         This file is generated: `UPDATE_DOCUMENTS=1 cargo test -p config-core --test codes`.\n",
    );
    for (digits, title) in CHAPTERS {
        let _ = write!(out, "\n## {digits}xx: {title}\n");
        for (code, name, meaning) in
            Code::ALL.iter().filter(|(code, ..)| code.as_str()[3..].starts_with(digits))
        {
            let example = examples
                .remove(code.as_str())
                .unwrap_or_else(|| panic!("{code} has no example in tests/codes/examples.rs"));
            let meaning = meaning.lines().map(str::trim).collect::<Vec<_>>().join(" ");
            let _ = write!(out, "\n### {code} `{name}`\n\n{}\n\n> {}\n", meaning.trim(), example.message);
            if !example.help.is_empty() {
                let _ = write!(out, "\nWhat to do: {}.\n", example.help);
            }
        }
    }
    assert!(examples.is_empty(), "examples for no code: {:?}", examples.keys());
    out
}

#[test]
fn the_document_is_fresh() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/codes.md"));
    let fresh = document();
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(path, &fresh).expect("the document can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == fresh,
        "docs/codes.md is stale: run UPDATE_DOCUMENTS=1 cargo test -p config-core --test codes"
    );
}

#[test]
fn every_code_is_listed_once_and_in_order() {
    let codes: Vec<&str> = Code::ALL.iter().map(|(code, ..)| code.as_str()).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for code in codes {
        assert!(CHAPTERS.iter().any(|(digits, _)| code[3..].starts_with(digits)), "{code} is in no chapter");
    }
}
