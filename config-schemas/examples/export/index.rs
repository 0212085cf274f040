//! The list of all references.

use super::types::Entry;

/// A page that leads to every reference and schema.
pub(super) fn index(entries: &[Entry]) -> String {
    let mut page = String::from(
        "# Reference\n\nEvery key of every schema in `config-schemas`, generated from the types by `cargo run -p config-schemas --example \
         export`; do not edit.\nThe JSON Schema of a server's own file is `config-schemas/schemas/NAME.schema.json`; \
         that of a service's file in a platform's\ndirectory is `config-schemas/schemas/platform/NAME.schema.json`.\n",
    );
    let mut family = "";
    for entry in entries {
        if entry.family != family {
            family = entry.family;
            page.push_str(&format!("\n## {family}\n\n"));
        }
        let paragraph: Vec<&str> = entry.doc.lines().take_while(|line| !line.is_empty()).collect();
        let doc = paragraph.join(" ");
        page.push_str(&format!("- [{0}]({1}/{0}.md): {doc}\n", entry.name, entry.family));
    }
    page
}
