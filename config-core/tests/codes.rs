//! `docs/codes.md` is made from the codes themselves, so the two cannot differ.
//!
//! `UPDATE_DOCUMENTS=1 cargo test -p config-core --test codes` writes it anew.

use std::collections::BTreeSet;
use std::path::Path;

use config_core::Code;

const GROUPS: [(&str, &str); 9] = [
    ("CFG01", "Sources and syntax"),
    ("CFG02", "Keys"),
    ("CFG03", "Types"),
    ("CFG04", "Rules"),
    ("CFG05", "References"),
    ("CFG06", "Secrets"),
    ("CFG07", "Environments"),
    ("CFG08", "Versions"),
    ("CFG09", "Reload"),
];

fn document() -> String {
    let mut out = String::from(
        "# Codes of findings\n\n\
         Every finding has a code that never changes its meaning. In Rust they are constants of `config_core::Code`; a check may\n\
         carry a code of its author's own. [Troubleshooting](troubleshooting.md) goes from symptoms to codes.\n",
    );
    for (prefix, title) in GROUPS {
        out.push_str(&format!("\n## {title}\n\n| Code | Name | Meaning |\n| --- | --- | --- |\n"));
        for (code, name, meaning) in Code::ALL.iter().filter(|(code, ..)| code.as_str().starts_with(prefix)) {
            let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
            out.push_str(&format!("| `{code}` | `{name}` | {meaning} |\n"));
        }
    }
    out
}

#[test]
fn every_code_is_unique_has_a_meaning_and_belongs_to_a_group() {
    let mut known = BTreeSet::new();
    for (code, name, meaning) in Code::ALL {
        assert!(known.insert(code.as_str()), "{code} is given twice");
        assert!(!meaning.trim().is_empty(), "{name} has no meaning");
        assert!(GROUPS.iter().any(|(prefix, _)| code.as_str().starts_with(prefix)), "{code} has no group");
        assert_eq!(code.as_str().len(), 7, "{code}");
    }
}

#[test]
fn the_document_lists_them_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/codes.md");
    let wanted = document();
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, &wanted).expect("the document is written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/codes.md is not up to date; run: UPDATE_DOCUMENTS=1 cargo test -p config-core --test codes"
    );
}
