//! What scalars, options, lists and maps are written as.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

use config_format::unit::format_duration;

use super::WriteValue;
use crate::secret::Secret;
use crate::value::{AnyValue, ByteSize, Percent};

impl WriteValue for AnyValue {
    fn write(&self) -> AnyValue {
        self.clone()
    }
}

impl WriteValue for bool {
    fn write(&self) -> AnyValue {
        AnyValue::Boolean(*self)
    }
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl WriteValue for $type {
            fn write(&self) -> AnyValue {
                AnyValue::Number(self.to_string())
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
numbers!(std::num::NonZeroU8 std::num::NonZeroU16 std::num::NonZeroU32 std::num::NonZeroU64);
numbers!(std::num::NonZeroU128 std::num::NonZeroUsize std::num::NonZeroI8 std::num::NonZeroI16);
numbers!(std::num::NonZeroI32 std::num::NonZeroI64 std::num::NonZeroI128 std::num::NonZeroIsize);

macro_rules! floats {
    ($($type:ty)*) => {$(
        impl WriteValue for $type {
            fn write(&self) -> AnyValue {
                // With a point or an exponent, so that it is read as a fraction again.
                AnyValue::Number(format!("{self:?}"))
            }
        }
    )*};
}

floats!(f32 f64);

macro_rules! texts {
    ($($type:ty)*) => {$(
        impl WriteValue for $type {
            fn write(&self) -> AnyValue {
                AnyValue::String(self.to_string())
            }
        }
    )*};
}

texts! {
    char String Box<str> ByteSize Percent
    std::net::IpAddr std::net::Ipv4Addr std::net::Ipv6Addr
    std::net::SocketAddr std::net::SocketAddrV4 std::net::SocketAddrV6
}

impl WriteValue for PathBuf {
    fn write(&self) -> AnyValue {
        AnyValue::String(self.to_string_lossy().into_owned())
    }
}

impl WriteValue for Duration {
    fn write(&self) -> AnyValue {
        AnyValue::String(format_duration(self.as_secs(), self.subsec_nanos()))
    }
}

impl WriteValue for Secret<String> {
    fn write(&self) -> AnyValue {
        AnyValue::Secret(self.clone())
    }
}

impl<T: WriteValue> WriteValue for Option<T> {
    fn write(&self) -> AnyValue {
        self.as_ref().map_or(AnyValue::Null, WriteValue::write)
    }
}

impl<T: WriteValue + ?Sized> WriteValue for Box<T> {
    fn write(&self) -> AnyValue {
        (**self).write()
    }
}

macro_rules! lists {
    ($($list:ident<T>)*) => {$(
        impl<T: WriteValue> WriteValue for $list<T> {
            fn write(&self) -> AnyValue {
                AnyValue::List(self.iter().map(WriteValue::write).collect())
            }
        }
    )*};
}

lists!(Vec<T> VecDeque<T> BTreeSet<T> HashSet<T>);

impl<T: WriteValue, const N: usize> WriteValue for [T; N] {
    fn write(&self) -> AnyValue {
        AnyValue::List(self.iter().map(WriteValue::write).collect())
    }
}

/// A key is written as the text that it is.
fn entry<K: WriteValue, V: WriteValue>((key, value): (&K, &V)) -> (String, AnyValue) {
    (key.write().as_str().unwrap_or_default().to_owned(), value.write())
}

impl<K: WriteValue, V: WriteValue> WriteValue for BTreeMap<K, V> {
    fn write(&self) -> AnyValue {
        AnyValue::Map(self.iter().map(entry).collect())
    }
}

impl<K: WriteValue, V: WriteValue, S> WriteValue for HashMap<K, V, S> {
    fn write(&self) -> AnyValue {
        let mut entries: Vec<_> = self.iter().map(entry).collect();
        entries.sort_by(|(left, _), (right, _)| left.cmp(right));
        AnyValue::Map(entries)
    }
}
