//! What is checked before any grammar, and what all formats share.

use config_format::{ErrorKind, Format, Kind, Limits, Position, parse, parse_stream};

const FORMATS: [Format; 6] =
    [Format::Yaml, Format::Toml, Format::Json, Format::Jsonc, Format::Ini, Format::Dotenv];

#[test]
fn invalid_utf8_is_refused_at_its_position() {
    for format in FORMATS {
        let bytes = b"a=1\n\xc3\xa9=\xff x \xe2\x82\n".to_vec();
        let rejected = parse(format, bytes, &Limits::default()).unwrap_err();
        let places: Vec<_> = rejected
            .errors
            .iter()
            .map(|error| {
                assert_eq!(error.kind, ErrorKind::Encoding);
                let Position { line, column } = Position::of(&rejected.source, error.span.start as usize);
                (line, column, error.message.as_str())
            })
            .collect();
        assert_eq!(
            places,
            [(2, 3, "invalid UTF-8 at byte 7 of the file"), (2, 7, "invalid UTF-8 at byte 11 of the file")]
        );
        assert!(rejected.tree.is_none());
    }
}

#[test]
fn nul_is_refused_at_its_position() {
    for format in FORMATS {
        let rejected = parse(format, b"a\n \0b\0".to_vec(), &Limits::default()).unwrap_err();
        let places: Vec<_> =
            rejected.errors.iter().map(|error| (error.kind, error.span.start, error.span.end)).collect();
        assert_eq!(places, [(ErrorKind::Encoding, 3, 4), (ErrorKind::Encoding, 5, 6)]);
    }
}

#[test]
fn utf16_is_named() {
    let rejected = parse(Format::Json, b"\xff\xfe{\0}\0".to_vec(), &Limits::default()).unwrap_err();
    assert_eq!(rejected.errors[0].message, "the file is UTF-16, not UTF-8");
}

#[test]
fn size_comes_first() {
    let limits = Limits { bytes: 8, ..Limits::default() };
    for format in FORMATS {
        let rejected = parse(format, b"\xff23456789".to_vec(), &limits).unwrap_err();
        assert_eq!(rejected.errors[0].kind, ErrorKind::Limit);
        assert_eq!(rejected.errors[0].message, "the file has 9 bytes, the limit is 8");
        assert!(rejected.source.is_empty());
    }
}

#[test]
fn empty_files() {
    let kind = |format| parse(format, Vec::new(), &Limits::default()).map(|tree| tree.root().kind()).ok();
    assert_eq!(kind(Format::Yaml), Some(Kind::Null));
    assert_eq!(kind(Format::Toml), Some(Kind::Map));
    assert_eq!(kind(Format::Ini), Some(Kind::Map));
    assert_eq!(kind(Format::Dotenv), Some(Kind::Map));
    assert_eq!(kind(Format::Json), None);
    assert_eq!(kind(Format::Text), Some(Kind::Text));
}

#[test]
fn one_document_or_a_stream() {
    let two = || b"a: 1\n---\nb: 2\n".to_vec();
    let rejected = parse(Format::Yaml, two(), &Limits::default()).unwrap_err();
    assert_eq!(Position::of(&rejected.source, rejected.errors[0].span.start as usize).line, 2);
    assert_eq!(parse_stream(Format::Yaml, two(), &Limits::default()).unwrap().len(), 2);
    assert_eq!(parse_stream(Format::Toml, b"a = 1\n".to_vec(), &Limits::default()).unwrap().len(), 1);
}

#[test]
fn text_is_one_value() {
    let tree = parse(Format::Text, b"x ${env:Y}\n".to_vec(), &Limits::default()).unwrap();
    let root = tree.root();
    assert_eq!((root.kind(), root.text(), root.raw().reference), (Kind::Text, "x ${env:Y}\n", true));
}

#[test]
fn formats_by_file_name() {
    for (path, format) in [
        ("a/b.yaml", Some(Format::Yaml)),
        ("b.YML", Some(Format::Yaml)),
        ("b.toml", Some(Format::Toml)),
        ("b.json", Some(Format::Json)),
        ("b.jsonc", Some(Format::Jsonc)),
        ("b.ini", Some(Format::Ini)),
        ("b.cfg", Some(Format::Ini)),
        (".env", Some(Format::Dotenv)),
        (".env.production", Some(Format::Dotenv)),
        ("production.env", Some(Format::Dotenv)),
        ("b.txt", None),
        ("b", None),
    ] {
        assert_eq!(Format::from_path(std::path::Path::new(path)), format, "{path}");
    }
}
