//! Attributes of fields, one by one.

super::field_snapshots! {
    plain: "", "u16";
    default_integer: "default = 8080", "u16";
    default_negative: "default = -1", "i8";
    default_float: "default = 0.5", "f64";
    default_boolean: "default = true", "bool";
    default_text: "default = \"plain\"", "String";
    default_list: "default = [\"a\", \"b\"]", "Vec<String>";
    default_expression: "default = Vec::with_capacity(LIMIT)", "Vec<u8>";
    default_bare_of_a_known_type: "default", "Vec<u8>";
    default_bare_of_a_section: "default", "Inner";
    default_of_an_unknown_type: "default = \"fcfs\"", "Policy";
    env: "env = \"PORT\", env = \"LISTEN\"", "u16";
    rename: "rename = \"other-key\"", "u16";
    alias: "alias = \"old\", alias = \"older\"", "u16";
    range_inclusive: "range(1..=10)", "u16";
    range_exclusive: "range(1..10)", "u16";
    range_from: "range(1..)", "u16";
    range_to: "range(..10)", "u16";
    range_of_durations: "range(\"1s\"..=\"1h\")", "Duration";
    range_of_a_constant: "range(1..=MOST)", "u32";
    range_of_an_unknown_type: "default = 5, range(1..=10)", "Seconds";
    length: "length(1..=64)", "String";
    length_exact: "length(8)", "String";
    pattern: "pattern(\"^[a-z]+$\")", "String";
    format: "format = \"email\"", "String";
    validate: "validate(rules::even), validate(small)", "u16";
    secret: "secret", "String";
    not_secret: "not_secret", "String";
    merge_replace: "merge = \"replace\"", "BTreeMap<String, u8>";
    merge_append: "merge = \"append\"", "Vec<String>";
    merge_deep: "merge = \"deep\"", "BTreeMap<String, u8>";
    merge_keyed: "merge = \"keyed\", key = \"name\"", "Vec<Server>";
    reload: "reload = \"restart\"", "u16";
    unit_and_since: "unit = \"tokens\", since = \"1.2\"", "u16";
    deprecated: "deprecated(since = \"2\", note = \"too old\")", "u16";
    example: "example = 1, example = 2", "u16";
    example_of_an_unknown_type: "example = \"500m\", example = 2", "Quantity";
    length_of_an_unknown_type: "default = \"long\", length(..=3)", "Names";
    effective_when: "effective_when(self.value > 5)", "u16";
    required_in: "required_in(\"production\", \"staging\")", "Option<String>";
    must_exist: "must_exist = \"dir\"", "PathBuf";
    flatten: "flatten", "Inner";
    recursive: "recursive", "Option<Box<Section>>";
    serde: "serde", "Point";
    serde_optional_with_default: "serde, default", "Option<Point>";
    parse: "parse, default = \"info\"", "Level";
    parse_optional: "parse", "Option<Level>";
    parse_with_an_expression: "parse, default = Level::Info", "Level";
    parse_masked: "parse, secret", "Level";
    skip: "skip", "u16";
    skip_with_a_value: "skip, default = 9", "u16";
    allow_unknown: "allow_unknown", "Inner";
    transitions: "monotonic, max_step = \"20%\"", "u32";
    immutable: "immutable", "u32";
}

#[test]
fn a_deprecated_field_has_its_replacement() {
    insta::assert_snapshot!(super::expansion(
        "/// A section.
        struct Section {
            /// The new one.
            workers: u16,
            /// The old one.
            #[config(deprecated(since = \"2\", note = \"renamed\", use = \"workers\"))]
            threads: Option<u16>,
        }"
    ));
}
