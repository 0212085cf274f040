//! Durations, byte sizes and percentages.

use config_format::unit::{
    UnitError, format_byte_size, format_duration, format_percent, parse_byte_size, parse_duration,
    parse_percent,
};
use proptest::prelude::*;

const DURATION: Result<(u64, u32), UnitError> = parse_duration("1h30m");
const SIZE: Result<u64, UnitError> = parse_byte_size("32MiB");
const PERCENT: Result<u64, UnitError> = parse_percent("12.5%");

#[test]
fn units_work_in_constants() {
    assert_eq!((DURATION, SIZE, PERCENT), (Ok((5400, 0)), Ok(32 << 20), Ok(12_500)));
}

#[test]
fn durations() {
    for (text, expected) in [
        ("0", Ok((0, 0))),
        ("0s", Ok((0, 0))),
        ("90s", Ok((90, 0))),
        ("1h30m", Ok((5400, 0))),
        ("250ms", Ok((0, 250_000_000))),
        ("1.5h", Ok((5400, 0))),
        ("1.50h", Ok((5400, 0))),
        ("1m0.25s", Ok((60, 250_000_000))),
        ("2w3d4h5m6s7ms8us9ns", Ok((1_483_506, 7_008_009))),
        ("5us", Ok((0, 5_000))),
        ("5µs", Ok((0, 5_000))),
        ("5μs", Ok((0, 5_000))),
        ("0.000000001s", Ok((0, 1))),
        ("18446744073709551615s999999999ns", Ok((u64::MAX, 999_999_999))),
        ("18446744073709551615s999ms", Ok((u64::MAX, 999_000_000))),
        ("18446744073709551616s", Err(UnitError::TooLarge)),
        ("99999999999999999999999999999999999999999999s", Err(UnitError::TooLarge)),
        ("30500568904944w", Err(UnitError::TooLarge)),
        ("", Err(UnitError::Empty)),
        ("90", Err(UnitError::MissingDurationUnit)),
        ("1h30", Err(UnitError::MissingDurationUnit)),
        ("00", Err(UnitError::MissingDurationUnit)),
        ("s", Err(UnitError::Malformed)),
        ("-5s", Err(UnitError::Negative)),
        ("+5s", Err(UnitError::Malformed)),
        ("5 s", Err(UnitError::Malformed)),
        (" 5s", Err(UnitError::Malformed)),
        ("5s ", Err(UnitError::Malformed)),
        ("1h 30m", Err(UnitError::Malformed)),
        ("5x", Err(UnitError::UnknownDurationUnit)),
        ("5S", Err(UnitError::UnknownDurationUnit)),
        ("5min", Err(UnitError::UnknownDurationUnit)),
        ("30m1h", Err(UnitError::UnitOrder)),
        ("1h1h", Err(UnitError::UnitOrder)),
        ("1.5h30m", Err(UnitError::FractionNotLast)),
        ("1.h", Err(UnitError::Malformed)),
        (".5h", Err(UnitError::Malformed)),
        ("1..5h", Err(UnitError::Malformed)),
        ("0.1ns", Err(UnitError::TooFine)),
        ("0.0000000000000000000000001s", Err(UnitError::TooFine)),
        ("1e3s", Err(UnitError::UnknownDurationUnit)),
    ] {
        assert_eq!(parse_duration(text), expected, "{text}");
    }
    assert_eq!(UnitError::MissingDurationUnit.help(), Some("add a unit, such as `s` or `ms`"));
}

#[test]
fn durations_are_written_in_whole_parts() {
    for (seconds, nanoseconds, expected) in [
        (0, 0, "0s"),
        (5400, 0, "1h30m"),
        (60, 0, "1m"),
        (90, 0, "1m30s"),
        (86_400, 0, "1d"),
        (604_800, 0, "1w"),
        (691_200, 0, "8d"),
        (0, 250_000_000, "250ms"),
        (1, 500_000_000, "1s500ms"),
        (0, 1_001, "1us1ns"),
        (0, 2_000_000_000, "2s"),
    ] {
        assert_eq!(format_duration(seconds, nanoseconds), expected);
    }
}

#[test]
fn byte_sizes() {
    for (text, expected) in [
        ("0", Ok(0)),
        ("512", Ok(512)),
        ("512B", Ok(512)),
        ("512 B", Ok(512)),
        ("32MiB", Ok(33_554_432)),
        ("32 MiB", Ok(33_554_432)),
        ("1.5GB", Ok(1_500_000_000)),
        ("1.5KiB", Ok(1536)),
        ("1kB", Ok(1000)),
        ("1KB", Ok(1000)),
        ("2TB", Ok(2_000_000_000_000)),
        ("2PB", Ok(2_000_000_000_000_000)),
        ("2EB", Ok(2_000_000_000_000_000_000)),
        ("2GiB", Ok(2 << 30)),
        ("2TiB", Ok(2 << 40)),
        ("2PiB", Ok(2 << 50)),
        ("15.5EiB", Ok(31 << 59)),
        ("16EiB", Err(UnitError::TooLarge)),
        ("18446744073709551615", Ok(u64::MAX)),
        ("18446744073709551616", Err(UnitError::TooLarge)),
        ("1.5B", Err(UnitError::TooFine)),
        ("1.5", Err(UnitError::TooFine)),
        ("0.1KiB", Err(UnitError::TooFine)),
        ("1K", Err(UnitError::AmbiguousByteUnit)),
        ("1 M", Err(UnitError::AmbiguousByteUnit)),
        ("1Gi", Err(UnitError::AmbiguousByteUnit)),
        ("1mb", Err(UnitError::UnknownByteUnit)),
        ("1MIB", Err(UnitError::UnknownByteUnit)),
        ("1  MB", Err(UnitError::UnknownByteUnit)),
        ("1 ", Err(UnitError::UnknownByteUnit)),
        ("", Err(UnitError::Empty)),
        ("MB", Err(UnitError::Malformed)),
        ("-1MB", Err(UnitError::Negative)),
        ("1.MB", Err(UnitError::Malformed)),
    ] {
        assert_eq!(parse_byte_size(text), expected, "{text}");
    }
}

#[test]
fn byte_sizes_are_written_short_and_exact() {
    for (size, expected) in [
        (0, "0B"),
        (1, "1B"),
        (1000, "1kB"),
        (1024, "1KiB"),
        (1025, "1025B"),
        (1536, "1536B"),
        (33_554_432, "32MiB"),
        (1_500_000_000, "1.5GB"),
        (1_610_612_736, "1.5GiB"),
        (u64::MAX, "18446744073709551615B"),
    ] {
        assert_eq!(format_byte_size(size), expected);
    }
}

#[test]
fn percentages() {
    for (text, expected) in [
        ("0%", Ok(0)),
        ("20%", Ok(20_000)),
        ("12.5%", Ok(12_500)),
        ("100%", Ok(100_000)),
        ("250%", Ok(250_000)),
        ("0.001%", Ok(1)),
        ("0.0010%", Ok(1)),
        ("0.0001%", Err(UnitError::TooFine)),
        ("20", Err(UnitError::MissingPercentSign)),
        ("20 %", Err(UnitError::Malformed)),
        ("20%%", Err(UnitError::Malformed)),
        ("-1%", Err(UnitError::Negative)),
        ("", Err(UnitError::Empty)),
        ("%", Err(UnitError::Malformed)),
        ("18446744073709552%", Err(UnitError::TooLarge)),
    ] {
        assert_eq!(parse_percent(text), expected, "{text}");
    }
    for (parts, expected) in [(0, "0%"), (12_500, "12.5%"), (1, "0.001%"), (100_000, "100%"), (10, "0.01%")] {
        assert_eq!(format_percent(parts), expected);
    }
}

#[test]
fn every_error_has_a_message() {
    for text in ["", "x", "-1s", "1", "1q", "1s1s", "1.5m1s", "0.1ns", "99999999999999999999w"] {
        let error = parse_duration(text).unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn durations_are_read_back(seconds: u64, nanoseconds in 0_u32..1_000_000_000) {
        prop_assert_eq!(parse_duration(&format_duration(seconds, nanoseconds)), Ok((seconds, nanoseconds)));
    }

    #[test]
    fn small_durations_are_read_back(seconds in 0_u64..10_000_000, nanoseconds in prop::sample::select(vec![0_u32, 1, 5_000, 250_000_000])) {
        prop_assert_eq!(parse_duration(&format_duration(seconds, nanoseconds)), Ok((seconds, nanoseconds)));
    }

    #[test]
    fn byte_sizes_are_read_back(size: u64, shift in 0_u32..64, thousands in 0_u32..6) {
        for size in [size, size >> shift, (size >> shift) << shift, (size % 10_000).saturating_mul(1000_u64.pow(thousands))] {
            let written = format_byte_size(size);
            prop_assert_eq!(parse_byte_size(&written), Ok(size), "{}", written);
            prop_assert!(written.len() <= size.to_string().len() + 1);
        }
    }

    #[test]
    fn percentages_are_read_back(parts: u64) {
        prop_assert_eq!(parse_percent(&format_percent(parts)), Ok(parts));
    }

    #[test]
    fn soup_never_panics(text in "[-+0-9.wdhmsunkKMGTPEiB% µ]{0,24}") {
        let _ = (parse_duration(&text), parse_byte_size(&text), parse_percent(&text));
        if let Ok((seconds, nanoseconds)) = parse_duration(&text) {
            prop_assert_eq!(parse_duration(&format_duration(seconds, nanoseconds)), Ok((seconds, nanoseconds)));
        }
        if let Ok(size) = parse_byte_size(&text) {
            prop_assert_eq!(parse_byte_size(&format_byte_size(size)), Ok(size));
        }
    }
}
