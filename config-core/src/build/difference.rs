//! What differs between a file and what it should be.

use std::path::Path;

use super::Failure;

/// Most lines shown of what is there and of what should be.
const MOST: usize = 8;

/// The failure of a file that is not fresh.
pub(super) fn stale(path: &Path, old: Option<&str>, new: &str) -> Failure {
    let Some(old) = old else {
        return Failure {
            path: path.to_owned(),
            line: 1,
            column: 1,
            message: "does not exist".to_owned(),
            details: vec!["build without CONFIG_EXPORT=check to write it".to_owned()],
        };
    };
    let (before, after): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let rest = before.len().min(after.len()) - same;
    let same_end =
        before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (removed, added) = (&before[same..before.len() - same_end], &after[same..after.len() - same_end]);
    let column = match (removed.first(), added.first()) {
        (Some(old), Some(new)) => old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count(),
        _ => 0,
    };
    let mut details = Vec::new();
    for (sign, lines) in [('-', removed), ('+', added)] {
        details.extend(lines.iter().take(MOST).map(|line| format!("{sign} {line}")));
        if lines.len() > MOST {
            details.push(format!("{sign} … {} more lines", lines.len() - MOST));
        }
    }
    if removed.is_empty() && added.is_empty() {
        details.push("only the line ends differ".to_owned());
    }
    details.push("build without CONFIG_EXPORT=check to write it anew, and commit it".to_owned());
    Failure {
        path: path.to_owned(),
        line: same + 1,
        column: column + 1,
        message: "is not what the types say".to_owned(),
        details,
    }
}

#[cfg(test)]
mod tests {
    use super::stale;

    #[test]
    fn the_first_difference_is_shown() {
        let failure = stale("a.md".as_ref(), Some("a\nbcd\ne\n"), "a\nbxd\ny\ne\n");
        assert_eq!(
            failure.to_string(),
            "a.md:2:2: is not what the types say\n- bcd\n+ bxd\n+ y\n\
             build without CONFIG_EXPORT=check to write it anew, and commit it"
        );
        assert_eq!(stale("a.md".as_ref(), None, "x").message, "does not exist");
    }
}
