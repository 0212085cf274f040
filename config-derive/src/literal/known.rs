//! What the tokens of a type tell about it. A macro sees no types, only their names; where a name says nothing certain,
//! the compiler checks the table instead.

use syn::{Expr, ExprLit, GenericArgument, Lit, Path, PathArguments, Type};

/// What is certain about a type from its tokens alone, inside of `Option`, `Secret` and pointers.
pub(crate) enum Known {
    Integer { minimum: i128, maximum: i128, name: String },
    Float { name: String },
    Boolean,
    Character,
    Text,
    Path,
    Duration,
    ByteSize,
    Percent,
    Address(Address),
    List { element: Box<Known>, length: Option<usize> },
    Map { key: Box<Known>, value: Box<Known> },
    Unknown,
}

/// The addresses of the standard library.
#[derive(Clone, Copy)]
pub(crate) enum Address {
    Ip,
    Ipv4,
    Ipv6,
    Socket,
    SocketV4,
    SocketV6,
}

impl Address {
    /// What it is, with an article and, where it is not plain, an example.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Address::Ip => "an IP address such as 127.0.0.1",
            Address::Ipv4 => "an IPv4 address such as 127.0.0.1",
            Address::Ipv6 => "an IPv6 address such as ::1",
            Address::Socket => "an address and port such as 127.0.0.1:8080",
            Address::SocketV4 => "an IPv4 address and port such as 127.0.0.1:8080",
            Address::SocketV6 => "an IPv6 address and port such as [::1]:8080",
        }
    }

    pub(super) fn accepts(self, text: &str) -> bool {
        use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
        match self {
            Address::Ip => text.parse::<IpAddr>().is_ok(),
            Address::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Address::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Address::Socket => text.parse::<SocketAddr>().is_ok(),
            Address::SocketV4 => text.parse::<SocketAddrV4>().is_ok(),
            Address::SocketV6 => text.parse::<SocketAddrV6>().is_ok(),
        }
    }
}

impl Known {
    /// Whether a section may lie in a value of the type.
    pub(crate) fn may_hold_sections(&self) -> bool {
        match self {
            Known::Unknown => true,
            Known::List { element, .. } => element.may_hold_sections(),
            Known::Map { value, .. } => value.may_hold_sections(),
            _ => false,
        }
    }

    /// What rules of elements hold for: the innermost elements of lists and values of maps.
    pub(crate) fn element(&self) -> &Known {
        match self {
            Known::List { element, .. } | Known::Map { value: element, .. } => element.element(),
            other => other,
        }
    }

    /// Whether all of it is known, so that the compiler has nothing left to check.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Known::Unknown => false,
            Known::List { element, .. } => element.is_whole(),
            Known::Map { key, value } => key.is_whole() && value.is_whole(),
            _ => true,
        }
    }

    /// Whether its values have an order and a distance.
    pub(crate) fn is_measure(&self) -> bool {
        matches!(
            self,
            Known::Integer { .. } | Known::Float { .. } | Known::Duration | Known::ByteSize | Known::Percent
        )
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Known::Unknown)
    }
}

/// The type inside of `Option`.
pub(crate) fn without_option(ty: &Type) -> &Type {
    let Type::Path(path) = ty else { return ty };
    match path.path.segments.last() {
        Some(last) if last.ident == "Option" => argument(&path.path, 0).unwrap_or(ty),
        _ => ty,
    }
}

/// A type argument of the last segment of a path.
fn argument(path: &Path, index: usize) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    match arguments.args.iter().nth(index)? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// What is certain about a type from its tokens alone.
pub(crate) fn known(ty: &Type) -> Known {
    let path = match ty {
        Type::Path(path) if path.qself.is_none() => &path.path,
        Type::Array(array) => {
            let length = match &array.len {
                Expr::Lit(ExprLit { lit: Lit::Int(length), .. }) => length.base10_parse().ok(),
                _ => None,
            };
            return Known::List { element: Box::new(known(&array.elem)), length };
        }
        Type::Slice(slice) => return Known::List { element: Box::new(known(&slice.elem)), length: None },
        Type::Paren(inner) => return known(&inner.elem),
        Type::Group(inner) => return known(&inner.elem),
        _ => return Known::Unknown,
    };
    let Some(last) = path.segments.last() else { return Known::Unknown };
    let name = last.ident.to_string();
    let inner = |index: usize| argument(path, index).map_or(Known::Unknown, known);
    match name.as_str() {
        "Option" | "Box" | "Arc" | "Rc" => return inner(0),
        "Secret" if is_own(path) => return inner(0),
        "Vec" | "VecDeque" | "BTreeSet" | "HashSet" => {
            return Known::List { element: Box::new(inner(0)), length: None };
        }
        "BTreeMap" | "HashMap" => {
            return Known::Map { key: Box::new(inner(0)), value: Box::new(inner(1)) };
        }
        _ if !matches!(last.arguments, PathArguments::None) => return Known::Unknown,
        _ => {}
    }
    match name.as_str() {
        "f32" | "f64" => Known::Float { name },
        "bool" => Known::Boolean,
        "char" => Known::Character,
        "String" | "str" => Known::Text,
        "PathBuf" => Known::Path,
        "Duration" if is_from(path, &["std", "core"]) => Known::Duration,
        "ByteSize" if is_own(path) => Known::ByteSize,
        "Percent" if is_own(path) => Known::Percent,
        "IpAddr" => Known::Address(Address::Ip),
        "Ipv4Addr" => Known::Address(Address::Ipv4),
        "Ipv6Addr" => Known::Address(Address::Ipv6),
        "SocketAddr" => Known::Address(Address::Socket),
        "SocketAddrV4" => Known::Address(Address::SocketV4),
        "SocketAddrV6" => Known::Address(Address::SocketV6),
        _ => integer(name),
    }
}

/// Whether a path is a name alone, or begins with one of these crates. `other::Duration` is someone else's.
fn is_from(path: &Path, crates: &[&str]) -> bool {
    path.segments.len() == 1
        || path.segments.first().is_some_and(|first| crates.iter().any(|name| first.ident == name))
}

fn is_own(path: &Path) -> bool {
    is_from(path, &["config_core"])
}

fn integer(name: String) -> Known {
    let (minimum, maximum) = match name.as_str() {
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" | "usize" => (0, u64::MAX.into()),
        "u128" => (0, i128::MAX),
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" | "isize" => (i64::MIN.into(), i64::MAX.into()),
        "i128" => (i128::MIN, i128::MAX),
        _ => {
            let Some(inner) = name.strip_prefix("NonZero") else { return Known::Unknown };
            return match integer(inner.to_lowercase()) {
                Known::Integer { minimum: 0, maximum, .. } => Known::Integer { minimum: 1, maximum, name },
                Known::Integer { minimum, maximum, .. } => Known::Integer { minimum, maximum, name },
                _ => Known::Unknown,
            };
        }
    };
    Known::Integer { minimum, maximum, name }
}
