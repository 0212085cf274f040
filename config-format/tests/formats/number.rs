//! Numbers and booleans as each format writes them.

use config_format::Format;
use config_format::number::{Integer, NumberError, parse_boolean, parse_float, parse_integer};
use proptest::prelude::*;

const TYPED: [Format; 3] = [Format::Json, Format::Toml, Format::Yaml];
const UNTYPED: [Format; 3] = [Format::Ini, Format::Dotenv, Format::Text];

const IN_CONST: Result<Integer, NumberError> = parse_integer("-0b1010", Format::Text);

fn integer(text: &str, format: Format) -> Result<i128, NumberError> {
    parse_integer(text, format).map(|integer| integer.to_i128().unwrap())
}

#[test]
fn integers_by_format() {
    use NumberError::Malformed;
    assert_eq!(IN_CONST, Ok(Integer { negative: true, magnitude: 10 }));
    // Text, then what JSON, TOML, YAML and formats without types make of it.
    let table = [
        ("0", [Ok(0), Ok(0), Ok(0), Ok(0)]),
        ("-0", [Ok(0), Ok(0), Ok(0), Ok(0)]),
        ("-17", [Ok(-17), Ok(-17), Ok(-17), Ok(-17)]),
        ("+17", [Err(Malformed), Ok(17), Ok(17), Ok(17)]),
        ("017", [Err(Malformed), Err(Malformed), Ok(17), Ok(17)]),
        ("1_000", [Err(Malformed), Ok(1000), Err(Malformed), Ok(1000)]),
        ("1__0", [Err(Malformed); 4]),
        ("_1", [Err(Malformed); 4]),
        ("1_", [Err(Malformed); 4]),
        ("0x1f", [Err(Malformed), Ok(31), Ok(31), Ok(31)]),
        ("0x1_F", [Err(Malformed), Ok(31), Err(Malformed), Ok(31)]),
        ("0o17", [Err(Malformed), Ok(15), Ok(15), Ok(15)]),
        ("0b11", [Err(Malformed), Ok(3), Err(Malformed), Ok(3)]),
        ("-0x1", [Err(Malformed), Err(Malformed), Err(Malformed), Ok(-1)]),
        ("0x", [Err(Malformed); 4]),
        ("0X1", [Err(Malformed); 4]),
        ("0o8", [Err(Malformed); 4]),
        ("", [Err(Malformed); 4]),
        ("-", [Err(Malformed); 4]),
        ("1.0", [Err(Malformed); 4]),
        ("1e3", [Err(Malformed); 4]),
        (" 1", [Err(Malformed); 4]),
        ("١", [Err(Malformed); 4]),
    ];
    for (text, [json, toml, yaml, untyped]) in table {
        assert_eq!(integer(text, Format::Json), json, "{text} in JSON");
        assert_eq!(integer(text, Format::Jsonc), json, "{text} in JSONC");
        assert_eq!(integer(text, Format::Toml), toml, "{text} in TOML");
        assert_eq!(integer(text, Format::Yaml), yaml, "{text} in YAML");
        for format in UNTYPED {
            assert_eq!(integer(text, format), untyped, "{text} in {}", format.name());
        }
    }
}

#[test]
fn integers_at_the_edges() {
    let largest = u128::MAX.to_string();
    let one_more = "340282366920938463463374607431768211456";
    for format in TYPED.into_iter().chain(UNTYPED) {
        assert_eq!(parse_integer(&largest, format).map(Integer::to_u128), Ok(Some(u128::MAX)));
        assert_eq!(parse_integer(one_more, format), Err(NumberError::TooLarge));
        assert_eq!(parse_integer(&"9".repeat(400), format), Err(NumberError::TooLarge));
        assert_eq!(parse_integer(&format!("{}x", "9".repeat(400)), format), Err(NumberError::Malformed));
    }
    let lowest = parse_integer(&i128::MIN.to_string(), Format::Json).unwrap();
    assert_eq!((lowest.to_i128(), lowest.to_u128()), (Some(i128::MIN), None));
    let below = Integer { negative: true, magnitude: lowest.magnitude + 1 };
    assert_eq!(below.to_i128(), None);
    assert_eq!(Integer { negative: false, magnitude: lowest.magnitude }.to_i128(), None);
    assert_eq!(Integer { negative: true, magnitude: 0 }.to_u128(), Some(0));
    assert_eq!(Integer { negative: true, magnitude: 7 }.to_string(), "-7");
}

#[test]
fn floats_by_format() {
    let table: [(&str, [Option<f64>; 4]); 18] = [
        ("1.5", [Some(1.5); 4]),
        ("-1.5e-3", [Some(-0.0015); 4]),
        ("7", [Some(7.0); 4]),
        ("+1.5", [None, Some(1.5), Some(1.5), Some(1.5)]),
        ("01.5", [None, None, Some(1.5), Some(1.5)]),
        (".5", [None, None, Some(0.5), Some(0.5)]),
        ("5.", [None, None, Some(5.0), Some(5.0)]),
        (".", [None; 4]),
        ("1.e3", [None, None, Some(1000.0), Some(1000.0)]),
        ("1e", [None; 4]),
        ("1_0.2_5", [None, Some(10.25), None, Some(10.25)]),
        ("1_.5", [None; 4]),
        ("inf", [None, Some(f64::INFINITY), None, Some(f64::INFINITY)]),
        ("-inf", [None, Some(f64::NEG_INFINITY), None, Some(f64::NEG_INFINITY)]),
        (".inf", [None, None, Some(f64::INFINITY), Some(f64::INFINITY)]),
        ("-.INF", [None, None, Some(f64::NEG_INFINITY), Some(f64::NEG_INFINITY)]),
        ("infinity", [None; 4]),
        ("0x10", [None, Some(16.0), Some(16.0), Some(16.0)]),
    ];
    for (text, expected) in table {
        for (format, expected) in
            [Format::Json, Format::Toml, Format::Yaml, Format::Text].into_iter().zip(expected)
        {
            let found = parse_float(text, format);
            assert_eq!(found.ok(), expected, "{text} in {}", format.name());
            assert!(found.is_ok() || found == Err(NumberError::Malformed));
        }
    }
    for (text, format) in
        [("nan", Format::Toml), ("-nan", Format::Toml), (".nan", Format::Yaml), (".NaN", Format::Text)]
    {
        assert!(parse_float(text, format).unwrap().is_nan(), "{text}");
    }
    for format in [Format::Json, Format::Toml, Format::Yaml, Format::Text] {
        assert_eq!(parse_float("1e999", format), Err(NumberError::TooLarge));
        assert_eq!(parse_float(&"9".repeat(400), format), Err(NumberError::TooLarge));
        assert_eq!(parse_float("1e-999", format), Ok(0.0));
    }
}

#[test]
fn booleans_by_format() {
    for (text, expected) in [
        ("true", [Some(true); 3]),
        ("false", [Some(false); 3]),
        ("True", [None, Some(true), Some(true)]),
        ("FALSE", [None, Some(false), Some(false)]),
        ("tRue", [None, None, Some(true)]),
        ("yes", [None, None, Some(true)]),
        ("No", [None, None, Some(false)]),
        ("ON", [None, None, Some(true)]),
        ("off", [None, None, Some(false)]),
        ("1", [None, None, Some(true)]),
        ("0", [None, None, Some(false)]),
        ("y", [None; 3]),
        ("", [None; 3]),
        ("truee", [None; 3]),
    ] {
        for (format, expected) in [Format::Toml, Format::Yaml, Format::Dotenv].into_iter().zip(expected) {
            assert_eq!(parse_boolean(text, format), expected, "{text} in {}", format.name());
        }
        assert_eq!(parse_boolean(text, Format::Json), parse_boolean(text, Format::Toml));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_integer_is_read_back(number: i128) {
        for format in TYPED.into_iter().chain(UNTYPED) {
            prop_assert_eq!(integer(&number.to_string(), format), Ok(number));
        }
    }

    #[test]
    fn other_bases_are_read_back(number: u128) {
        for (text, yaml) in [(format!("{number:#x}"), true), (format!("{number:#o}"), true), (format!("{number:#b}"), false)] {
            prop_assert_eq!(parse_integer(&text, Format::Toml).unwrap().magnitude, number);
            prop_assert_eq!(parse_integer(&text, Format::Ini).unwrap().magnitude, number);
            prop_assert_eq!(parse_integer(&text, Format::Yaml).is_ok(), yaml);
        }
    }

    #[test]
    fn every_float_is_read_back(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
        for format in TYPED.into_iter().chain(UNTYPED) {
            prop_assert_eq!(parse_float(&format!("{number:?}"), format), Ok(number));
        }
    }

    #[test]
    fn soup_is_refused_or_agrees_with_the_standard_library(text in "[-+0-9_.eExoinfa]{0,8}") {
        if let Ok(float) = parse_float(&text, Format::Json) {
            prop_assert_eq!(text.parse::<f64>(), Ok(float));
        }
        for format in TYPED.into_iter().chain(UNTYPED) {
            if let Ok(integer) = parse_integer(&text, format) {
                prop_assert!(parse_float(&text, format).is_ok());
                let radix = ["0x", "0o", "0b"].iter().any(|prefix| text.contains(prefix));
                if !radix {
                    let decimal = text.replace('_', "");
                    prop_assert_eq!(decimal.parse::<i128>().ok(), integer.to_i128());
                }
            }
        }
    }
}
