//! The dotenv reader.

use config_format::{Format, Kind, Limits, Tree, parse};

use crate::common::{check_spans, errors, outline};

fn tree(source: &str) -> Tree {
    let tree = parse(Format::Dotenv, source.into(), &Limits::default()).unwrap();
    check_spans(&tree);
    tree
}

#[test]
fn names_and_values_with_spans() {
    let source = "# one\nA=1\nexport B = two words # three\n C=\nD=#x\nE= #x\nF=a#b\nexport=7\n";
    assert_eq!(
        outline(&tree(source)),
        "map 0..69\n  key String `A` 6..7\n  Text `1` 8..9\n  key String `B` 17..18\n  Text `two words` 21..30\n  key String `C` 40..41\n  \
         Text `` 42..42\n  key String `D` 43..44\n  Text `#x` 45..47\n  key String `E` 48..49\n  Text `` 51..51\n  key String `F` 54..55\n  \
         Text `a#b` 56..59\n  key String `export` 60..66\n  Text `7` 67..68\n"
    );
}

#[test]
fn quotes_keep_lines_and_escapes() {
    let source = "A=\"x\\ty \\\"z\\\" \\\\ \\n\" # one\nB='it\\n is # not'\nC=\"one\r\ntwo\nthree\"\r\nD='one\r\ntwo'\r\nE=\"\"\n";
    let tree = tree(source);
    let entries: Vec<_> =
        tree.root().entries().map(|(key, value)| (key.text(), value.kind(), value.text())).collect();
    assert_eq!(
        entries,
        [
            ("A", Kind::String, "x\ty \"z\" \\ \n"),
            ("B", Kind::String, "it\\n is # not"),
            ("C", Kind::String, "one\ntwo\nthree"),
            ("D", Kind::String, "one\ntwo"),
            ("E", Kind::String, ""),
        ]
    );
    assert_eq!(tree.root().get("D").unwrap().position().line, 6);
}

#[test]
fn references_are_left_to_the_loader() {
    let source = "A=${X}/b\nB=\"${X}\"\nC='${X}'\nD=\"\\${X}\"\nE=\"\\${X} ${Y} \\$\"\nF=$X\n";
    let tree = tree(source);
    let entries: Vec<_> =
        tree.root().entries().map(|(_, value)| (value.text(), value.raw().reference)).collect();
    assert_eq!(
        entries,
        [
            ("${X}/b", true),
            ("${X}", true),
            ("${X}", false),
            ("${X}", false),
            ("$${X} ${Y} $", true),
            ("$X", false)
        ]
    );
}

#[test]
fn reports_every_error_once() {
    let source = "A\n=1\n1B=1\nC-D=2\nE=\"x\\q\"\nF='x' y\nG=1\nexport G=2\nH=\"x\" # one\nI=\"x\"#y\nJ=\"never\nK\nL=1\r2\n";
    assert_eq!(
        errors(Format::Dotenv, source),
        [
            "1:1 expected `=` after the name",
            "2:1 a name is missing here",
            "3:1 invalid name of a variable",
            "4:1 invalid name of a variable",
            "5:5 unknown escape",
            "6:7 expected the end of the line",
            "8:8 duplicate key `G`",
            "10:6 expected the end of the line",
            "11:3 the quote is never closed",
            "12:1 expected `=` after the name",
            "13:4 a carriage return without a line feed",
        ]
    );
}

#[test]
fn byte_order_mark_and_empty_files() {
    let marked = tree("\u{feff}A=1\r\n");
    assert_eq!(marked.root().get("A").unwrap().text(), "1");
    assert_eq!(marked.root().get("A").unwrap().position().column, 3);
    assert_eq!(tree("").root().kind(), Kind::Map);
    assert_eq!(tree("\n# x").root().entries().count(), 0);
}
