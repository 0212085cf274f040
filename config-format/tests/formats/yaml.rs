//! YAML: kinds, spans, aliases, merges, messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use config_format::{Format, Limits, Tree, parse};

use crate::common::{check_spans, outline};

fn tree(source: &str) -> Tree {
    let tree = parse(Format::Yaml, source.as_bytes().to_vec(), &Limits::default()).unwrap();
    check_spans(&tree);
    tree
}

#[test]
fn block_maps_and_lists_with_exact_spans() {
    let tree =
        tree("server:\n  port: 8080 # the port\n  names:\n  - a\n  - \"b c\"\nempty:\nlast: 'it''s'\n");
    assert_eq!(
        outline(&tree),
        "\
map 0..77
  key String `server` 0..6
  map 10..56
    key String `port` 10..14
    Integer `8080` 16..20
    key String `names` 34..39
    list 43..56
      String `a` 45..46
      String `b c` 51..56
  key String `empty` 57..62
  Null `` 63..63
  key String `last` 64..68
  String `it's` 70..77
"
    );
}

#[test]
fn lists_of_lists_and_missing_items() {
    let tree = tree("- - a\n  -\n-\n- # nothing\n- &x\n- - - b\n-  c: 1\n   d:\n");
    assert_eq!(
        outline(&tree),
        "\
list 0..50
  list 2..9
    String `a` 4..5
    Null `` 9..9
  Null `` 11..11
  Null `` 13..13
  Null `` 28..28
  list 31..36
    list 33..36
      String `b` 35..36
  map 40..50
    key String `c` 40..41
    Integer `1` 43..44
    key String `d` 48..49
    Null `` 50..50
"
    );
}

#[test]
fn a_list_at_the_indentation_of_its_key() {
    let tree = tree("\u{feff}a:\n# - no item\n- - 1\n  - 2\n- [x, {y: z}]\nb: |\n  t\n");
    assert_eq!(
        outline(&tree),
        "\
map 3..53
  key String `a` 3..4
  list 18..43
    list 20..29
      Integer `1` 22..23
      Integer `2` 28..29
    list 32..43
      String `x` 33..34
      map 36..42
        key String `y` 37..38
        String `z` 40..41
  key String `b` 44..45
  String `t
` 47..53
"
    );
}
