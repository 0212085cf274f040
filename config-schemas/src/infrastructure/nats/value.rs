//! Values of NATS with grammars of their own.

use config_core::schema::{Grammar, Kind};
use config_core::{AnyValue, ConfigValue, Reader, Value, WriteValue};
use config_format::Kind as TextKind;

use crate::value::{GoDuration, ValueError, blanks, port};

/// Whole seconds as a Go duration has them, or a Go duration.
const DURATION: Grammar = Grammar::Any(&[
    Grammar::All(&[
        Grammar::Pattern("^[0-9]+$"),
        Grammar::Sum { units: &[("", 1)], maximum: i64::MAX as u128 / 1_000_000_000 },
    ]),
    GoDuration::GRAMMAR,
]);
const SYNC: Grammar = Grammar::Any(&[Grammar::Pattern("^[aA][lL][wW][aA][yY][sS]$"), DURATION]);
/// A number as Rust reads it.
const SECONDS: Grammar = Grammar::Any(&[
    Grammar::Pattern(r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"),
    GoDuration::GRAMMAR,
]);
/// A name in brackets may be anything.
const LISTEN: Grammar = Grammar::Pattern(concat!(
    r"^(?:(?:[^:\[][^:]*|\[[\s\S]*\])?:)?(?:-1|-?0+|\+?(?:",
    port!(),
    "|0+)|-0*1)$"
));
const SHARE: Grammar = Grammar::Pattern(r"^\+?0*(?:100|[0-9]{1,2})%?$");
const SAMPLING: Grammar = Grammar::Any(&[
    Grammar::Pattern(concat!("^[", blanks!(), "]*[hH][eE][aA][dD][eE][rR][sS][", blanks!(), "]*$")),
    Grammar::Pattern(r"^\+?0*(?:100|[1-9][0-9]?)%?$"),
]);

/// Implements [`ConfigValue`] and [`WriteValue`] through `FromStr` and a function that writes.
macro_rules! value {
    ($type:ty, $name:literal, $grammar:expr, $written:expr) => {
        impl ConfigValue for $type {
            const KIND: Kind = Kind::Parsed {
                name: $name,
                format: None,
                check: |text| text.parse::<$type>().map(|_| ()).map_err(|problem| problem.to_string()),
                grammar: $grammar,
                numbers: true,
            };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                reader.measured(value, &Self::KIND, |text| {
                    text.parse::<$type>().map_err(|problem| problem.to_string())
                })
            }
        }

        impl WriteValue for $type {
            fn write(&self) -> AnyValue {
                let written: fn(&$type) -> AnyValue = $written;
                written(self)
            }
        }
    };
}

/// A length of time: a Go duration, or a bare number of seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NatsDuration(GoDuration);

impl NatsDuration {
    /// In seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0.seconds()
    }
}

impl std::str::FromStr for NatsDuration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if bare { format!("{text}s").parse().map(Self) } else { text.parse().map(Self) }
    }
}

impl std::fmt::Display for NatsDuration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl ConfigValue for NatsDuration {
    const KIND: Kind = Kind::Parsed {
        name: "a duration such as 2m, or a number of seconds",
        format: None,
        check: |text| text.parse::<NatsDuration>().map(|_| ()).map_err(|problem| problem.to_string()),
        grammar: DURATION,
        numbers: true,
    };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        const SECONDS: Kind =
            Kind::Integer { minimum: 0, maximum: 9_000_000_000, name: "a number of seconds" };
        if value.kind() == Some(TextKind::Integer) {
            let seconds = reader.integer(value, &SECONDS)?.magnitude;
            return seconds.to_string().parse().ok();
        }
        reader.parsed(value, &Self::KIND, |text| text.parse::<Self>().map_err(|problem| problem.to_string()))
    }
}

impl WriteValue for NatsDuration {
    fn write(&self) -> AnyValue {
        AnyValue::String(self.to_string())
    }
}

/// A number of seconds, such as `2` or `0.5`; a Go duration is read as well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seconds(f64);

impl Seconds {
    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl std::str::FromStr for Seconds {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse::<f64>() {
            Ok(seconds) if seconds.is_finite() => Ok(Self(seconds)),
            _ => text.parse::<GoDuration>().map(|duration| Self(duration.seconds())),
        }
    }
}

impl std::fmt::Display for Seconds {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

value!(Seconds, "a number of seconds, or a duration such as 2s", SECONDS, |seconds| AnyValue::Number(
    seconds.to_string()
));

/// Where a server listens: a port, or `host:port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    host: Option<String>,
    port: i64,
}

impl Listen {
    /// The host, without the brackets of an IPv6 address; none for all addresses.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The port; -1 is any free one.
    #[must_use]
    pub const fn port(&self) -> i64 {
        self.port
    }
}

impl std::str::FromStr for Listen {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const HELP: &str =
            "write a port, or host:port with an IPv6 address in brackets, such as 0.0.0.0:4222";
        let port = |text: &str, at: usize| {
            text[at..]
                .parse()
                .ok()
                .filter(|port| (-1..=65_535).contains(port))
                .ok_or_else(|| ValueError::at(text, at, "the port is not a number up to 65535", HELP))
        };
        let Some((host, _)) = text.rsplit_once(':') else {
            return port(text, 0).map(|port| Self { host: None, port });
        };
        let at = host.len() + 1;
        let name = match host.strip_prefix('[') {
            Some(inside) => inside
                .strip_suffix(']')
                .ok_or_else(|| ValueError::at(text, 0, "the bracket is not closed", HELP))?,
            None if host.contains(':') => {
                return Err(ValueError::at(text, 0, "an IPv6 address needs brackets", HELP));
            }
            None => host,
        };
        Ok(Self { host: (!name.is_empty()).then(|| name.to_owned()), port: port(text, at)? })
    }
}

impl std::fmt::Display for Listen {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.host {
            None => write!(formatter, "{}", self.port),
            Some(host) if host.contains(':') => write!(formatter, "[{host}]:{}", self.port),
            Some(host) => write!(formatter, "{host}:{}", self.port),
        }
    }
}

value!(Listen, "a port number, or host:port", LISTEN, |listen| match listen.host {
    None => AnyValue::Number(listen.port.to_string()),
    Some(_) => AnyValue::String(listen.to_string()),
});

/// A share from 0 to 100: `50`, or `50%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(u8);

impl Share {
    /// The percentage.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }
}

impl std::str::FromStr for Share {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const HELP: &str = "write a whole number from 0 to 100, such as 50 or 50%";
        let digits = text.strip_suffix('%').unwrap_or(text);
        match digits.parse::<u8>() {
            Ok(percent) if percent <= 100 => Ok(Self(percent)),
            _ => Err(ValueError::new("it is no whole number in this range", HELP)),
        }
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

value!(Share, "a number of percent", SHARE, |share| AnyValue::Number(share.to_string()));

/// How many of the messages are measured: a share from 1 to 100, or those that ask for it in their headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// This share.
    Share(u8),
    /// The messages whose headers ask for it.
    Headers,
}

impl std::str::FromStr for Sampling {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const HELP: &str = "write a whole number from 1 to 100, such as 50 or 50%, or headers";
        if text.trim().eq_ignore_ascii_case("headers") {
            return Ok(Self::Headers);
        }
        match text.strip_suffix('%').unwrap_or(text).parse::<u8>() {
            Ok(percent @ 1..=100) => Ok(Self::Share(percent)),
            _ => Err(ValueError::new("it is no whole number in this range", HELP)),
        }
    }
}

impl std::fmt::Display for Sampling {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Share(percent) => percent.fmt(formatter),
            Self::Headers => formatter.write_str("headers"),
        }
    }
}

value!(Sampling, "a number of percent, or headers", SAMPLING, |sampling| match sampling {
    Sampling::Share(_) => AnyValue::Number(sampling.to_string()),
    Sampling::Headers => AnyValue::String(sampling.to_string()),
});

/// Time between two times that data is flushed to the disk, or after every message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SyncInterval {
    /// After every message.
    Always,
    /// After this time.
    Every(NatsDuration),
}

impl std::str::FromStr for SyncInterval {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("always") { Ok(Self::Always) } else { text.parse().map(Self::Every) }
    }
}

impl std::fmt::Display for SyncInterval {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Always => formatter.write_str("always"),
            Self::Every(interval) => interval.fmt(formatter),
        }
    }
}

value!(SyncInterval, "a duration such as 2m, a number of seconds, or always", SYNC, |interval| {
    AnyValue::String(interval.to_string())
});
