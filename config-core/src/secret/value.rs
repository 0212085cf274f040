//! The wrapper for values that are never shown.

use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroize;

/// A value that is never shown and wipes itself.
///
/// It has no `Display` and no `Serialize`, its `Debug` is constant, and equality takes the same time wherever two values
/// differ. The content is reached by [`Secret::expose_secret`] alone, which is easy to search for.
///
/// ```
/// use config_core::Secret;
/// let key = Secret::new(String::from("s3cret"));
/// assert_eq!(format!("{key:?}"), "Secret(***)");
/// assert_eq!(key.expose_secret(), "s3cret");
/// ```
pub struct Secret<T: Zeroize>(SecretBox<T>);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value. The caller's own copies are the caller's to wipe.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(SecretBox::new(Box::new(value)))
    }

    /// The content.
    #[must_use]
    pub fn expose_secret(&self) -> &T {
        self.0.expose_secret()
    }
}

impl<T: Zeroize> ExposeSecret<T> for Secret<T> {
    fn expose_secret(&self) -> &T {
        self.0.expose_secret()
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self::new(self.expose_secret().clone())
    }
}

impl<T: Zeroize> std::fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        let (left, right): (&[u8], &[u8]) = (self.expose_secret().as_ref(), other.expose_secret().as_ref());
        if left.len() != right.len() {
            return false;
        }
        // Every byte is looked at, so that the time tells nothing about where the first difference is.
        let difference = left.iter().zip(right).fold(0_u8, |all, (left, right)| all | (left ^ right));
        std::hint::black_box(difference) == 0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}
