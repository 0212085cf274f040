//! Blocks of addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use config_core::schema::Grammar;

use super::{ValueError, config_value};

const HELP: &str = "write an address and a prefix length, such as 10.0.0.0/8 or fd00::/8";

/// A block of addresses in CIDR notation: `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    address: IpAddr,
    prefix: u8,
}

impl Cidr {
    /// The first address of the block.
    #[must_use]
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// The length of the prefix, in bits.
    #[must_use]
    pub const fn prefix(&self) -> u8 {
        self.prefix
    }

    /// Whether every address of `other` lies in this block.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.prefix <= other.prefix && masked(other.address, self.prefix) == Some(self.address)
    }
}

/// The address with the bits behind the prefix cleared; `None` for a prefix that is too long.
fn masked(address: IpAddr, prefix: u8) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => {
            let host = 32_u32.checked_sub(u32::from(prefix))?;
            Some(IpAddr::V4((address.to_bits() & u32::MAX.checked_shl(host).unwrap_or(0)).into()))
        }
        IpAddr::V6(address) => {
            let host = 128_u32.checked_sub(u32::from(prefix))?;
            Some(IpAddr::V6((address.to_bits() & u128::MAX.checked_shl(host).unwrap_or(0)).into()))
        }
    }
}

impl FromStr for Cidr {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let Some((address, prefix)) = text.split_once('/') else {
            return Err(ValueError::at(text, text.len(), "the prefix length is missing", HELP));
        };
        let Ok(parsed) = address.parse::<IpAddr>() else {
            return Err(ValueError::at(text, 0, "is not an IP address", HELP));
        };
        let at = address.len() + 1;
        let digits = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let length =
            prefix.parse().ok().filter(|_| digits && (prefix.len() == 1 || !prefix.starts_with('0')));
        let Some((length, first)) = length.and_then(|length| Some((length, masked(parsed, length)?))) else {
            return Err(ValueError::at(text, at, "the prefix length is out of range", HELP));
        };
        if first != parsed {
            return Err(ValueError::new("has bits set behind its prefix", HELP));
        }
        Ok(Self { address: parsed, prefix: length })
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.address, self.prefix)
    }
}

config_value!(Cidr, "a block of addresses such as 10.0.0.0/8", Grammar::Network);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_contains_and_prints() {
        let wide: Cidr = "10.0.0.0/8".parse().unwrap();
        let narrow: Cidr = "10.1.0.0/16".parse().unwrap();
        assert!(wide.contains(&narrow) && !narrow.contains(&wide) && wide.contains(&wide));
        assert!("0.0.0.0/0".parse::<Cidr>().unwrap().contains(&wide));
        assert!(!"::/0".parse::<Cidr>().unwrap().contains(&wide));
        assert_eq!("fd00::/8".parse::<Cidr>().unwrap().to_string(), "fd00::/8");
        for text in
            ["", "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/+8", "::/129", "x/8"]
        {
            assert!(text.parse::<Cidr>().is_err(), "{text}");
        }
    }
}
