//! `512`, `32MiB`, `1.5GB`.

use super::UnitError;
use super::decimal::Decimal;

/// Units with their bytes, from small to large.
const UNITS: [(&str, u128); 13] = [
    ("B", 1),
    ("kB", 1_000),
    ("KiB", 1 << 10),
    ("MB", 1_000_000),
    ("MiB", 1 << 20),
    ("GB", 1_000_000_000),
    ("GiB", 1 << 30),
    ("TB", 1_000_000_000_000),
    ("TiB", 1 << 40),
    ("PB", 1_000_000_000_000_000),
    ("PiB", 1 << 50),
    ("EB", 1_000_000_000_000_000_000),
    ("EiB", 1 << 60),
];

/// Reads a number of bytes.
///
/// A number, which may have a fraction, and a unit: `512`, `512B`, `32MiB`, `1.5 GB`. `kB` (or `KB`), `MB`, `GB`,
/// `TB`, `PB`, `EB` count in thousands, `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB` in 1024s. One blank may stand before the
/// unit. The result must be a whole number of bytes.
///
/// ```
/// use config_format::unit::{UnitError, parse_byte_size};
///
/// const LARGEST: u64 = match parse_byte_size("32MiB") {
///     Ok(size) => size,
///     Err(_) => panic!("not a size"),
/// };
/// assert_eq!(LARGEST, 33_554_432);
/// assert_eq!(parse_byte_size("32M"), Err(UnitError::AmbiguousByteUnit));
/// ```
///
/// # Errors
///
/// [`UnitError`], whose message and help say what to write instead.
pub const fn parse_byte_size(text: &str) -> Result<u64, UnitError> {
    let bytes = text.as_bytes();
    let (number, mut at) = match Decimal::parse(bytes, 0) {
        Ok(parsed) => parsed,
        Err(error) => return Err(error),
    };
    if at + 1 < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    let (_, name) = bytes.split_at(at);
    let unit = match unit_of(name) {
        Ok(unit) => unit,
        Err(error) => return Err(error),
    };
    match number.times(unit) {
        Ok(size) if size <= u64::MAX as u128 => Ok(size as u64),
        Ok(_) => Err(UnitError::TooLarge),
        Err(error) => Err(error),
    }
}

const fn unit_of(name: &[u8]) -> Result<u128, UnitError> {
    Ok(match name {
        b"" | b"B" => 1,
        b"kB" | b"KB" => 1_000,
        b"MB" => 1_000_000,
        b"GB" => 1_000_000_000,
        b"TB" => 1_000_000_000_000,
        b"PB" => 1_000_000_000_000_000,
        b"EB" => 1_000_000_000_000_000_000,
        b"KiB" => 1 << 10,
        b"MiB" => 1 << 20,
        b"GiB" => 1 << 30,
        b"TiB" => 1 << 40,
        b"PiB" => 1 << 50,
        b"EiB" => 1 << 60,
        [b'k' | b'K' | b'm' | b'M' | b'g' | b'G' | b't' | b'T' | b'P' | b'E'] => {
            return Err(UnitError::AmbiguousByteUnit);
        }
        [b'k' | b'K' | b'M' | b'G' | b'T' | b'P' | b'E', b'i'] => return Err(UnitError::AmbiguousByteUnit),
        _ => return Err(UnitError::UnknownByteUnit),
    })
}

/// Writes a number of bytes in its shortest exact form, as [`parse_byte_size`] reads it back:
/// 33554432 is `32MiB`, 1500000000 is `1.5GB`, 1500 is `1.5kB`, 1025 is `1025B`.
#[must_use]
pub fn format_byte_size(size: u64) -> String {
    const MOST_PLACES: u32 = 3;
    let mut shortest = format!("{size}B");
    if size == 0 {
        return shortest;
    }
    for (name, unit) in UNITS.into_iter().skip(1) {
        let size = u128::from(size);
        let Some(places) = (0..=MOST_PLACES).find(|places| size * 10_u128.pow(*places) % unit == 0) else {
            continue;
        };
        let scale = 10_u128.pow(places);
        let scaled = size * scale / unit;
        let text = if places == 0 {
            format!("{scaled}{name}")
        } else {
            format!("{}.{:0width$}{name}", scaled / scale, scaled % scale, width = places as usize)
        };
        if text.len() < shortest.len() {
            shortest = text;
        }
    }
    shortest
}
