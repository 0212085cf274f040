//! Values that stand alone or in a list, and numbers that stand for text with a grammar: what the loader reads, the JSON
//! Schemas of every draft and purpose let through.

#![expect(dead_code, reason = "only whether fields can be read counts")]

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::export::{Draft, SchemaOptions, json_schema};
use config_core::{ByteSize, Document, Format, Loader, Secret, ServiceConfig};
use config_schemas::infrastructure::nats;
use config_schemas::model::llama_cpp::Layers;
use config_schemas::model::production_stack::Share;
use config_schemas::model::vllm::MaxModelLen;
use config_schemas::value::*;

/// A choice.
#[derive(Debug, ServiceConfig)]
enum Choice {
    /// The first.
    One,
    /// The second.
    Two,
}

/// A section.
#[derive(Debug, ServiceConfig)]
struct Inner {
    /// A number.
    a: Option<u8>,
    /// A secret.
    t: Option<Secret<String>>,
}

/// A newtype with rules of its own.
#[derive(Debug, ServiceConfig)]
struct Name(#[config(pattern("^[a-z0-9.]+$"), length(..=6))] String);

macro_rules! fields {
    ($($name:ident: $type:ty $(, $rules:meta)*;)*) => {
        /// One field of each type.
        #[derive(Debug, ServiceConfig)]
        struct All {
            $(
                /// A field.
                $(#[$rules])*
                $name: Option<$type>,
            )*
        }

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

fields! {
    quantity: Quantity;
    human: HumanInteger;
    layers: Layers;
    share: Share;
    longest: MaxModelLen;
    percent: IntOrPercent;
    redis: RedisMemory;
    time: PostgresTime;
    size: PostgresSize;
    sampling: nats::Sampling;
    seconds: nats::Seconds;
    listen: nats::Listen;
    image: ImageReference;
    bucket: BucketName;
    url: HttpUrl;
    cron: CronSchedule;
    expression: RegularExpression;
    quantities: OneOrMany<Quantity>;
    bytes: OneOrMany<ByteSize>, config(range("1KiB"..="1GiB"));
    numbers: OneOrMany<u16>, config(range(1..=100), length(..=2));
    pairs: OneOrMany<u16>, config(length(2..));
    texts: OneOrMany<String>, config(pattern("^[a-z]+$"), length(1..=2));
    newtypes: OneOrMany<Name>, config(length(..=1));
    secrets: OneOrMany<Secret<String>>;
    choices: OneOrMany<Choice>;
    sections: OneOrMany<Inner>;
    times: OneOrMany<Duration>;
    switches: OneOrMany<bool>;
    nested: Vec<OneOrMany<Quantity>>;
    map: BTreeMap<String, OneOrMany<Quantity>>;
    keys: BTreeMap<Cidr, OneOrMany<HostPort>>;
    optional: OneOrMany<Option<Quantity>>;
}

const VALUES: [&str; 46] = [
    "1",
    "0",
    "-1",
    "1.5",
    "0.5",
    "1e3",
    "5.0",
    "100",
    "101",
    "2097152",
    "70000",
    "18446744073709551615",
    "true",
    "null",
    r#""1""#,
    r#""1.5""#,
    r#""16k""#,
    r#""25%""#,
    r#""1Gi""#,
    r#""auto""#,
    r#""all""#,
    r#""one""#,
    r#""""#,
    r#"" 1 ""#,
    r#""+5""#,
    r#"".5""#,
    r#""1_000""#,
    r#""${env:NOT_SET:-1}""#,
    r#""${env:NOT_SET:-one}""#,
    r#""abc""#,
    r#""a.b""#,
    r#""10.0.0.1""#,
    r#""http://a/b""#,
    r#""@daily""#,
    r#""a(""#,
    r#""1s""#,
    r#""2MiB""#,
    r#""80""#,
    r#""headers""#,
    r#""a:80""#,
    "[]",
    "{}",
    r#"{"a": 1}"#,
    r#"{"a": 300}"#,
    r#"{"t": "x"}"#,
    r#"{"10.0.0.0/8": "a:80"}"#,
];

#[test]
fn schemas_let_through_what_is_read() {
    let mut documents = Vec::new();
    for name in NAMES {
        for value in VALUES {
            for value in [value.to_owned(), format!("[{value}]"), format!("[{value}, {value}]")] {
                documents.push(format!("{{\"{name}\": {value}}}"));
            }
        }
    }
    let (mut read, mut refused, mut faults) = (0, 0, Vec::new());
    let purposes = [
        ("a file", SchemaOptions::default()),
        ("a file without references", SchemaOptions::default().without_references()),
        ("a foreign file", SchemaOptions::default().foreign()),
    ];
    for (draft, (purpose, options)) in [Draft::Draft202012, Draft::Draft07]
        .into_iter()
        .flat_map(|draft| purposes.map(|purpose| (draft, purpose)))
    {
        let schema = json_schema(All::SCHEMA, &options.draft(draft)).to_string();
        let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
        for document in documents.iter().filter(|document| options.references || !document.contains("${")) {
            let loads = if options.foreign {
                let document = Document::parse("a.json", document.as_bytes().to_vec(), Format::Json).unwrap();
                document.read::<All>().is_ok()
            } else {
                Loader::new().file("a.json").substitute("a.json", document.clone()).load::<All>().is_ok()
            };
            let valid = validator.is_valid(&serde_json::from_str(document).unwrap());
            if loads && !valid {
                faults.push(format!("{draft:?} of {purpose} refuses {document}"));
            }
            read += usize::from(loads);
            refused += usize::from(!valid);
        }
    }
    println!("{read} read, {refused} refused by a schema");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(read > 2000 && refused > 2000, "{read} {refused}");
}

#[test]
fn one_alone_is_no_pair() {
    let schema = json_schema(All::SCHEMA, &SchemaOptions::default()).to_string();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({"pairs": 1})));
    assert!(validator.is_valid(&serde_json::json!({"pairs": [1, 2]})));
    assert!(validator.is_valid(&serde_json::json!({"numbers": 1})));
}
