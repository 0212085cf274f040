//! "Did you mean": the nearest of a list of names.

/// How many characters of a name are compared.
const LONGEST: usize = 64;

/// The name nearest to `wrong`, if one is near enough to be meant. Case and the choice of `-` or `_` count for nothing.
pub(crate) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wrong = normal(wrong);
    let length = wrong.chars().count();
    let limit = match length {
        0 => return None,
        1..=2 => 1,
        3..=5 => 2,
        length => length / 3,
    };
    // Names cannot be nearer than their lengths are.
    let is_near = |name: &&str| {
        let other = name.chars().take(LONGEST).count();
        other.abs_diff(length.min(LONGEST)) <= limit
    };
    names
        .into_iter()
        .filter(is_near)
        .map(|name| (distance(&wrong, &normal(name)), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn normal(name: &str) -> String {
    name.chars()
        .map(|character| if character == '-' { '_' } else { character.to_ascii_lowercase() })
        .collect()
}

/// Edit distance in which swapping two neighbours is one step.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(LONGEST).collect();
    let right: Vec<char> = right.chars().take(LONGEST).collect();
    let mut before_last: Vec<usize> = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, left_character) in left.iter().enumerate() {
        let mut current = vec![row + 1; right.len() + 1];
        for (column, right_character) in right.iter().enumerate() {
            let replace = last[column] + usize::from(left_character != right_character);
            let mut best = replace.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0
                && column > 0
                && *left_character == right[column - 1]
                && left[row - 1] == *right_character
            {
                best = best.min(before_last[column - 1] + 1);
            }
            current[column + 1] = best;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["max_tokens", "max_model_len", "port"];
        assert_eq!(nearest("max_tokns", names), Some("max_tokens"));
        assert_eq!(nearest("MAX-TOKENS", names), Some("max_tokens"));
        assert_eq!(nearest("prot", names), Some("port"));
        assert_eq!(nearest("database", names), None);
        assert_eq!(nearest("", names), None);
    }
}
