//! What `assert_schema` finds in the values that a table itself holds.

#![expect(dead_code, reason = "only the tables are looked at")]

use config_core::{ServiceConfig, testing::assert_schema};

/// Wrong in each way that only a run shows.
#[derive(ServiceConfig)]
struct Wrong {
    /// Too long.
    #[config(length(..=3), example = "four")]
    length: String,
    /// No match.
    #[config(pattern("^a$"), example = "b")]
    pattern: String,
    /// No number.
    #[config(example = "x")]
    kind: Port,
    /// Out of range.
    #[config(range("1s"..="1m"), example = "2m")]
    range: std::time::Duration,
    /// No address.
    #[config(example = "256.0.0.1")]
    address: Address,
    /// An element that is refused.
    #[config(range(..=9), example = [1, 10])]
    list: Vec<u8>,
    /// No variant.
    #[config(example = "blue")]
    color: Color,
    /// Right.
    #[config(example = "/nowhere", must_exist = "file")]
    right: Option<String>,
}

/// A name that the derive cannot look behind.
type Port = u16;
type Address = std::net::IpAddr;

/// A color.
#[derive(ServiceConfig)]
enum Color {
    /// Red.
    Red,
}

#[test]
fn examples_keep_their_rules() {
    let panic = std::panic::catch_unwind(assert_schema::<Wrong>).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    let lines: Vec<&str> = text.lines().skip(1).map(|line| line.split_once(": ").unwrap().1).collect();
    assert_eq!(
        lines,
        [
            "length: the example four expected at most 3 characters, found 4",
            "pattern: the example b does not match the pattern ^a$",
            "kind: the example x is not a whole number from 0 to 65535",
            "range: the example 2m is outside of its range, from 1s to 1m",
            "address: the example 256.0.0.1 is not an IP address",
            "list: the example [1, 10] 10 is outside of its range, at most 9",
            "color: the example blue is not one of red",
        ]
    );
    assert!(text.lines().nth(1).unwrap().starts_with("config-core/tests/table.rs:1"), "{text}");
}
