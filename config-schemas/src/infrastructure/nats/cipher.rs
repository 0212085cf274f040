//! Names of cipher suites and curves, and hashes of keys.

use config_core::schema::Grammar;

use crate::value::{ValueError, config_value};

/// Cipher suites that are broken, and need `allow_insecure_cipher_suites` since 2.11.
const INSECURE: &[&str] = &[
    "TLS_RSA_WITH_RC4_128_SHA",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
];

/// The others that Go has.
const SECURE: &[&str] = &[
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
];

/// The curves by the names that the server has for them.
const CURVES: &[&str] = &[
    "CurveP256",
    "CurveP384",
    "CurveP521",
    "X25519",
    "X25519MLKEM768",
    "SecP256r1MLKEM768",
    "SecP384r1MLKEM1024",
];

/// The name of a cipher suite, as Go has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CipherSuite(&'static str);

impl CipherSuite {
    /// Whether it is broken.
    #[must_use]
    pub fn is_insecure(self) -> bool {
        INSECURE.contains(&self.0)
    }
}

impl std::str::FromStr for CipherSuite {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = SECURE.iter().chain(INSECURE).find(|name| **name == text);
        known.copied().map(Self).ok_or_else(|| {
            ValueError::new(
                "NATS has no such suite",
                "write a name of Go, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            )
        })
    }
}

impl std::fmt::Display for CipherSuite {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

config_value!(
    CipherSuite,
    "the name of a cipher suite",
    Grammar::Any(&[Grammar::OneOf(SECURE), Grammar::OneOf(INSECURE)])
);

/// The name of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve(&'static str);

impl std::str::FromStr for Curve {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        CURVES.iter().find(|name| **name == text).copied().map(Self).ok_or_else(|| {
            ValueError::new(
                "NATS has no such curve",
                "write CurveP256, CurveP384, CurveP521, X25519, X25519MLKEM768, SecP256r1MLKEM768 or SecP384r1MLKEM1024",
            )
        })
    }
}

impl std::fmt::Display for Curve {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

config_value!(Curve, "the name of a curve", Grammar::OneOf(CURVES));

/// The hash (SHA-256) of a public key, as 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedCertificate(String);

impl std::str::FromStr for PinnedCertificate {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(ValueError::new(
                "it has another length, or other signs",
                "write the 64 hexadecimal digits of SHA-256",
            ))
        }
    }
}

impl std::fmt::Display for PinnedCertificate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

config_value!(PinnedCertificate, "a hash of 64 hexadecimal digits", Grammar::Pattern("^[0-9A-Fa-f]{64}$"));
