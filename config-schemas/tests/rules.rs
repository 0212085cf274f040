//! The reference of the rules is the one that the table gives.

#[test]
fn the_reference_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/rules.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == config_schemas::platform::rules_markdown(),
        "docs/rules.md is stale: run `cargo run -p config-schemas --example rules -- docs/rules.md`"
    );
}
