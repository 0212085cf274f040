//! The table written by hand: what the derive writes, so that the core is tested without it.

use std::time::Duration;

use config_core::__private as private;
use config_core::{Environment, Loader, Report, Secret, ServiceConfig};
use private::{
    Bound, Check, ConfigValue, Expression, Field, Kind, Literal, Operator, Rule, Schema, Section, Shape,
};

#[derive(Debug, Clone, PartialEq)]
struct Limits {
    max_tokens: u32,
    timeout: Duration,
}

impl ServiceConfig for Limits {
    const SCHEMA: &'static Schema = &Schema {
        file: file!(),
        line: line!(),
        ..Schema::new(
            "Limits",
            "Limits per request.",
            Shape::Struct(&[
                Field::new::<u32>("max_tokens", "Most tokens.").default(Literal::Integer(4096)).rules(&[
                    Rule::Range {
                        low: Some(Bound { value: Literal::Integer(1), exclusive: false }),
                        high: Some(Bound { value: Literal::Integer(100_000), exclusive: false }),
                    },
                ]),
                Field::new::<Duration>("timeout", "Longest request.").default(Literal::String("60s")),
            ]),
        )
    };

    fn read_section(section: &mut Section<'_, '_>) -> Option<Self> {
        match (section.field(0, ConfigValue::read), section.field(1, ConfigValue::read)) {
            (Some(max_tokens), Some(timeout)) => Some(Self { max_tokens, timeout }),
            _ => None,
        }
    }
}

impl ConfigValue for Limits {
    const KIND: Kind = Kind::Section(Self::SCHEMA);

    fn read<'a>(value: private::Value<'a>, reader: &mut private::Reader<'a>) -> Option<Self> {
        reader.section(value)
    }
}

#[derive(Debug, Clone)]
struct Gateway {
    listen: std::net::SocketAddr,
    api_keys: Vec<Secret<String>>,
    limits: Limits,
    max_model_len: u32,
    name: Option<String>,
}

impl ServiceConfig for Gateway {
    const SCHEMA: &'static Schema = &Schema {
        env_prefix: Some("GATEWAY"),
        file: file!(),
        line: line!(),
        checks: &[Check {
            text: "self.limits.max_tokens <= self.max_model_len",
            message: "limits.max_tokens must not exceed max_model_len",
            expression: Expression::Binary(
                Operator::LessOrEqual,
                &Expression::Path(&["limits", "max_tokens"]),
                &Expression::Path(&["max_model_len"]),
            ),
            environment: None,
            code: None,
            line: line!(),
        }],
        ..Schema::new(
            "Gateway",
            "The entrance.",
            Shape::Struct(&[
                Field::new::<std::net::SocketAddr>("listen", "Address.")
                    .default(Literal::String("0.0.0.0:8080")),
                Field::new::<Vec<Secret<String>>>("api_keys", "Keys."),
                Field::new::<Limits>("limits", "Limits.").default_value(private::DefaultValue::Type),
                Field::new::<u32>("max_model_len", "Context."),
                Field::new::<Option<String>>("name", "Name."),
            ]),
        )
    };

    fn read_section(section: &mut Section<'_, '_>) -> Option<Self> {
        match (
            section.field(0, ConfigValue::read),
            section.field(1, ConfigValue::read),
            section.field_or_default(2, ConfigValue::read, config_core::default_of!(Limits)),
            section.field(3, ConfigValue::read),
            section.field(4, ConfigValue::read),
        ) {
            (Some(listen), Some(api_keys), Some(limits), Some(max_model_len), Some(name)) => {
                Some(Self { listen, api_keys, limits, max_model_len, name })
            }
            _ => None,
        }
    }

    fn check(&self, outcomes: &mut private::Outcomes<'_, '_>) {
        outcomes.check(0, self.limits.max_tokens <= self.max_model_len);
    }
}

impl ConfigValue for Gateway {
    const KIND: Kind = Kind::Section(Self::SCHEMA);

    fn read<'a>(value: private::Value<'a>, reader: &mut private::Reader<'a>) -> Option<Self> {
        reader.section(value)
    }
}

fn directory() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn layers_merge_and_later_ones_win() {
    let folder = directory();
    let base = folder.path().join("gateway.yaml");
    std::fs::write(&base, "api_keys: [one, two]\nmax_model_len: 8192\nname: 0123\nlimits:\n  timeout: 5s\n")
        .unwrap();
    let loaded = Loader::new()
        .environment(Environment::Production)
        .file(&base)
        .env()
        .variables([("GATEWAY_LIMITS__MAX_TOKENS", "100"), ("GATEWAY_ENV", "x")])
        .overrides(["listen=127.0.0.1:1"])
        .load_full::<Gateway>()
        .unwrap();
    assert_eq!(loaded.value.limits, Limits { max_tokens: 100, timeout: Duration::from_secs(5) });
    assert_eq!(loaded.value.name.as_deref(), Some("0123"));
    assert_eq!(loaded.value.api_keys[1].expose_secret(), "two");
    assert_eq!(loaded.value.listen.port(), 1);
    println!("{}", loaded.explain("limits.max_tokens").unwrap());
    println!("{}", loaded.to_json());
    #[derive(serde::Deserialize)]
    struct Plain {
        max_model_len: u32,
        limits: PlainLimits,
    }
    #[derive(serde::Deserialize)]
    struct PlainLimits {
        timeout: String,
    }
    let figment = config_core::figment::Figment::from(&loaded);
    let plain: Plain = figment.extract().unwrap();
    assert_eq!((plain.max_model_len, plain.limits.timeout.as_str()), (8192, "5s"));
    println!("{:?}", figment.find_metadata("max_model_len"));
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let folder = directory();
    let base = folder.path().join("gateway.yaml");
    std::fs::write(
        &base,
        "api_keys: [one, hunter2, {a: hunter2}]\nmax_model_len: 10\nnmae: hunter2\nlimits: {max_tokens: 0, timeuot: 3s, timeout: 90}\n",
    )
    .unwrap();
    let report: Report = Loader::new()
        .file(&base)
        .file(folder.path().join("gatewy.yaml"))
        .env()
        .variables([("GATEWAY_LIMTS__MAX_TOKENS", "100"), ("GATEWAY_LISTEN", "nowhere")])
        .load::<Gateway>()
        .unwrap_err();
    println!("{report}");
    println!("{}", report.to_json());
    assert!(!report.to_string().contains("hunter2"));
    assert!(!report.to_json().contains("hunter2"));
}

#[test]
fn a_check_shows_its_operands() {
    let folder = directory();
    let base = folder.path().join("gateway.yaml");
    std::fs::write(&base, "api_keys: []\nmax_model_len: 131072\nlimits:\n  max_tokens: 65536\n").unwrap();
    let report = Loader::new()
        .file(&base)
        .env()
        .variables([("GATEWAY_MAX_MODEL_LEN", "32768")])
        .load::<Gateway>()
        .unwrap_err();
    println!("{report}");
    println!("{}", report.to_json());
}
