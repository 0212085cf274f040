//! The tables of Kubernetes, and what follows from them.

use super::QuantityFormat::{BinarySi, DecimalExponent, DecimalSi};
use super::*;

/// A number times ten to a power.
fn amount(number: i128, power: i32, format: QuantityFormat) -> Quantity {
    let nano = power + 9;
    let nano = if nano >= 0 { number * 10_i128.pow(nano as u32) } else { number / 10_i128.pow(-nano as u32) };
    Quantity::from_nano(nano, format)
}

#[test]
fn parses_the_table_of_apimachinery() {
    const KI: i128 = 1024;
    let cap = i128::from(i64::MAX);
    let table = [
        ("0", 0, 0, DecimalSi),
        ("0n", 0, 0, DecimalSi),
        ("0u", 0, 0, DecimalSi),
        ("0m", 0, 0, DecimalSi),
        ("0Ki", 0, 0, BinarySi),
        ("0k", 0, 0, DecimalSi),
        ("0Mi", 0, 0, BinarySi),
        ("0M", 0, 0, DecimalSi),
        ("0Gi", 0, 0, BinarySi),
        ("0G", 0, 0, DecimalSi),
        ("0Ti", 0, 0, BinarySi),
        ("0T", 0, 0, DecimalSi),
        ("1", 1, 0, DecimalSi),
        ("1Ki", KI, 0, BinarySi),
        ("8Ki", 8 * KI, 0, BinarySi),
        ("7Mi", 7 * KI.pow(2), 0, BinarySi),
        ("6Gi", 6 * KI.pow(3), 0, BinarySi),
        ("5Ti", 5 * KI.pow(4), 0, BinarySi),
        ("4Pi", 4 * KI.pow(5), 0, BinarySi),
        ("3Ei", 3 * KI.pow(6), 0, BinarySi),
        ("10Ti", 10 * KI.pow(4), 0, BinarySi),
        ("100Ti", 100 * KI.pow(4), 0, BinarySi),
        ("5n", 5, -9, DecimalSi),
        ("4u", 4, -6, DecimalSi),
        ("3m", 3, -3, DecimalSi),
        ("9", 9, 0, DecimalSi),
        ("8k", 8, 3, DecimalSi),
        ("50k", 5, 4, DecimalSi),
        ("7M", 7, 6, DecimalSi),
        ("6G", 6, 9, DecimalSi),
        ("5T", 5, 12, DecimalSi),
        ("40T", 4, 13, DecimalSi),
        ("300T", 3, 14, DecimalSi),
        ("2P", 2, 15, DecimalSi),
        ("1E", 1, 18, DecimalSi),
        ("1E-3", 1, -3, DecimalExponent),
        ("1e3", 1, 3, DecimalExponent),
        ("1E6", 1, 6, DecimalExponent),
        ("1e9", 1, 9, DecimalExponent),
        ("1E12", 1, 12, DecimalExponent),
        ("1e15", 1, 15, DecimalExponent),
        ("1E18", 1, 18, DecimalExponent),
        ("1e14", 1, 14, DecimalExponent),
        ("1e13", 1, 13, DecimalExponent),
        ("100.035k", 100_035, 0, DecimalSi),
        ("0.001", 1, -3, DecimalSi),
        ("0.0005k", 5, -1, DecimalSi),
        ("0.005", 5, -3, DecimalSi),
        ("0.05", 5, -2, DecimalSi),
        ("0.5", 5, -1, DecimalSi),
        ("0.00050k", 5, -1, DecimalSi),
        ("0.00500", 5, -3, DecimalSi),
        ("0.05000", 5, -2, DecimalSi),
        ("0.50000", 5, -1, DecimalSi),
        ("0.5e0", 5, -1, DecimalExponent),
        ("0.5e-1", 5, -2, DecimalExponent),
        ("0.5e-2", 5, -3, DecimalExponent),
        ("10.035M", 10_035, 3, DecimalSi),
        ("1.2e3", 12, 2, DecimalExponent),
        ("1.3E+6", 13, 5, DecimalExponent),
        ("1.40e9", 14, 8, DecimalExponent),
        ("1.53E12", 153, 10, DecimalExponent),
        ("1.6e15", 16, 14, DecimalExponent),
        ("1.7E18", 17, 17, DecimalExponent),
        ("9.01", 901, -2, DecimalSi),
        ("8.1k", 81, 2, DecimalSi),
        ("7.123456M", 7_123_456, 0, DecimalSi),
        ("6.987654321G", 6_987_654_321, 0, DecimalSi),
        ("5.444T", 5444, 9, DecimalSi),
        ("40.1T", 401, 11, DecimalSi),
        ("300.2T", 3002, 11, DecimalSi),
        ("2.5P", 25, 14, DecimalSi),
        ("1.01E", 101, 16, DecimalSi),
        ("3.001n", 4, -9, DecimalSi),
        ("1.1E-9", 2, -9, DecimalExponent),
        ("0.0000000001", 1, -9, DecimalSi),
        ("0.0000000005", 1, -9, DecimalSi),
        ("0.00000000050", 1, -9, DecimalSi),
        ("0.5e-9", 1, -9, DecimalExponent),
        ("0.9n", 1, -9, DecimalSi),
        ("0.00000012345", 124, -9, DecimalSi),
        ("0.00000012354", 124, -9, DecimalSi),
        ("9Ei", cap, 0, BinarySi),
        ("9223372036854775807Ki", cap, 0, BinarySi),
        ("9223372036854775807Ei", cap, 0, BinarySi),
        ("12E", 12, 18, DecimalSi),
        ("100.035Ki", 10_243_584, -2, BinarySi),
        ("0.5Mi", KI.pow(2) / 2, 0, BinarySi),
        ("0.05Gi", 536_870_912, -1, BinarySi),
        ("0.025Ti", 274_877_906_944, -1, BinarySi),
        ("0.000000000001Ki", 2, -9, DecimalSi),
        (".001", 1, -3, DecimalSi),
        (".0001k", 100, -3, DecimalSi),
        ("1.", 1, 0, DecimalSi),
        ("1.G", 1, 9, DecimalSi),
    ];
    for (text, number, power, format) in table {
        let expected = amount(number, power, format);
        for (text, expected) in [
            (text.to_owned(), expected),
            (format!("+{text}"), expected),
            (format!("-{text}"), Quantity::from_nano(-expected.nano, format)),
        ] {
            let parsed: Quantity = text.parse().unwrap();
            assert_eq!((parsed.nano, parsed.format), (expected.nano, format), "{text}");
        }
    }
    for text in [
        "",
        "1.1.M",
        "1+1.0M",
        "0.1mi",
        "0.1am",
        "aoeu",
        ".5i",
        "1i",
        "-3.01i",
        "-3.01e-",
        " 1",
        "1 ",
        ".",
        "-.",
        "+",
        "1e99999999999",
        "1ki",
    ] {
        assert!(text.parse::<Quantity>().is_err(), "{text}");
    }
}

#[test]
fn prints_the_table_of_apimachinery() {
    for (number, power, format, printed, other) in [
        (1 << 30, 0, BinarySi, "1Gi", "1024Mi"),
        (300 << 20, 0, BinarySi, "300Mi", "307200Ki"),
        (6 << 10, 0, BinarySi, "6Ki", ""),
        (1001 << 30, 0, BinarySi, "1001Gi", "1025024Mi"),
        (1 << 40, 0, BinarySi, "1Ti", "1024Gi"),
        (5, 0, BinarySi, "5", "5000m"),
        (500, -3, BinarySi, "500m", "0.5"),
        (1, 9, DecimalSi, "1G", "1000M"),
        (1000, 6, DecimalSi, "1G", "0.001T"),
        (1_000_000, 3, DecimalSi, "1G", ""),
        (1, -3, DecimalSi, "1m", "1000u"),
        (80, -3, DecimalSi, "80m", ""),
        (1080, -3, DecimalSi, "1080m", "1.08"),
        (108, -2, DecimalSi, "1080m", "1080000000n"),
        (10_800, -4, DecimalSi, "1080m", ""),
        (300, 6, DecimalSi, "300M", ""),
        (1, 12, DecimalSi, "1T", ""),
        (1, 18, DecimalSi, "1E", ""),
        (1, 21, DecimalSi, "1e21", "1000E"),
        (5, 21, DecimalSi, "5e21", "5000E"),
        (1, 24, DecimalSi, "1e24", "1000000E"),
        (1_234_567, 6, DecimalSi, "1234567M", ""),
        (1_234_567, -3, BinarySi, "1234567m", ""),
        (3, 3, DecimalSi, "3k", ""),
        (1025, 0, BinarySi, "1025", ""),
        (0, 0, DecimalSi, "0", ""),
        (0, 0, BinarySi, "0", ""),
        (1, 9, DecimalExponent, "1e9", ".001e12"),
        (1, -3, DecimalExponent, "1e-3", "0.001e0"),
        (1, -9, DecimalExponent, "1e-9", "1000e-12"),
        (80, -3, DecimalExponent, "80e-3", ""),
        (300, 6, DecimalExponent, "300e6", ""),
        (1, 12, DecimalExponent, "1e12", ""),
        (3, 3, DecimalExponent, "3e3", ""),
        (0, 0, DecimalExponent, "0", "00"),
        (1, -9, DecimalSi, "1n", ""),
        (1080, -9, DecimalSi, "1080n", ""),
        (108, -8, DecimalSi, "1080n", ""),
        (10_800, -10, DecimalSi, "1080n", ""),
        (1, -6, DecimalSi, "1u", ""),
        (80, -6, DecimalSi, "80u", ""),
        (1080, -6, DecimalSi, "1080u", ""),
    ] {
        let quantity = amount(number, power, format);
        assert_eq!(quantity.to_string(), printed);
        assert_eq!(printed.parse::<Quantity>().unwrap().to_string(), printed);
        if number != 0 {
            let negative = Quantity::from_nano(-quantity.nano, format);
            assert_eq!(negative.to_string(), format!("-{printed}"));
        }
        if !other.is_empty() {
            assert_eq!(other.parse::<Quantity>().unwrap().to_string(), printed, "{other}");
        }
    }
    for (text, printed) in [
        ("1024Mi", "1Gi"),
        ("1000M", "1G"),
        (".001Ki", "1024m"),
        (".000001Ki", "1024u"),
        (".000000001Ki", "1024n"),
        (".000000000001Ki", "2n"),
        ("1.5Gi", "1536Mi"),
        ("1.5", "1500m"),
        ("128974848", "128974848"),
        ("123Mi", "123Mi"),
    ] {
        assert_eq!(text.parse::<Quantity>().unwrap().to_string(), printed, "{text}");
    }
}

#[test]
fn rounds_compares_and_adds() {
    for (text, scale, expected, exact) in [
        ("9.01", -3, (901, -2), true),
        ("9.01", -2, (901, -2), true),
        ("9.01", -1, (91, -1), false),
        ("9.01", 0, (10, 0), false),
        ("9.01", 1, (10, 0), false),
        ("9.01", 2, (100, 0), false),
        ("-9.01", -2, (-901, -2), true),
        ("-9.01", -1, (-91, -1), false),
        ("-9.01", 0, (-10, 0), false),
        ("-9.01", 2, (-100, 0), false),
    ] {
        let mut quantity: Quantity = text.parse().unwrap();
        assert_eq!(quantity.round_up(scale), exact, "{text} {scale}");
        assert_eq!(quantity, amount(expected.0, expected.1, DecimalSi), "{text} {scale}");
    }
    let parse = |text: &str| text.parse::<Quantity>().unwrap();
    assert!(parse("100m") > parse("50m") && parse("10000T") > parse("100Gi") && parse("0") == parse("0Ki"));
    assert_eq!(parse("0").checked_add(parse("1Gi")).unwrap().to_string(), "1Gi");
    assert_eq!(parse("100m").checked_add(parse("0")).unwrap().to_string(), "100m");
    assert_eq!(parse("1Gi").checked_mul(3).unwrap().to_string(), "3Gi");
    assert_eq!((parse("1500m").value(), parse("1500u").milli_value()), (2, 2));
}
