//! What `assert_schema` finds in the values that a table itself holds: what a constant cannot decide.

#![expect(dead_code, reason = "only the tables are looked at")]

use config_core::schema::{Grammar, Kind};
use config_core::{ConfigValue, Reader, ServiceConfig, Value, testing::assert_schema};

/// Wrong in each way that only a run shows.
#[derive(ServiceConfig)]
struct Wrong {
    /// An odd number, for all that a constant can tell.
    #[config(default = "4")]
    odd: Odd,
    /// So is one of these.
    #[config(example = ["1", "2"])]
    list: Vec<Odd>,
    /// A pattern with a flag is not decided in a constant.
    #[config(example = "b")]
    newtype: Letter,
    /// Right.
    #[config(example = "/nowhere", must_exist = "file")]
    right: Option<String>,
}

/// A number whose grammar lets more through than its reader.
struct Odd(u8);

fn odd(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|number| number % 2 == 1).ok_or_else(|| "it is even".to_owned())
}

impl ConfigValue for Odd {
    const KIND: Kind = Kind::Parsed {
        name: "an odd number",
        format: None,
        check: |text| odd(text).map(|_| ()),
        grammar: Grammar::Pattern("^[0-9]+$"),
        numbers: true,
    };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.measured(value, &Self::KIND, |text| odd(text).map(Self))
    }
}

/// A letter.
#[derive(ServiceConfig)]
struct Letter(#[config(pattern("(?i)^a$"))] String);

#[test]
fn examples_keep_their_rules() {
    let panic = std::panic::catch_unwind(assert_schema::<Wrong>).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    let lines: Vec<&str> = text.lines().skip(1).map(|line| line.split_once(": ").unwrap().1).collect();
    assert_eq!(
        lines,
        [
            "odd: the default 4 is not an odd number",
            "list: the example [1, 2] is not a list, each element an odd number",
            "newtype: the example b does not match the pattern (?i)^a$",
        ]
    );
    assert!(text.lines().nth(1).unwrap().starts_with("config-core/tests/table.rs:1"), "{text}");
}
