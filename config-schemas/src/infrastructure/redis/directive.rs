//! One directive of Redis: what follows its name.

use super::directives::DIRECTIVES;
use super::form::{Form, Problem};

/// What follows a directive's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `yes` or `no`.
    Switch,
    /// One argument.
    Word(Form),
    /// Any number of arguments; a later line replaces an earlier one.
    Words(Form),
    /// Any number of arguments; every line counts.
    Repeated(Form),
}

impl Takes {
    /// Whether the server takes the arguments.
    ///
    /// # Errors
    ///
    /// What the server would refuse.
    pub fn check(self, arguments: &[&str]) -> Result<(), Problem> {
        match self {
            Self::Switch => Form::OneOf(&["yes", "no"]).check(arguments),
            Self::Word(form) | Self::Words(form) | Self::Repeated(form) => form.check(arguments),
        }
    }

    /// Whether the directive may stand without any argument.
    #[must_use]
    pub const fn may_be_empty(self) -> bool {
        match self {
            Self::Switch | Self::Word(_) => false,
            Self::Words(form) | Self::Repeated(form) => form.may_be_empty(),
        }
    }
}

/// The directive with this name, in any case, and what follows it.
///
/// ```
/// use config_schemas::infrastructure::redis::{Form, Takes, directive};
/// assert_eq!(directive("MaxMemory"), Some(("maxmemory", Takes::Word(Form::Memory(0, u64::MAX)))));
/// assert_eq!(directive("max-memory"), None);
/// ```
#[must_use]
pub fn directive(name: &str) -> Option<(&'static str, Takes)> {
    let name = name.to_ascii_lowercase();
    DIRECTIVES.binary_search_by_key(&name.as_str(), |(known, _)| known).ok().map(|index| DIRECTIVES[index])
}

/// The names of all directives.
pub fn names() -> impl Iterator<Item = &'static str> {
    DIRECTIVES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for pair in DIRECTIVES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{}", pair[1].0);
        }
    }
}
