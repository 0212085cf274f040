//! Scalars that a configuration can hold.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
};
use std::path::PathBuf;
use std::time::Duration;

use config_format::number::Integer;
use config_format::unit::{parse_byte_size, parse_duration, parse_percent};
use zeroize::Zeroize;

use super::held::Held;
use super::measure::Measure;
use super::{ConfigValue, Reader, Value};
use crate::finding::Code;
use crate::schema::{Grammar, Kind, TextFormat};
use crate::secret::Secret;
use crate::value::{ByteSize, Percent};

impl ConfigValue for bool {
    const KIND: Kind = Kind::Boolean;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.boolean(value)
    }
}

/// The two's complement of a number that is known to fit.
fn signed(number: Integer) -> i128 {
    if number.negative { (number.magnitude as i128).wrapping_neg() } else { number.magnitude as i128 }
}

/// A whole number of any type, from the two widest ones: at least one of them can hold it.
fn whole(signed: Option<i128>, unsigned: Option<u128>) -> Measure {
    Measure::Integer(match unsigned {
        Some(magnitude) => Integer { negative: false, magnitude },
        None => Integer { negative: true, magnitude: signed.unwrap_or_default().unsigned_abs() },
    })
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl ConfigValue for $type {
            const KIND: Kind = Kind::Integer {
                minimum: <$type>::MIN as i128,
                maximum: <$type>::MAX as u128,
                name: stringify!($type),
            };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                let number = reader.integer(value, &Self::KIND)?;
                // The reader has checked that the number fits.
                Some(if number.negative { signed(number) as $type } else { number.magnitude as $type })
            }

            fn hold(&self, held: &mut Held) {
                held.measure(&whole(i128::try_from(*self).ok(), u128::try_from(*self).ok()));
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! non_zero_integers {
    ($($type:ident $inner:ident $minimum:expr;)*) => {$(
        impl ConfigValue for $type {
            const KIND: Kind = Kind::Integer {
                minimum: $minimum,
                maximum: <$inner>::MAX as u128,
                name: stringify!($type),
            };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                let number = reader.integer(value, &Self::KIND)?;
                let own = if number.negative { signed(number) as $inner } else { number.magnitude as $inner };
                match <$type>::new(own) {
                    Some(number) => Some(number),
                    None => reader.invalid(Code::NUMBER_RANGE, value, "is zero, which is not allowed here", || {
                        "give a number other than zero".to_owned()
                    }),
                }
            }

            fn hold(&self, held: &mut Held) {
                self.get().hold(held);
            }
        }
    )*};
}

non_zero_integers! {
    NonZeroU8 u8 1; NonZeroU16 u16 1; NonZeroU32 u32 1; NonZeroU64 u64 1; NonZeroUsize usize 1;
    NonZeroI8 i8 i8::MIN as i128; NonZeroI16 i16 i16::MIN as i128; NonZeroI32 i32 i32::MIN as i128;
    NonZeroI64 i64 i64::MIN as i128; NonZeroIsize isize isize::MIN as i128;
    NonZeroU128 u128 1; NonZeroI128 i128 i128::MIN;
}

impl ConfigValue for f64 {
    const KIND: Kind = Kind::Float;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.float(value)
    }

    fn hold(&self, held: &mut Held) {
        held.measure(&Measure::Float(*self));
    }
}

impl ConfigValue for f32 {
    const KIND: Kind = Kind::Float;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let number = reader.float(value)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounding to the nearest f32 is what the type asks for"
        )]
        let narrow = number as f32;
        if narrow.is_infinite() && number.is_finite() {
            return reader.invalid(
                Code::NUMBER_RANGE,
                value,
                "is larger than a 32-bit float can hold",
                || "give a smaller number".to_owned(),
            );
        }
        Some(narrow)
    }

    fn hold(&self, held: &mut Held) {
        held.measure(&Measure::Float(f64::from(*self)));
    }
}

impl ConfigValue for char {
    const KIND: Kind = Kind::Character;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let text = reader.text(value, &Self::KIND)?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Some(character),
            _ => reader.wrong_type(value, &Self::KIND),
        }
    }

    fn hold(&self, held: &mut Held) {
        held.text(self.encode_utf8(&mut [0; 4]));
    }
}

macro_rules! texts {
    ($($type:ty = $kind:expr, $text:expr;)*) => {$(
        impl ConfigValue for $type {
            const KIND: Kind = $kind;

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                reader.text(value, &Self::KIND).map(Into::into)
            }

            fn hold(&self, held: &mut Held) {
                let text: fn(&Self) -> Cow<'_, str> = $text;
                held.text(&text(self));
            }
        }
    )*};
}

texts! {
    String = Kind::String, |text| Cow::Borrowed(text);
    PathBuf = Kind::Path, |path| path.to_string_lossy();
    Box<str> = Kind::String, |text| Cow::Borrowed(text);
    std::sync::Arc<str> = Kind::String, |text| Cow::Borrowed(text);
    std::ffi::OsString = Kind::String, |text| text.to_string_lossy();
}

impl ConfigValue for Cow<'static, str> {
    const KIND: Kind = Kind::String;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.text(value, &Self::KIND).map(|text| Self::Owned(text.to_owned()))
    }

    fn hold(&self, held: &mut Held) {
        held.text(self);
    }
}

impl ConfigValue for Duration {
    const KIND: Kind = Kind::Duration;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.measured(value, &Self::KIND, |text| match parse_duration(text) {
            Ok((seconds, nanoseconds)) => Ok(Duration::new(seconds, nanoseconds)),
            Err(problem) => Err(problem.message().to_owned()),
        })
    }

    fn hold(&self, held: &mut Held) {
        held.measure(&Measure::Duration((self.as_secs(), self.subsec_nanos())));
    }
}

impl ConfigValue for ByteSize {
    const KIND: Kind = Kind::ByteSize;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.measured(value, &Self::KIND, |text| match parse_byte_size(text) {
            Ok(bytes) => Ok(ByteSize::new(bytes)),
            Err(problem) => Err(problem.message().to_owned()),
        })
    }

    fn hold(&self, held: &mut Held) {
        held.measure(&Measure::Bytes(self.bytes()));
    }
}

impl ConfigValue for Percent {
    const KIND: Kind = Kind::Percent;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.measured(value, &Self::KIND, |text| match parse_percent(text) {
            Ok(_) => text.parse().map_err(|_| "it cannot be read".to_owned()),
            Err(problem) => Err(problem.message().to_owned()),
        })
    }

    fn hold(&self, held: &mut Held) {
        held.measure(&Measure::Percent(self.thousandths()));
    }
}

fn check_parse<T: std::str::FromStr>(text: &str) -> Result<(), String> {
    match text.parse::<T>() {
        Ok(_) => Ok(()),
        Err(_) => Err("it cannot be read".to_owned()),
    }
}

macro_rules! parsed {
    ($($type:ty = $name:literal, $format:expr, $grammar:expr;)*) => {$(
        impl ConfigValue for $type {
            const KIND: Kind = Kind::Parsed {
                name: $name,
                format: $format,
                check: check_parse::<$type>,
                grammar: $grammar,
                numbers: false,
            };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                reader.parsed(value, &Self::KIND, |text| text.parse::<$type>().map_err(|problem| problem.to_string()))
            }

            fn hold(&self, held: &mut Held) {
                held.text(&self.to_string());
            }
        }
    )*};
}

parsed! {
    IpAddr = "an IP address", Some("ip"), Grammar::Format(TextFormat::Ip);
    Ipv4Addr = "an IPv4 address", Some("ipv4"), Grammar::Format(TextFormat::Ipv4);
    Ipv6Addr = "an IPv6 address", Some("ipv6"), Grammar::Format(TextFormat::Ipv6);
    SocketAddr = "an address and port such as 127.0.0.1:8080", None, Grammar::SocketAddress;
    SocketAddrV4 = "an IPv4 address and port such as 127.0.0.1:8080", None, Grammar::SocketAddressV4;
    SocketAddrV6 = "an IPv6 address and port such as [::1]:8080", None, Grammar::SocketAddressV6;
}

#[cfg(feature = "url")]
parsed! {
    url::Url = "an absolute URL such as https://example.org/path", Some("uri"), Grammar::Opaque;
}

impl<T: ConfigValue + Zeroize> ConfigValue for Secret<T> {
    const KIND: Kind = Kind::Secret(&T::KIND);

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.secret += 1;
        let read = T::read(value, reader);
        reader.secret -= 1;
        read.map(Secret::new)
    }

    fn hold(&self, held: &mut Held) {
        held.secret(self.expose_secret());
    }
}
