//! Relabeling.

use config_core::ServiceConfig;

use crate::value::RegularExpression;

/// One step of relabeling.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.target_label.is_some() || !self.action.needs_target(),
          "this action of relabeling needs a target_label"),
    check(self.modulus != 0 || !self.action.is_hashmod(),
          "the action hashmod of relabeling needs a modulus that is not zero"),
    check(is_default(&self.replacement, "$1") || !self.action.changes_case(),
          "a replacement has no meaning with the actions lowercase and uppercase"),
    check(self.regex.is_none() && self.modulus == 0 && is_default(&self.separator, ";") && is_default(&self.replacement, "$1")
            || !self.action.compares(),
          "the actions keepequal and dropequal take source_labels and target_label, and no other fields"),
    check(self.source_labels.is_empty() && self.target_label.is_none() && self.modulus == 0
            && is_default(&self.separator, ";") && is_default(&self.replacement, "$1")
            || !self.action.selects_labels(),
          "the actions labeldrop and labelkeep take regex, and no other fields"),
)]
pub struct RelabelConfig {
    /// Labels whose values are joined.
    #[config(default = [], validate(names_not_empty))]
    pub source_labels: Vec<String>,
    /// What stands between the joined values; `;` by default.
    pub separator: Option<String>,
    /// Label that gets the result.
    #[config(length(1..))]
    pub target_label: Option<String>,
    /// What the joined values are matched against, from end to end; everything by default.
    pub regex: Option<RegularExpression>,
    /// Divisor of the hash of the joined values.
    #[config(default = 0)]
    pub modulus: u64,
    /// What the label gets, with `$1` for groups; `$1` by default.
    pub replacement: Option<String>,
    /// What is done.
    #[config(default = "replace")]
    pub action: RelabelAction,
}

/// What a step of relabeling does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "lowercase")]
pub enum RelabelAction {
    /// Writes the replacement into the target when the expression matches.
    Replace,
    /// Keeps what matches.
    Keep,
    /// Drops what matches.
    Drop,
    /// Keeps what is equal to the target.
    KeepEqual,
    /// Drops what is equal to the target.
    DropEqual,
    /// Writes a hash of the values into the target.
    HashMod,
    /// Copies labels whose names match.
    LabelMap,
    /// Drops labels whose names match.
    LabelDrop,
    /// Keeps labels whose names match.
    LabelKeep,
    /// Writes the values in lower case into the target.
    Lowercase,
    /// Writes the values in upper case into the target.
    Uppercase,
}

impl RelabelAction {
    fn needs_target(self) -> bool {
        use RelabelAction::{DropEqual, HashMod, KeepEqual, Lowercase, Replace, Uppercase};
        matches!(self, Replace | HashMod | Lowercase | Uppercase | KeepEqual | DropEqual)
    }

    fn is_hashmod(self) -> bool {
        self == RelabelAction::HashMod
    }

    fn changes_case(self) -> bool {
        matches!(self, RelabelAction::Lowercase | RelabelAction::Uppercase)
    }

    fn compares(self) -> bool {
        matches!(self, RelabelAction::KeepEqual | RelabelAction::DropEqual)
    }

    fn selects_labels(self) -> bool {
        matches!(self, RelabelAction::LabelDrop | RelabelAction::LabelKeep)
    }
}

fn is_default(value: &Option<String>, default: &str) -> bool {
    value.as_deref().is_none_or(|value| value == default)
}

fn names_not_empty(names: &[String]) -> Result<(), String> {
    if names.iter().any(String::is_empty) {
        Err("source_labels has an empty name".to_owned())
    } else {
        Ok(())
    }
}
