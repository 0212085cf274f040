//! The longest sequence.

use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;

use crate::value::{HumanInteger, ValueError, blanks, config_value, measure};

const GRAMMAR: Grammar = Grammar::Any(&[
    Grammar::Pattern(concat!("^[", blanks!(), "]*(?:-1|[aA][uU][tT][oO])[", blanks!(), "]*$")),
    Grammar::All(&[HumanInteger::GRAMMAR, Grammar::Pattern("[1-9]")]),
]);

/// The longest sequence: a number of tokens as vLLM reads it (`32k` is 32000, `32K` is 32768), or `auto` or -1 for the
/// longest that fits into the memory.
///
/// ```
/// use config_schemas::model::vllm::MaxModelLen;
/// assert_eq!("32K".parse::<MaxModelLen>()?.tokens(), Some(32_768));
/// assert_eq!("auto".parse::<MaxModelLen>()?, MaxModelLen::Auto);
/// assert!("0".parse::<MaxModelLen>().is_err());
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxModelLen {
    /// The longest that fits.
    Auto,
    /// So many tokens.
    Tokens(HumanInteger),
}

impl MaxModelLen {
    /// The number of tokens, if one is given.
    #[must_use]
    pub const fn tokens(self) -> Option<u64> {
        match self {
            Self::Auto => None,
            Self::Tokens(number) => Some(number.get()),
        }
    }
}

impl FromStr for MaxModelLen {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.trim() == "-1" || text.trim().eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        match text.parse::<HumanInteger>()? {
            number if number.get() == 0 => {
                Err(ValueError::new("is zero", "write a number of tokens, or auto"))
            }
            number => Ok(Self::Tokens(number)),
        }
    }
}

impl fmt::Display for MaxModelLen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => formatter.pad("auto"),
            Self::Tokens(number) => number.fmt(formatter),
        }
    }
}

config_value!(MaxModelLen, "a number of tokens such as 8192 or 32K, or auto", GRAMMAR, measure);
