//! Errors where users of the `validator` crate look for them, and none lost where its tree has no place for two.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind as Kind};

use crate::read::changes::Step;

/// Puts an error at the end of the steps.
///
/// The tree holds, for each name, errors of the field or those inside of it. Where both are needed, all become errors
/// of the field, with the way inside in front of their messages.
pub(super) fn add(errors: &mut ValidationErrors, steps: &[Step], error: ValidationError) {
    let Some((first, rest)) = steps.split_first() else { return };
    let name: Cow<'static, str> = match *first {
        Step::Field(name) => Cow::Borrowed(name),
        // A list directly inside of a list.
        Step::Element(index) => Cow::Owned(index.to_string()),
    };
    let kind = errors.errors_mut().entry(name).or_insert_with(|| match rest {
        [] => Kind::Field(Vec::new()),
        [Step::Element(_), ..] => Kind::List(std::collections::BTreeMap::new()),
        [Step::Field(_), ..] => Kind::Struct(Box::default()),
    });
    match (&mut *kind, rest) {
        (Kind::Field(own), []) => own.push(error),
        (Kind::Struct(inner), [Step::Field(_), ..]) => add(inner, rest, error),
        (Kind::List(elements), [Step::Element(index), rest @ ..]) if !rest.is_empty() => {
            add(elements.entry(*index).or_default(), rest, error);
        }
        _ => {
            let mut own = Vec::new();
            flatten(std::mem::replace(kind, Kind::Field(Vec::new())), "", &mut own);
            own.push(prefixed(&way(rest), error));
            *kind = Kind::Field(own);
        }
    }
}

/// All errors of a tree, each with its way in front.
fn flatten(kind: Kind, way: &str, into: &mut Vec<ValidationError>) {
    match kind {
        Kind::Field(errors) => into.extend(errors.into_iter().map(|error| prefixed(way, error))),
        Kind::Struct(inner) => {
            for (name, kind) in inner.into_errors() {
                let way = if way.is_empty() { name.into_owned() } else { format!("{way}.{name}") };
                flatten(kind, &way, into);
            }
        }
        Kind::List(elements) => {
            for (index, inner) in elements {
                flatten(Kind::Struct(inner), &format!("{way}[{index}]"), into);
            }
        }
    }
}

fn way(steps: &[Step]) -> String {
    let mut way = String::new();
    for step in steps {
        match step {
            Step::Field(name) if way.is_empty() => way.push_str(name),
            Step::Field(name) => {
                way.push('.');
                way.push_str(name);
            }
            Step::Element(index) => way.push_str(&format!("[{index}]")),
        }
    }
    way
}

fn prefixed(way: &str, mut error: ValidationError) -> ValidationError {
    if !way.is_empty() {
        let message = error.message.take().unwrap_or_default();
        error.message = Some(Cow::Owned(format!("{way}: {message}")));
    }
    error
}
