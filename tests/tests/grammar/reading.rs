//! `serde`, `parse`, `skip`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use config_core::{Secret, ServiceConfig};
use serde::Deserialize;

use crate::attempt::Attempt;

/// A type that only `FromStr` knows.
#[derive(Debug, Clone, PartialEq)]
enum Level {
    Info,
    Debug,
}

#[derive(Debug)]
struct NoLevel(String);

impl fmt::Display for NoLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no level {}", self.0)
    }
}

impl FromStr for Level {
    type Err = NoLevel;

    fn from_str(text: &str) -> Result<Self, NoLevel> {
        match text {
            "info" => Ok(Level::Info),
            "debug" => Ok(Level::Debug),
            other => Err(NoLevel(other.to_owned())),
        }
    }
}

/// A type that only serde knows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Point {
    x: i32,
    #[serde(default)]
    y: i32,
}

/// A service.
#[derive(Debug, ServiceConfig)]
struct Service {
    /// Required, through `FromStr`.
    #[config(parse)]
    level: Level,
    /// With a literal.
    #[config(parse, default = "debug")]
    literal: Level,
    /// With an expression.
    #[config(parse, default = Level::Info)]
    expression: Level,
    /// Or nothing.
    #[config(parse)]
    option: Option<Level>,
    /// Or nothing, with a default.
    #[config(parse, default = Some(Level::Debug))]
    some: Option<Level>,
    /// Required, through serde.
    #[config(serde)]
    point: Point,
    /// With the type's `Default`.
    #[config(serde, default)]
    points: Vec<Point>,
    /// With an expression.
    #[config(serde, default = Point { x: 1, y: 2 })]
    origin: Point,
    /// Or nothing.
    #[config(serde)]
    no_point: Option<Point>,
    /// Any shape.
    #[config(serde, default)]
    labels: BTreeMap<String, serde_json::Value>,
    #[config(skip)]
    skipped: u32,
    #[config(skip, default = Level::Debug)]
    skipped_with_value: Level,
}

#[test]
fn from_str_and_serde_read_what_the_core_does_not_know() {
    let value: Service = Attempt::yaml(
        "level: info\npoint: {x: 1}\nlabels: {a: [1, true]}\nno_point: {x: 2, y: 3}\noption: debug\n",
    )
    .load();
    assert_eq!((value.level, value.literal, value.expression), (Level::Info, Level::Debug, Level::Info));
    assert_eq!((value.option, value.some), (Some(Level::Debug), Some(Level::Debug)));
    assert_eq!(
        (value.point, value.points, value.origin),
        (Point { x: 1, y: 0 }, vec![], Point { x: 1, y: 2 })
    );
    assert_eq!(value.no_point, Some(Point { x: 2, y: 3 }));
    assert_eq!(value.labels["a"], serde_json::json!([1, true]));
    assert_eq!((value.skipped, value.skipped_with_value), (0, Level::Debug));
    let value: Service = Attempt::yaml("level: info\npoint: {x: 1}\nsome: null\n").load();
    assert_eq!((value.option, value.some, value.no_point), (None, None, None));
}

#[test]
fn their_errors_are_findings() {
    assert_eq!(
        Attempt::yaml("level: loud\npoint: {y: 1}\noption: [a]\nskipped: 5\n").refused::<Service>(),
        [
            "CFG0303 level: loud is not Level: there is no level loud",
            "CFG0301 point: missing field `x`",
            "CFG0301 option: expected Level, found a list",
            "CFG0201 skipped: unknown key skipped",
        ]
    );
    assert_eq!(
        Attempt::new().refused::<Service>(),
        ["CFG0202 level: missing key level", "CFG0202 point: missing key point"]
    );
}

/// Secrets through both.
#[derive(Debug, ServiceConfig)]
struct Secrets {
    /// Through `FromStr`, masked.
    #[config(parse, secret)]
    level: Option<Level>,
    /// Of a type that is a secret itself.
    password: Option<Secret<String>>,
}

#[test]
fn the_error_of_a_secret_does_not_repeat_it() {
    let report = Attempt::yaml("level: hunter2\n").report::<Secrets>();
    let text = format!("{report}{}", report.to_json());
    assert!(!text.contains("hunter2"), "{text}");
}
