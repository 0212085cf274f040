//! Templates of Go in texts.

/// Whether each `{{` of a text has its `}}`. What stands between them is not looked at.
pub(crate) fn is_closed(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        match after.split_once("}}") {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}
